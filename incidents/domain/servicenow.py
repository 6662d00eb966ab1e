"""A row of ServiceNow's incident event log in our words."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority, PriorityInput, priority_for

SOURCE = "servicenow"
MISSING = "?"
UNKNOWN_STATE = "-100"
REQUIRED_COLUMNS = frozenset(
    {"number", "incident_state", "opened_at", "sys_updated_at", "impact", "urgency", "priority", "made_sla"}
)
# What a row says about its own moment. The log copies final values (`resolved_at`, `closed_at`, ...) into
# every row, so they are no part of it: a later export of the same row holds others.
IDENTIFYING_COLUMNS = (
    "number",
    "sys_mod_count",
    "sys_updated_at",
    "incident_state",
    "impact",
    "urgency",
    "category",
    "assignment_group",
    "assigned_to",
    "made_sla",
)
COLUMNS = tuple(
    dict.fromkeys(
        (*IDENTIFYING_COLUMNS, "opened_at", "priority", "caller_id", "location", "subcategory", "u_symptom")
    )
)
STATES: Mapping[str, tuple[State | None, WaitingOn | None]] = {
    "New": (State.NEW, None),
    "Active": (State.IN_PROGRESS, None),
    "Awaiting User Info": (State.WAITING, WaitingOn.REPORTER),
    "Awaiting Evidence": (State.WAITING, WaitingOn.EVIDENCE),
    "Awaiting Vendor": (State.WAITING, WaitingOn.VENDOR),
    "Awaiting Problem": (State.WAITING, WaitingOn.PROBLEM),
    "Resolved": (State.RESOLVED, None),
    "Closed": (State.CLOSED, None),
    UNKNOWN_STATE: (None, None),
}
LEVELS: Mapping[str, Level] = {"1 - High": Level.HIGH, "2 - Medium": Level.MEDIUM, "3 - Low": Level.LOW}
PRIORITIES: Mapping[str, Priority] = {
    "1 - Critical": Priority.P1,
    "2 - High": Priority.P2,
    "3 - Moderate": Priority.P3,
    "4 - Low": Priority.P4,
}
TRUTHS: Mapping[str, bool] = {"true": True, "false": False}
NAME_LENGTH = 80
TITLE_LENGTH = 200
TIME_PATTERN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2})", re.ASCII)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no such log is older; a year 0016 is a slip

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
    update: int
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
    about: tuple[str, ...]
    identity: str

    @property
    def priority(self) -> Priority:
        """What our matrix makes of the row's impact and urgency."""
        return _priority(self.impact, self.urgency)

    @property
    def title(self) -> str:
        """What it is about in words, or its number when nothing is said."""
        return (", ".join(self.about) or self.number)[:TITLE_LENGTH]


def read_row(cells: Mapping[str, str], zone: ZoneInfo, *, until: datetime) -> LogRow:
    """Understand one row; its times are wall-clock times of `zone`. Raises `BadRowError`.

    A time that the clocks pass twice is the first of the two; one they skip is read as if they had not.
    Nothing in a log can be from after `until`.
    """
    number = _name(cells, "number")
    if not number:
        raise BadRowError("number", "is missing")
    state, waiting_on = _meaning(cells, "incident_state", STATES)
    about = (_name(cells, "category"), _text(cells, "subcategory"), _text(cells, "u_symptom"))
    return LogRow(
        number=number,
        update=_count(cells, "sys_mod_count"),
        at=_instant(cells, "sys_updated_at", zone, until),
        opened_at=_instant(cells, "opened_at", zone, until),
        state=state,
        waiting_on=waiting_on,
        impact=_meaning(cells, "impact", LEVELS),
        urgency=_meaning(cells, "urgency", LEVELS),
        logged_priority=_meaning(cells, "priority", PRIORITIES),
        made_sla=_meaning(cells, "made_sla", TRUTHS),
        is_assigned=bool(_given(cells, "assigned_to")),
        team=_name(cells, "assignment_group"),
        service=about[0],
        caller=_name(cells, "caller_id"),
        site=_name(cells, "location"),
        about=tuple(part for part in about if part),
        identity=f"{SOURCE}:{_digest(cells)}",
    )


@lru_cache
def _priority(impact: Level, urgency: Level) -> Priority:
    return priority_for(PriorityInput(impact, urgency)).priority


def _given(cells: Mapping[str, str], column: str) -> str:
    value = cells.get(column, MISSING).strip()
    return "" if value == MISSING else value


def _text(cells: Mapping[str, str], column: str) -> str:
    value = _given(cells, column)
    if "\0" in value:
        raise BadRowError(column, "holds a NUL character")
    return value


def _name(cells: Mapping[str, str], column: str) -> str:
    value = _text(cells, column)
    if len(value) > NAME_LENGTH:
        raise BadRowError(column, f"has {len(value)} characters, at most {NAME_LENGTH} are kept")
    return value


def _count(cells: Mapping[str, str], column: str) -> int:
    value = _given(cells, column)
    if not (value.isascii() and value.isdigit()) and value:
        raise BadRowError(column, f"{value!r} is not a number")
    return int(value or 0)


def _meaning(cells: Mapping[str, str], column: str, table: Mapping[str, Meaning]) -> Meaning:
    value = cells[column].strip()
    try:
        return table[value]
    except KeyError:
        raise BadRowError(column, f"{value!r} is none of {', '.join(table)}") from None


def _instant(cells: Mapping[str, str], column: str, zone: ZoneInfo, until: datetime) -> datetime:
    value = cells[column].strip()
    try:
        instant = instant_of(value, zone)
    except (ValueError, OverflowError):
        raise BadRowError(column, f"{value!r} is not a time such as 29/2/2016 01:16") from None
    if not EARLIEST <= instant <= until:
        raise BadRowError(column, f"{value!r} lies before {EARLIEST.year} or in the future")
    return instant


@lru_cache(maxsize=200_000)
def instant_of(value: str, zone: ZoneInfo) -> datetime:
    """`D/M/YYYY HH:MM`, day first, as an instant in UTC. Raises `ValueError` or `OverflowError`."""
    match = TIME_PATTERN.fullmatch(value)
    if match is None:
        raise ValueError(value)
    day, month, year, hour, minute = map(int, match.groups())
    return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)


def _digest(cells: Mapping[str, str]) -> str:
    raw = "\x1f".join(cells.get(column, MISSING) for column in IDENTIFYING_COLUMNS)
    return hashlib.blake2b(raw.encode(), digest_size=12).hexdigest()
