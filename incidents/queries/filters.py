"""Which incidents a queue shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.models import Incident
from incidents.models.incident import DUE_ORDER, OPEN, IncidentQuerySet, in_inbox, readable_by
from incidents.queries.narrowing import ClockFilter, Narrowing, clock_condition


class StateFilter(StrEnum):
    """Where an incident stands; `open` is what somebody still has to do something about."""

    OPEN = "open"
    NEW = "new"
    SNOOZED = "snoozed"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    FIX_READY = "fix_ready"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    ALL = "all"


STATE_LABELS: Mapping[StateFilter, str] = {
    StateFilter.OPEN: "Open",
    StateFilter.NEW: "New, in the inbox",
    StateFilter.SNOOZED: "Snoozed",
    StateFilter.IN_PROGRESS: "In progress",
    StateFilter.WAITING: "Waiting",
    StateFilter.FIX_READY: "Fix ready",
    StateFilter.RESOLVED: "Resolved",
    StateFilter.CLOSED: "Closed",
    StateFilter.DECLINED: "Declined",
    StateFilter.ALL: "Any state",
}
CLOCK_LABELS: Mapping[ClockFilter, str] = {
    ClockFilter.BREACHED: "Breached",
    ClockFilter.AT_RISK: "At risk",
    ClockFilter.RUNNING: "On time",
    ClockFilter.PAUSED: "Paused",
}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What a queue is narrowed to; `None` and empty narrow nothing. `seen_by` is the person who asks."""

    state: StateFilter = StateFilter.OPEN
    priority: Priority | None = None
    service_id: int | None = None
    assignee_id: int | None = None
    is_unassigned: bool = False
    team_id: int | None = None
    clock: ClockFilter | None = None
    words: str = ""
    narrowings: tuple[Narrowing, ...] = ()
    seen_by: int = 0

    @property
    def asks_for_content(self) -> bool:
        """Whether its answer would tell something of what an incident is about, or who has it."""
        by_value = self.service_id, self.assignee_id, self.team_id, self.is_unassigned or None
        is_content = any(each.asks_for_content for each in self.narrowings)
        return bool(self.words) or is_content or any(each is not None for each in by_value)


def filtered_incidents(launch_id: int, wanted: QueueFilter, *, at: datetime) -> IncidentQuerySet:
    """The incidents of a launch that pass every filter but the words, unordered.

    What is restricted to others is in no answer that would tell of its content, and in every other.
    """
    rows = Incident.objects.filter(_state(wanted.state, at), launch_id=launch_id)
    exact = {
        "priority": wanted.priority,
        "service_id": wanted.service_id,
        "assignee_id": wanted.assignee_id,
        "team_id": wanted.team_id,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.is_unassigned:
        rows = rows.filter(assignee=None)
    if wanted.asks_for_content:
        rows = rows.filter(readable_by(wanted.seen_by))
    if wanted.clock or wanted.narrowings:
        rows = rows.alias(due=DUE_ORDER)
    if wanted.clock:
        rows = rows.filter(clock_condition(wanted.clock, at))
    return rows.filter(*(each.condition(at) for each in wanted.narrowings))


def _state(wanted: StateFilter, at: datetime) -> Q:
    if wanted is StateFilter.ALL:
        return Q()
    if wanted is StateFilter.NEW:
        return in_inbox(at)
    if wanted is StateFilter.SNOOZED:
        return Q(state=State.NEW, snoozed_until__gt=at)
    return OPEN if wanted is StateFilter.OPEN else Q(state=State(wanted))
