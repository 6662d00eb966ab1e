from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from hypercare.launches.models import Launch
from incidents.models import Incident
from incidents.queries.verification import History, differences_in, histories_after

BATCH_SIZE = 500


class Command(BaseCommand):
    """Prove that every row equals its history."""

    help = "Replay all events and compare every incident's row and clocks with what they say."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All launches unless one is named."""
        parser.add_argument("--launch", metavar="KEY")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference; fail if there is one."""
        incidents = Incident.objects.select_related("launch").order_by("pk")
        if options["launch"]:
            if not Launch.objects.filter(key=options["launch"]).exists():
                raise CommandError(f"launch: there is no launch {options['launch']}")
            incidents = incidents.filter(launch__key=options["launch"])
        at, events, count, found = timezone.now(), 0, 0, 0
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("Replaying", total=incidents.count())
            for history in _all(incidents):
                count, events = count + 1, events + len(history.events)
                for field, stored, replayed in differences_in(history, at=at):
                    found += 1
                    self.stdout.write(f"{history.incident.key} {field}: stored {stored}, replayed {replayed}")
                progress.advance(bar)
        summary = f"{count:,} incidents, {events:,} events: {found:,} differences"
        if found:
            raise CommandError(summary)
        self.stdout.write(summary)


def _all(incidents: Any) -> Iterator[History]:
    after = 0
    while batch := histories_after(incidents, after, limit=BATCH_SIZE):
        yield from batch
        after = batch[-1].incident.pk
