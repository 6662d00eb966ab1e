"""The incidents of a queue as lines of a table, however many there are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from hypercare.launches.models import Launch
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS, State, WaitingOn
from incidents.domain.priority import Priority
from incidents.queries.choices import LaunchNames
from incidents.queries.filters import QueueFilter, filtered_incidents
from incidents.queries.paging import Sort, cursor_after, ordered
from incidents.queries.rows import COLUMNS, FORMER_MEMBER, clock_state
from incidents.queries.search import HITS_AT_MOST, rows_with_words

ROWS_AT_ONCE = 1000
HEAD = (
    "Key",
    "Title",
    "Priority",
    "Rank",
    "State",
    "Waiting on",
    "Service",
    "Assignee",
    "Team",
    "Clock",
    "Due at",
    "Reported at",
    "Resolved at",
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def export_lines(
    launch: Launch, wanted: QueueFilter, *, sort: Sort, names: LaunchNames, at: datetime
) -> Iterator[Sequence[str]]:
    """The head and a line for each incident, in the queue's order; a search ends after `HITS_AT_MOST`."""
    yield HEAD
    for values in _rows(launch, wanted, sort, at):
        yield [_safe(cell) for cell in _line(values, launch, names, at)]


def _rows(launch: Launch, wanted: QueueFilter, sort: Sort, at: datetime) -> Iterator[Mapping[str, Any]]:
    """Some at a time, each lot behind the last: a large queue takes no more memory than a small one."""
    rows = filtered_incidents(launch.pk, wanted, at=at)
    if wanted.words:
        first = ordered(rows, sort)
        yield from rows_with_words(first, launch.pk, wanted.words, columns=COLUMNS, limit=HITS_AT_MOST)
        return
    found = list(ordered(rows, sort).values(*COLUMNS)[:ROWS_AT_ONCE])
    while found:
        yield from found
        if len(found) < ROWS_AT_ONCE:
            return
        after = cursor_after(sort, found[-1])
        found = list(ordered(rows, sort, after=after).values(*COLUMNS)[:ROWS_AT_ONCE])


def _line(values: Mapping[str, Any], launch: Launch, names: LaunchNames, at: datetime) -> Iterator[str]:
    yield f"{launch.key}-{values['number']}"
    yield values["title"]
    yield Priority(values["priority"]).label if values["priority"] else ""
    yield str(values["rank"])
    yield STATE_LABELS[State(values["state"])]
    yield WAITING_LABELS[WaitingOn(values["waiting_on"])] if values["waiting_on"] else ""
    yield names.services.get(values["service_id"], "")
    yield names.people.get(values["assignee_id"], FORMER_MEMBER) if values["assignee_id"] else ""
    yield names.teams.get(values["team_id"], "")
    yield clock_state(values, at=at) or ""
    for name in ("next_due_at", "reported_at", "resolved_at"):
        yield _instant(values[name], launch)


def _instant(instant: datetime | None, launch: Launch) -> str:
    """ISO 8601 with the launch's offset."""
    return instant.astimezone(launch.zone).isoformat(timespec="seconds") if instant else ""


def _safe(cell: str) -> str:
    """No spreadsheet takes it for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else str(cell)
