"""Brings a launch's numbers up to date now, without waiting for the workers."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dashboards import actions
from dashboards.actions.hurrying import CHARTS, NUMBERS
from hypercare.launches.models import Launch

PATIENCE_SECONDS = 120  # with a worker that holds the events or a period just now
PAUSE_SECONDS = 0.2

Step = Callable[[], int]


class Command(BaseCommand):
    """Follow the events to their end, compute every dirty day and week, and draw the charts."""

    help = "Compute a launch's numbers now. The workers do the same within seconds; this waits for the end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--launch", required=True, metavar="KEY", help="The launch's key, such as TRD.")

    def handle(self, *args: Any, **options: Any) -> None:
        launch = Launch.objects.filter(key=options["launch"]).first()
        if launch is None:
            raise CommandError(f"There is no launch {options['launch']}.")
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,.0f}"))
        with Progress(*columns, TimeElapsedColumn()) as progress:
            self._run(progress, "events read", _follow, is_done=actions.has_followed_all)
            actions.mark_recalculated(at=timezone.now())
            actions.mark_launch(launch, at=timezone.now())
            for words, grains in (("days and weeks computed", NUMBERS), ("weeks of charts drawn", CHARTS)):
                actions.hurry(launch, *grains, at=timezone.now())
                self._run(progress, words, lambda: _roll_up(launch), is_done=lambda: _is_clean(launch))

    def _run(self, progress: Progress, words: str, step: Step, *, is_done: Callable[[], bool]) -> None:
        """Take steps until all is done; a step of 0 means that a worker is at it, so wait."""
        task, started = progress.add_task(words, total=None), time.monotonic()
        while (count := step()) or not is_done():
            progress.advance(task, count)
            if count:
                started = time.monotonic()
            elif time.monotonic() - started > PATIENCE_SECONDS:
                raise CommandError(
                    f"A worker or an open transaction has held on for {PATIENCE_SECONDS} s; start this again."
                )
            else:
                time.sleep(PAUSE_SECONDS)
        progress.stop_task(task)


def _follow() -> int:
    return actions.follow_changes(at=timezone.now())


def _roll_up(launch: Launch) -> int:
    return int(actions.roll_up_next(at=timezone.now(), launch=launch) is not None)


def _is_clean(launch: Launch) -> bool:
    return not actions.is_due(launch, at=timezone.now())
