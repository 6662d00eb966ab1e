"""A row of ServiceNow's incident event log in our words, and the events a row amounts to."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from incidents.domain.history import ActorKind, Event, EventKind
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority, PriorityInput, PrioritySource, priority_for

SOURCE = "servicenow"
MISSING = "?"
UNKNOWN_STATE = "-100"
REQUIRED_COLUMNS = frozenset(
    {"number", "incident_state", "opened_at", "sys_updated_at", "impact", "urgency", "priority", "made_sla"}
)
STATES: Mapping[str, tuple[State, WaitingOn | None]] = {
    "New": (State.NEW, None),
    "Active": (State.IN_PROGRESS, None),
    "Awaiting User Info": (State.WAITING, WaitingOn.REPORTER),
    "Awaiting Evidence": (State.WAITING, WaitingOn.EVIDENCE),
    "Awaiting Vendor": (State.WAITING, WaitingOn.VENDOR),
    "Awaiting Problem": (State.WAITING, WaitingOn.PROBLEM),
    "Resolved": (State.RESOLVED, None),
    "Closed": (State.CLOSED, None),
}
LEVELS: Mapping[str, Level] = {"1 - High": Level.HIGH, "2 - Medium": Level.MEDIUM, "3 - Low": Level.LOW}
PRIORITIES: Mapping[str, Priority] = {
    "1 - Critical": Priority.P1,
    "2 - High": Priority.P2,
    "3 - Moderate": Priority.P3,
    "4 - Low": Priority.P4,
}
TRUTHS: Mapping[str, bool] = {"true": True, "false": False}
# Each row in these states counts: the last one says when it was resolved or closed.
REPEATED_STATES = frozenset({State.RESOLVED, State.CLOSED})

Meaning = TypeVar("Meaning")


class BadRowError(ValueError):
    """A row that cannot be understood: the column at fault and the rule it breaks."""

    def __init__(self, column: str, rule: str) -> None:
        super().__init__(f"{column}: {rule}")
        self.column = column


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row, understood. `state` is `None` for the log's own "unknown"; names are empty when missing."""

    number: str
    at: datetime
    opened_at: datetime
    state: State | None
    waiting_on: WaitingOn | None
    impact: Level
    urgency: Level
    logged_priority: Priority
    made_sla: bool
    is_assigned: bool
    team: str
    service: str
    caller: str
    site: str
    title: str
    identity: str

    @property
    def priority(self) -> Priority:
        """What our matrix makes of the row's impact and urgency."""
        return priority_for(PriorityInput(self.impact, self.urgency)).priority


def read_row(cells: Mapping[str, str], zone: ZoneInfo) -> LogRow:
    """Understand one row; its times are wall-clock times of `zone`. Raises `BadRowError`.

    A time that the clocks pass twice is the first of the two; one they skip is read as if they had not.
    """
    number = _given(cells, "number")
    if not number:
        raise BadRowError("number", "is missing")
    state, waiting_on = _state(cells["incident_state"])
    return LogRow(
        number=number,
        at=_instant(cells, "sys_updated_at", zone),
        opened_at=_instant(cells, "opened_at", zone),
        state=state,
        waiting_on=waiting_on,
        impact=_meaning(cells, "impact", LEVELS),
        urgency=_meaning(cells, "urgency", LEVELS),
        logged_priority=_meaning(cells, "priority", PRIORITIES),
        made_sla=_meaning(cells, "made_sla", TRUTHS),
        is_assigned=bool(_given(cells, "assigned_to")),
        team=_given(cells, "assignment_group"),
        service=_given(cells, "category"),
        caller=_given(cells, "caller_id"),
        site=_given(cells, "location"),
        title=_title(cells, number),
        identity=f"{SOURCE}:{_digest(cells)}",
    )


def instants_of(rows: Sequence[LogRow]) -> list[datetime]:
    """When each row happened. The log's order stands: a row dated after a later one happened by then."""
    backwards = accumulate((row.at for row in reversed(rows)), min)
    return list(backwards)[::-1]


