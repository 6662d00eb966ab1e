"""Which incidents a queue shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.models import Incident
from incidents.models.incident import OPEN, IncidentQuerySet


class StateFilter(StrEnum):
    """Where an incident stands; `open` is what somebody still has to do something about."""

    OPEN = "open"
    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    ALL = "all"


class ClockFilter(StrEnum):
    """Where its next promise stands."""

    BREACHED = "breached"
    AT_RISK = "at_risk"
    RUNNING = "running"
    PAUSED = "paused"


STATE_LABELS: Mapping[StateFilter, str] = {
    StateFilter.OPEN: "Open",
    StateFilter.NEW: "New, in the inbox",
    StateFilter.IN_PROGRESS: "In progress",
    StateFilter.WAITING: "Waiting",
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
    """What a queue is narrowed to; `None` and empty narrow nothing."""

    state: StateFilter = StateFilter.OPEN
    priority: Priority | None = None
    service_id: int | None = None
    assignee_id: int | None = None
    is_unassigned: bool = False
    team_id: int | None = None
    clock: ClockFilter | None = None
    words: str = ""


def filtered_incidents(launch_id: int, wanted: QueueFilter, *, at: datetime) -> IncidentQuerySet:
    """The incidents of a launch that pass every filter but the words, unordered."""
    rows = Incident.objects.filter(_state(wanted.state), launch_id=launch_id)
    exact = {
        "priority": wanted.priority,
        "service_id": wanted.service_id,
        "assignee_id": wanted.assignee_id,
        "team_id": wanted.team_id,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.is_unassigned:
        rows = rows.filter(assignee=None)
    return rows.filter(_clock(wanted.clock, at)) if wanted.clock else rows


def _state(wanted: StateFilter) -> Q:
    if wanted is StateFilter.ALL:
        return Q()
    return OPEN if wanted is StateFilter.OPEN else Q(state=State(wanted))


def _clock(wanted: ClockFilter, at: datetime) -> Q:
    """As the rows show it: a breach wins over everything, and without a due instant a clock is paused."""
    if wanted is ClockFilter.BREACHED:
        return Q(breached_at__isnull=False) & OPEN
    unbroken = Q(breached_at=None) & OPEN
    if wanted is ClockFilter.AT_RISK:
        return unbroken & Q(next_at_risk_at__lte=at)
    if wanted is ClockFilter.PAUSED:
        return unbroken & Q(next_due_at=None, priority__isnull=False)
    return unbroken & Q(next_due_at__isnull=False) & (Q(next_at_risk_at=None) | Q(next_at_risk_at__gt=at))
