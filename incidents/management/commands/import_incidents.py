import csv
import io
import zipfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo, available_timezones

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from hypercare.launches.models import Launch
from incidents.actions.importing import ImportTally, import_batch
from incidents.domain.servicenow import REQUIRED_COLUMNS, SOURCE, BadRowError, LogRow, read_row

INCIDENTS_A_BATCH = 400
BAD_ROWS_SHOWN = 50
History = tuple[str, list[LogRow]]


class RateColumn(ProgressColumn):
    """Rows a second so far."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        return Text(f"{task.speed:,.0f} rows/s" if task.speed else "")


class Command(BaseCommand):
    """Import the event log of another system as history."""

    help = (
        "Import a ServiceNow incident event log (CSV, or a ZIP with one CSV) into a launch. May be repeated: "
        "what is there is recognised, what is new is added. Nobody is sent anything."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, source and launch; the zone in which the log's times are wall-clock times."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True)
        parser.add_argument("--launch", required=True, metavar="KEY")
        parser.add_argument("--time-zone", default="UTC")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write in batches, and say what was done."""
        launch, zone = _launch(options["launch"]), _zone(options["time_zone"])
        if options["source"] != SOURCE:
            raise CommandError(f"source: {options['source']} is unknown; known is {SOURCE}")
        log = Log(options["file"], zone)
        tally = self._import(launch, log)
        self._report(log, tally)

    def _import(self, launch: Launch, log: "Log") -> ImportTally:
        tally = ImportTally()
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), RateColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bar = progress.add_task("rows", total=log.count_rows())
            batch: dict[str, list[LogRow]] = {}
            for number, rows in log.histories():
                batch.setdefault(number, []).extend(rows)
                if len(batch) >= INCIDENTS_A_BATCH:
                    tally.add(import_batch(launch, batch, at=timezone.now()))
                    batch = {}
                    progress.update(bar, completed=log.rows_read)
            tally.add(import_batch(launch, batch, at=timezone.now()))
            progress.update(bar, completed=log.rows_read)
        return tally

    def _report(self, log: "Log", tally: ImportTally) -> None:
        for line, error in log.bad_rows[:BAD_ROWS_SHOWN]:
            self.stderr.write(f"line {line}: {error}")
        if len(log.bad_rows) > BAD_ROWS_SHOWN:
            self.stderr.write(f"and {len(log.bad_rows) - BAD_ROWS_SHOWN} more bad rows")
        skipped = +(tally.rows_without_event + Counter({"could not be read": len(log.bad_rows)}))
        self.stdout.write(f"Rows read              {log.rows_read:>10,}")
        self.stdout.write(f"Events written         {tally.events:>10,}")
        self.stdout.write(f"Incidents new          {tally.new_incidents:>10,}")
        self.stdout.write(f"Incidents changed      {tally.changed_incidents:>10,}")
        for reason, count in skipped.most_common():
            self.stdout.write(f"Rows skipped           {count:>10,}  {reason}")
        self.stdout.write(f"Unknown states kept    {log.unknown_states:>10,}")
        self.stdout.write(f"Priorities that differ {tally.priority_disagreements:>10,}")


class Log:
    """The file: its rows as histories, and what was wrong with it."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        self.path, self.zone = path, zone
        self.rows_read = 0
        self.unknown_states = 0
        self.bad_rows: list[tuple[int, str]] = []

    def count_rows(self) -> int:
        """Rows below the header. Reads the whole file once, so that a wrong encoding stops it at once."""
        with self._open() as text:
            return max(sum(1 for _ in text) - 1, 0)

    def histories(self) -> Iterator[History]:
        """Runs of rows of one incident, in the order of the file."""
        run: History | None = None
        for row in self._rows():
            if run is None or run[0] != row.number:
                if run is not None:
                    yield run
                run = (row.number, [])
            run[1].append(row)
        if run is not None:
            yield run

    def _rows(self) -> Iterator[LogRow]:
        with self._open() as text:
            reader = csv.reader(text, strict=True)
            header = self._header(reader)
            for line, cells in self._cells(reader):
                row = self._row(header, line, cells)
                if row is not None:
                    self.unknown_states += row.state is None
                    yield row

    def _cells(self, reader: Any) -> Iterator[tuple[int, list[str]]]:
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.rows_read += 1
                self.bad_rows.append((reader.line_num, f"not CSV: {error}"))
                continue
            self.rows_read += 1
            yield reader.line_num, cells

    def _row(self, header: list[str], line: int, cells: list[str]) -> LogRow | None:
        if len(cells) != len(header):
            self.bad_rows.append((line, f"has {len(cells)} columns, the header has {len(header)}"))
            return None
        try:
            return read_row(dict(zip(header, cells, strict=True)), self.zone)
        except BadRowError as error:
            self.bad_rows.append((line, str(error)))
            return None

    def _header(self, reader: Any) -> list[str]:
        try:
            header: list[str] = next(reader)
        except (StopIteration, csv.Error):
            raise CommandError(f"file: {self.path} is empty or not CSV") from None
        missing = sorted(REQUIRED_COLUMNS - set(header))
        if missing:
            raise CommandError(f"file: {self.path} has no column {', '.join(missing)}")
        return header

    @contextmanager
    def _open(self) -> Iterator[TextIO]:
        try:
            with _binary(self.path) as binary:
                yield io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
        except UnicodeDecodeError as error:
            raise CommandError(
                f"file: {self.path} is not UTF-8: {error.reason} at byte {error.start}"
            ) from error
        except OSError as error:
            raise CommandError(f"file: {self.path} cannot be read: {error.strerror or error}") from error
        except (zipfile.BadZipFile, EOFError) as error:
            raise CommandError(f"file: {self.path} is no readable ZIP: {error}") from error


@contextmanager
def _binary(path: Path) -> Iterator[Any]:
    """The CSV's bytes, from the file itself or from the one CSV in a ZIP."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as binary:
            yield binary
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(names) != 1:
            raise CommandError(f"file: {path} must hold exactly one CSV, it holds {len(names)}")
        with archive.open(names[0]) as binary:
            yield binary


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
