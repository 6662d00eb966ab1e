"""What an act on many shows: what was selected, what would change, and what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.domain.bulk import AT_MOST, OUTCOME_LABELS, Outcome
from incidents.domain.lifecycle import AT_REST_STATES, STATE_LABELS, WAITING_LABELS, State, WaitingOn
from incidents.domain.priority import Priority
from incidents.models import BulkChange, BulkItem, Incident
from incidents.queries.choices import LaunchNames
from incidents.queries.rows import RESTRICTED
from incidents.queries.timeline_words import in_words
from incidents.queries.words import clock_time

NOTHING = "none"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was, and what it would be."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One incident of a preview; without changes, refusal and words for its reporter it is so already."""

    incident: Incident
    changes: tuple[Change, ...]
    refusal: str
    draft: str = ""

    @property
    def does_something(self) -> bool:
        """Whether applying it would change anything or tell somebody."""
        return not self.refusal and bool(self.changes or self.draft)


@dataclass(frozen=True, slots=True)
class Teller:
    """In whose words values are told."""

    launch: Launch
    names: LaunchNames
    at: datetime


def selected_incidents(launch: Launch, keys: str, *, user_id: int) -> list[Incident]:
    """The incidents named by keys with commas between. Raises `DomainError` on field `keys`.

    So it does for one that is restricted to others.
    """
    wanted = list(dict.fromkeys(filter(None, (key.strip() for key in keys.split(",")))))
    if not wanted:
        raise DomainError("Select at least one incident.", field="keys")
    if len(wanted) > AT_MOST:
        raise DomainError(f"At most {AT_MOST} incidents at once: {len(wanted)} are selected.", field="keys")
    numbers = {key: _number(launch, key) for key in wanted}
    rows = Incident.objects.select_related("launch", "team", "assignee", "reporter").filter(launch=launch)
    found = {row.number: row for row in rows.filter(number__in=numbers.values())}
    for key, number in numbers.items():
        if number not in found:
            raise DomainError(f"“{key[:24]}” is no incident of {launch.name}.", field="keys")
        if not found[number].may_be_read_by(user_id):
            raise DomainError(f"{key} is restricted to others; leave it out.", field="keys")
    return [found[number] for number in numbers.values()]


def _number(launch: Launch, key: str) -> int:
    prefix, _, digits = key.partition("-")
    is_ours = prefix == launch.key and digits.isascii() and digits.isdecimal() and len(digits) < 10
    return int(digits) if is_ours else 0


def line_of(incident: Incident, before: Row, after: Row, refusal: str, *, teller: Teller) -> Line:
    """What would change, in words."""
    names = [name for name in _WORDS if before[name] != after[name]]
    if State(after["state"]) in AT_REST_STATES:
        names = [name for name in names if name != "next_due_at"]  # the state says it
    changes = (
        Change(_WORDS[name][0], _told(name, before, teller), _told(name, after, teller)) for name in names
    )
    return Line(incident, tuple(changes), refusal)


def _told(name: str, row: Row, teller: Teller) -> str:
    return NOTHING if row[name] is None else _WORDS[name][1](row[name], teller)


def _sentence_case(value: str, _teller: Teller) -> str:
    return in_words(value).capitalize()


_WORDS: Mapping[str, tuple[str, Callable[[Any, Teller], str]]] = {
    "state": ("State", lambda value, _: STATE_LABELS[State(value)]),
    "waiting_on": ("Waiting on", lambda value, _: WAITING_LABELS[WaitingOn(value)]),
    "assignee_id": ("Assignee", lambda value, teller: teller.names.people.get(value, "a former member")),
    "team_id": ("Team", lambda value, teller: teller.names.teams.get(value, "a former team")),
    "nature": ("Nature", _sentence_case),
    "service_id": ("Service", lambda value, teller: teller.names.services.get(value, "a former service")),
    "impact": ("Impact", _sentence_case),
    "urgency": ("Urgency", _sentence_case),
    "priority": ("Priority", lambda value, _: Priority(value).label),
    "parent_number": ("Bundle", lambda value, teller: f"one report of {teller.launch.key}-{value}"),
    "next_due_at": ("Due", lambda value, teller: clock_time(value, at=teller.at, zone=teller.launch.zone)),
}


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What came of an act: each incident with its outcome, and the counts in a sentence."""

    change: BulkChange
    items: tuple[BulkItem, ...]
    summary: str
    may_undo: bool
    seconds_left: int


def change_page(change: BulkChange, *, user_id: int, at: datetime) -> ChangePage:
    """The page of one act, refusals first."""
    items = list(change.items.select_related("incident"))
    for item in items:
        item.incident.launch = change.launch
        if not item.incident.may_be_read_by(user_id):
            item.incident.title, item.reason = RESTRICTED, ""
    items.sort(key=lambda item: (_ORDER.index(Outcome(item.outcome)), not item.reason, item.incident.number))
    counts = Counter(Outcome(item.outcome) for item in items)
    told = (f"{counts[each]} {OUTCOME_LABELS[each].lower()}" for each in Outcome if counts[each])
    return ChangePage(
        change=change,
        items=tuple(items),
        summary=", ".join(told),
        may_undo=change.actor_id == user_id and Outcome.CHANGED in counts and change.may_be_undone(at=at),
        seconds_left=max(0, int((change.settles_at - at).total_seconds()) + 1),
    )


_ORDER = (Outcome.PENDING, Outcome.REFUSED, Outcome.CHANGED, Outcome.UNDONE, Outcome.UNCHANGED)
