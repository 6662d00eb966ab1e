from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hypercare.launches.models import Launch
from incidents.models import Incident
from incidents.models.incident import IncidentQuerySet
from incidents.queries.verification import History, differences_in, histories_after

BATCH_SIZE = 500


class Command(BaseCommand):
    """Prove that every row equals its history."""

    help = (
        "Replay all events and compare every incident's row and clocks with what they say. Fails if anything "
        "differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All launches unless one is named."""
        parser.add_argument("--launch", metavar="KEY")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference; fail if there is one."""
        incidents = _incidents(options["launch"])
        events = count = found = 0
        columns = (TextColumn("Replaying"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bar = progress.add_task("incidents", total=incidents.count())
            for batch in _batches(incidents):
                count += len(batch)
                events += sum(len(history.events) for history in batch)
                found += self._report(batch)
                progress.update(bar, completed=count)
        summary = f"{count:,} incidents, {events:,} events: {found:,} differences"
        if found:
            raise CommandError(summary)
        self.stdout.write(summary)

    def _report(self, batch: list[History]) -> int:
        at = timezone.now()
        lines = [
            f"{history.incident.key} {field}: stored {stored}, replayed {replayed}"
            for history in batch
            for field, stored, replayed in differences_in(history, at=at)
        ]
        if lines:
            self.stdout.write("\n".join(lines))
        return len(lines)


def _incidents(launch_key: str | None) -> IncidentQuerySet:
    incidents = Incident.objects.select_related("launch").order_by("pk")
    if not launch_key:
        return incidents
    if not Launch.objects.filter(key=launch_key).exists():
        raise CommandError(f"launch: there is no launch {launch_key}")
    return incidents.filter(launch__key=launch_key)


def _batches(incidents: IncidentQuerySet) -> Iterator[list[History]]:
    after = 0
    while batch := histories_after(incidents, after, limit=BATCH_SIZE):
        yield batch
        after = batch[-1].incident.pk
