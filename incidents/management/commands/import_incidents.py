from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Table
from rich.text import Text

from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions.importing import ImportTally, import_batch
from incidents.domain.servicenow import SOURCE
from incidents.domain.servicenow_history import LogHistory
from incidents.importing.log import Log

INCIDENTS_A_BATCH = 400


class RateColumn(ProgressColumn):
    """Rows a second so far."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} rows/s" if speed else "")


class Command(BaseCommand):
    """Import the event log of another system as history."""

    help = (
        "Import a ServiceNow incident event log (CSV, or a ZIP with one CSV) into a launch. May be killed "
        "and repeated: what is there is recognised, what is new is added. Nobody is sent anything."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, source and launch; the zone in which the log's times are wall-clock times."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help=f"the system it comes from: {SOURCE}")
        parser.add_argument("--launch", required=True, metavar="KEY")
        parser.add_argument(
            "--time-zone",
            default="UTC",
            help="where the log's clock hung (UTC); a time it passed twice is the first of the two, "
            "one it skipped is read as if it had not",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write in batches, and say what was done."""
        launch, zone = _launch(options["launch"]), _zone(options["time_zone"])
        if options["source"] != SOURCE:
            raise CommandError(f"source: {options['source']} is unknown; known is {SOURCE}")
        log = Log(options["file"], zone, until=timezone.now())
        started = monotonic()
        try:
            tally = self._import(launch, log)
        except DomainError as error:
            raise CommandError(f"{error.field}: {error.message}") from error
        if log.rows_read == len(log.bad_rows):
            raise CommandError(f"file: no row of {log.path} could be read")
        console = Console(highlight=False)
        with console.capture() as printed:
            console.print(_summary(log, tally, monotonic() - started))
        self.stdout.write(printed.get())

    def _import(self, launch: Launch, log: Log) -> ImportTally:
        tally = ImportTally()
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), RateColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bar = progress.add_task("rows", total=log.survey())
            reported = 0
            for batch in _batches(log.histories()):
                tally.add(import_batch(launch, batch, at=timezone.now()))
                progress.update(bar, completed=log.rows_read)
                reported = _report_bad_rows(progress, log, reported)
            progress.update(bar, completed=log.rows_read)
            _report_bad_rows(progress, log, reported)
        return tally


def _batches(histories: Iterator[LogHistory]) -> Iterator[list[LogHistory]]:
    while batch := list(islice(histories, INCIDENTS_A_BATCH)):
        yield batch


def _report_bad_rows(progress: Progress, log: Log, reported: int) -> int:
    """Name those not yet reported; returns how many there are by now."""
    for bad in log.bad_rows[reported:]:
        progress.console.print(
            f"line {bad.line}: {bad.reason}", markup=False, highlight=False, soft_wrap=True
        )
    return len(log.bad_rows)


def _summary(log: Log, tally: ImportTally, seconds: float) -> Table:
    skipped = +(tally.rows_without_event + Counter({"could not be read": len(log.bad_rows)}))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    table.add_row("Rows read", f"{log.rows_read:,}", f"in {seconds:,.1f} s, {log.rows_read / seconds:,.0f}/s")
    table.add_row("Events written", f"{tally.events:,}", "")
    table.add_row("Breaches found", f"{tally.breaches:,}", "by this launch's policy")
    table.add_row("Incidents", f"{tally.new_incidents:,}", "new")
    table.add_row("", f"{tally.changed_incidents:,}", "changed")
    for reason, count in skipped.most_common():
        table.add_row("Rows skipped", f"{count:,}", reason)
    table.add_row("Rows adjusted", f"{log.unknown_states:,}", "state unknown, the one before kept")
    table.add_row("", f"{tally.rows_dated_late:,}", "dated after a later row, taken as of that")
    table.add_row("Priorities", f"{tally.priority_disagreements:,}", "differ between log and matrix")
    return table


def _launch(key: str) -> Launch:
    launch = Launch.objects.filter(key=key).first()
    if launch is None:
        raise CommandError(
            f"launch: there is no launch {key}; make it with manage.py create_launch {key} ..."
        )
    return launch


def _zone(name: str) -> ZoneInfo:
    if name not in available_timezones():
        raise CommandError(f"time-zone: {name} is not an IANA time zone such as Europe/London")
    return ZoneInfo(name)
