"""A ServiceNow log: its rows as the histories of incidents, and what was wrong with it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypercare.lib.errors import DomainError
from incidents.domain.servicenow import COLUMNS, REQUIRED_COLUMNS, BadRowError, LogRow, read_row
from incidents.domain.servicenow_history import LogHistory
from incidents.importing.files import FIELD, open_lines
from incidents.importing.records import Record, Records


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class _Open:
    """An incident some of whose rows are still to come."""

    rows: list[LogRow] = field(default_factory=list)
    has_gaps: bool = False


class Log:
    """Reads the file twice: to see whether it is one and what it holds, then row by row."""

    def __init__(self, path: Path, zone: ZoneInfo, *, until: datetime) -> None:
        self.path, self.zone, self.until = path, zone, until
        self.rows_read = 0
        self.unknown_states = 0
        self.bad_rows: list[BadRow] = []
        self._left: Counter[str] = Counter()

    def survey(self) -> int:
        """How many rows there are. Raises `DomainError` on field `file` unless it can be read to its end."""
        with self._opened() as (places, records):
            self._left = Counter(_number(record, places) for record in records)
        return self._left.total()

    def histories(self) -> Iterator[LogHistory]:
        """Each incident once all its rows were read, wherever in the file they stand; after `survey`."""
        waiting: dict[str, _Open] = {}
        with self._opened() as (places, records):
            for record in records:
                self.rows_read += 1
                number = _number(record, places)
                incident = waiting.setdefault(number, _Open())
                row = self._row(record, places)
                incident.has_gaps |= row is None
                if row is not None:
                    incident.rows.append(row)
                self._left[number] -= 1
                if not self._left[number]:
                    del waiting[number]
                    if incident.rows:
                        yield LogHistory(number, incident.rows, incident.has_gaps)

    def _row(self, record: Record, places: Mapping[str, int]) -> LogRow | None:
        if record.fault:
            self.bad_rows.append(BadRow(record.line, record.fault))
            return None
        cells = {name: record.cells[place] for name, place in places.items()}
        try:
            row = read_row(cells, self.zone, until=self.until)
        except BadRowError as error:
            self.bad_rows.append(BadRow(record.line, str(error)))
            return None
        self.unknown_states += row.state is None
        return row

    @contextmanager
    def _opened(self) -> Iterator[tuple[dict[str, int], Iterator[Record]]]:
        with open_lines(self.path) as lines:
            records = iter(Records(lines))
            yield self._places(next(records, None)), records

    def _places(self, header: Record | None) -> dict[str, int]:
        """Where each column stands that we read."""
        if header is None or header.fault:
            raise DomainError(f"{self.path} is empty or not CSV.", field=FIELD)
        names = [name.strip() for name in header.cells]
        missing = sorted(REQUIRED_COLUMNS.difference(names))
        if missing:
            raise DomainError(f"{self.path} has no column {', '.join(missing)}.", field=FIELD)
        twice = sorted(name for name in COLUMNS if names.count(name) > 1)
        if twice:
            raise DomainError(f"{self.path} has column {', '.join(twice)} more than once.", field=FIELD)
        return {name: names.index(name) for name in COLUMNS if name in names}


def _number(record: Record, places: Mapping[str, int]) -> str:
    """The incident a row belongs to, as far as can be seen; empty when it cannot."""
    place = places["number"]
    return record.cells[place].strip() if place < len(record.cells) else ""
