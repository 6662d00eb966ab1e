"""Which incidents a queue shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.models import Incident
from incidents.models.incident import DUE_ORDER, NEVER_DUE, OPEN, IncidentQuerySet


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
    return _with_clock(rows, wanted.clock, at) if wanted.clock else rows


def _state(wanted: StateFilter) -> Q:
    if wanted is StateFilter.ALL:
        return Q()
    return OPEN if wanted is StateFilter.OPEN else Q(state=State(wanted))


def _with_clock(rows: IncidentQuerySet, wanted: ClockFilter, at: datetime) -> IncidentQuerySet:
    """As the rows show it: past its due instant a promise is breached, and without one it is paused.

    Uses index: queue_by_due.
    """
    promises = rows.filter(OPEN).alias(due=DUE_ORDER)
    if wanted is ClockFilter.BREACHED:
        return promises.filter(due__lt=at)
    if wanted is ClockFilter.PAUSED:
        return promises.filter(due=NEVER_DUE, priority__isnull=False)
    is_at_risk = Q(next_at_risk_at__lte=at)
    ahead = promises.filter(due__gte=at, due__lt=NEVER_DUE)
    return ahead.filter(is_at_risk if wanted is ClockFilter.AT_RISK else ~is_at_risk)
