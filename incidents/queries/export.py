"""The incidents of a queue as lines of a table, however many there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from hypercare.launches.models import Launch
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS, State, WaitingOn
from incidents.domain.priority import Priority
from incidents.queries import foreign_lines
from incidents.queries.choices import LaunchNames
from incidents.queries.filters import QueueFilter, filtered_incidents
from incidents.queries.paging import Sort, cursor_after, ordered
from incidents.queries.rows import COLUMNS as ROW_COLUMNS
from incidents.queries.rows import FORMER_MEMBER, clock_state, masked
from incidents.queries.search import HITS_AT_MOST, rows_with_words

ROWS_AT_ONCE = 1000
COLUMNS = (*ROW_COLUMNS, *foreign_lines.COLUMNS)
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


class Layout(StrEnum):
    """Whose columns they are."""

    OURS = "hypercare"
    JIRA = "jira"
    SERVICENOW = "servicenow"


HEADS: Mapping[Layout, Sequence[str]] = {
    Layout.OURS: HEAD,
    Layout.JIRA: foreign_lines.JIRA_HEAD,
    Layout.SERVICENOW: foreign_lines.SERVICENOW_HEAD,
}


def export_lines(
    launch: Launch,
    wanted: QueueFilter,
    *,
    sort: Sort,
    names: LaunchNames,
    at: datetime,
    layout: Layout = Layout.OURS,
) -> Iterator[Sequence[str]]:
    """The head and a line for each incident, in the queue's order; a search ends after `HITS_AT_MOST`."""
    yield HEADS[layout]
    for values in _rows(launch, wanted, sort, at):
        shown = masked(values, wanted.seen_by)
        yield [_safe(cell) for cell in _cells(shown, launch, names, at, layout)]


def _cells(
    values: Mapping[str, Any], launch: Launch, names: LaunchNames, at: datetime, layout: Layout
) -> Iterable[str]:
    if layout is Layout.JIRA:
        return foreign_lines.jira_line(values, launch, names)
    if layout is Layout.SERVICENOW:
        return foreign_lines.servicenow_line(values, launch, names)
    return _line(values, launch, names, at)


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
