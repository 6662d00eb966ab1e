"""The known answers of a ServiceNow log, worked out without any of the application's code.

Reads the CSV with nothing but the standard library. Used to check the importer and the KPIs.
"""

import csv
import io
import os
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from zoneinfo import ZoneInfo

import pytest

VARIABLE = "SERVICENOW_LOG"
SIBLING = Path(__file__).resolve().parents[4] / "shared/data/servicenow/incident_event_log.zip"
LOG = Path(os.environ.get(VARIABLE) or SIBLING)
EXCERPT = Path(__file__).parent / "excerpt/incident_event_log.csv"
needs_log = pytest.mark.skipif(
    not LOG.exists(), reason=f"the whole ServiceNow log is not here: set {VARIABLE} to incident_event_log.zip"
)

FINAL = ("Resolved", "Closed")
Row = dict[str, str]


@dataclass(frozen=True)
class Spread:
    """How long it took, in hours."""

    n: int
    median: float
    mean: float


@dataclass(frozen=True)
class Answers:
    """What the log says, one value per incident; `by_week` by ISO year and week of the last resolution."""

    incidents: int
    last_states: Counter[str]
    reopened: int
    reopenings: int
    priority_changes: int
    kept: int
    last_priorities: Counter[str]
    to_resolve: Spread
    by_week: dict[tuple[int, int], Spread]


def answers(path: Path = LOG, *, zone: str = "UTC", weeks_in: str = "UTC") -> Answers:
    """The answers with the log's times read in `zone` and its weeks cut in `weeks_in`."""
    histories = list(_histories(path))
    lasts = [rows[-1] for rows in histories]
    reopenings = [_reopenings(rows) for rows in histories]
    hours: list[float] = []
    by_week: dict[tuple[int, int], list[float]] = defaultdict(list)
    for rows in histories:
        resolved = _resolved_at(rows, zone)
        if resolved is None:
            continue
        took = (resolved - _instant(rows[0]["opened_at"], zone)).total_seconds() / 3600
        year, week, _ = resolved.astimezone(ZoneInfo(weeks_in)).isocalendar()
        hours.append(took)
        by_week[year, week].append(took)
    return Answers(
        incidents=len(histories),
        last_states=Counter(row["incident_state"] for row in lasts),
        reopened=sum(1 for moves in reopenings if moves),
        reopenings=sum(reopenings),
        priority_changes=sum(a["priority"] != b["priority"] for rows in histories for a, b in pairwise(rows)),
        kept=sum(row["made_sla"] == "true" for row in lasts),
        last_priorities=Counter(row["priority"] for row in lasts),
        to_resolve=_spread(hours),
        by_week={week: _spread(took) for week, took in sorted(by_week.items())},
    )


def _histories(path: Path) -> Iterator[list[Row]]:
    """The rows of each incident in the order of the file."""
    by_number: dict[str, list[Row]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(_text(path), newline="")):
        by_number[row["number"]].append(row)
    yield from by_number.values()


def _text(path: Path) -> str:
    if path.suffix != ".zip":
        return path.read_text()
    with zipfile.ZipFile(path) as archive:
        return archive.read(archive.namelist()[0]).decode()


def _reopenings(rows: list[Row]) -> int:
    states = [row["incident_state"] for row in rows if row["incident_state"] != "-100"]
    return sum(a in FINAL and b not in FINAL for a, b in pairwise(states))


def _resolved_at(rows: list[Row], zone: str) -> datetime | None:
    """The last Resolved row, or the last Closed row where there is none; `None` while open."""
    if rows[-1]["incident_state"] not in FINAL:
        return None
    resolved = [row for row in rows if row["incident_state"] == "Resolved"]
    closed = [row for row in rows if row["incident_state"] == "Closed"]
    return _instant((resolved or closed)[-1]["sys_updated_at"], zone)


@cache
def _instant(text: str, zone: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _spread(hours: list[float]) -> Spread:
    return Spread(len(hours), median(hours), fmean(hours))