def events_of(rows: Sequence[LogRow], names: "Names") -> Iterator[tuple[str, Event]]:
    """The events of one incident's rows, in the order of the log, each with the identity of its row.

    The declaration at `opened_at`, then one event for each row that changes something we keep.
    """
    known: dict[str, Any] = {}
    seq = 0
    for row, at in zip(rows, instants_of(rows), strict=True):
        if seq == 0:
            seq = 1
            yield f"{SOURCE}:opened", _event(EventKind.DECLARED, row.opened_at, seq, _opening(row, names))
        values = _values(row, names)
        changed = {name: value for name, value in values.items() if known.get(name) != value}
        known |= values
        if row.state in REPEATED_STATES:
            changed["state"] = row.state.value
        if changed:
            seq += 1
            yield row.identity, _event(EventKind.RECORDED, at, seq, _whole(changed, values))


@dataclass(frozen=True, slots=True)
class Names:
    """Where the log's names stand in our tables: name to primary key."""

    services: Mapping[str, int]
    teams: Mapping[str, int]


def _event(kind: EventKind, at: datetime, seq: int, payload: dict[str, Any]) -> Event:
    return Event(kind, at, seq, ActorKind.IMPORT, payload)


def _opening(row: LogRow, names: Names) -> dict[str, Any]:
    return {
        "impact": row.impact.value,
        "urgency": row.urgency.value,
        "service_id": names.services.get(row.service),
    }


def _values(row: LogRow, names: Names) -> dict[str, Any]:
    values: dict[str, Any] = {
        "impact": row.impact.value,
        "urgency": row.urgency.value,
        "service_id": names.services.get(row.service),
        "team_id": names.teams.get(row.team),
        "priority": row.priority.value,
        "made_sla": row.made_sla,
    }
    if row.is_assigned:
        values["is_assigned"] = True
    if row.state is not None:
        values |= {"state": row.state.value, "waiting_on": row.waiting_on and row.waiting_on.value}
    return values


def _whole(changed: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What belongs together goes together: a state with what it waits for, a priority with its source."""
    if "state" in changed or "waiting_on" in changed:
        changed |= {"state": values["state"], "waiting_on": values["waiting_on"]}
    if "priority" in changed:
        changed["source"] = PrioritySource.MATRIX.value
    return changed


def _given(cells: Mapping[str, str], column: str) -> str:
    value = (cells.get(column) or "").strip()
    return "" if value == MISSING else value


def _meaning(cells: Mapping[str, str], column: str, table: Mapping[str, Meaning]) -> Meaning:
    value = (cells.get(column) or "").strip()
    try:
        return table[value]
    except KeyError:
        known = ", ".join(table)
        raise BadRowError(column, f"{value!r} is none of {known}") from None


def _state(value: str | None) -> tuple[State | None, WaitingOn | None]:
    word = (value or "").strip()
    if word == UNKNOWN_STATE:
        return None, None
    if word not in STATES:
        raise BadRowError("incident_state", f"{word!r} is none of {', '.join(STATES)}")
    return STATES[word]


def _instant(cells: Mapping[str, str], column: str, zone: ZoneInfo) -> datetime:
    value = (cells.get(column) or "").strip()
    try:
        return instant_of(value, zone)
    except ValueError:
        raise BadRowError(column, f"{value!r} is not a time such as 29/2/2016 01:16") from None


@lru_cache(maxsize=200_000)
def instant_of(value: str, zone: ZoneInfo) -> datetime:
    """`D/M/YYYY HH:MM`, day first, as an instant in UTC. Raises `ValueError`."""
    day_part, time_part = value.split(" ")
    day, month, year = day_part.split("/")
    hour, minute = time_part.split(":")
    local = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=zone)
    return local.astimezone(UTC)


def _title(cells: Mapping[str, str], number: str) -> str:
    parts = [_given(cells, column) for column in ("category", "subcategory", "u_symptom")]
    return (", ".join(part for part in parts if part) or number)[:200]


def _digest(cells: Mapping[str, str]) -> str:
    return hashlib.blake2b("\x1f".join(cells.values()).encode(), digest_size=12).hexdigest()
