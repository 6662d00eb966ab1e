"""Writing what the history says into the incident's row and its clocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import itemgetter
from typing import Any

from hypercare.launches.calendars import calendar_for
from hypercare.launches.models import Policy
from incidents.domain.clocks import ClockKind, ClockPlan, ClockState, plan_clock
from incidents.domain.history import Event, EventKind, IncidentState
from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.domain.undoing import standing
from incidents.models import Clock, Incident

NOT_STORED = frozenset({"waits", "at_rest", "is_resolved_by_closing", "tied_at", "joined", "major"})
OF_MAJOR = ("major_since", "update_due_at", "update_remind_at")
PROJECTED_FIELDS = (
    *(field.name for field in fields(IncidentState) if field.name not in NOT_STORED),
    *OF_MAJOR,
)
COPIED_FIELDS = ("next_due_at", "next_at_risk_at", "breached_at", "calendar_version")
IMPORTED_CLOCKS = (ClockKind.RESOLUTION,)  # a log does not say which change was a reply
CLOCK_FIELDS = (
    "state",
    "priority",
    "started_at",
    "due_at",
    "at_risk_at",
    "warn_at",
    "met_at",
    "breached_at",
    "warned_at",
    "next_check_at",
)


def project(incident: Incident, state: IncidentState) -> None:
    """Copy every projected field of `state` onto the row, unsaved."""
    for name in PROJECTED_FIELDS:
        setattr(incident, name, getattr(state, name))


def differences(incident: Incident, state: IncidentState) -> Mapping[str, tuple[Any, Any]]:
    """Projected fields whose stored value is not what the history says: name to (stored, replayed)."""
    pairs = {name: (getattr(incident, name), getattr(state, name)) for name in PROJECTED_FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def plans_for(incident: Incident, state: IncidentState) -> tuple[ClockPlan, ...]:
    """The plan of each clock by the launch's policy; none while priority or policy is missing."""
    if state.priority is None or incident.launch.policy == Policy.NONE:
        return ()
    kinds = IMPORTED_CLOCKS if incident.source else tuple(ClockKind)
    # A report is answered by itself; a bundle is put out once, from its first report on, as its parent.
    since = {ClockKind.RESPONSE: state.reported_at, ClockKind.RESOLUTION: state.burns_since}
    met = {ClockKind.RESPONSE: state.first_response_at, ClockKind.RESOLUTION: state.resolved_at}
    tied = {ClockKind.RESPONSE: None, ClockKind.RESOLUTION: state.tied_at}
    declined_at = state.declined_at if state.state is State.DECLINED else None
    calendar = calendar_for(incident.launch)
    return tuple(
        plan_clock(
            kind,
            priority=state.priority,
            calendar=calendar,
            reported_at=since[kind],
            waits=state.waits,
            at_rest=state.at_rest,
            met_at=met[kind],
            cancelled_at=min(filter(None, (declined_at, tied[kind])), default=None),
        )
        for kind in kinds
    )


def breaches_behind(
    plans: Iterable[ClockPlan], events: Iterable[Event], *, at: datetime
) -> list[tuple[ClockKind, datetime]]:
    """Each breach before `at` that the history does not tell of yet, with its exact due instant."""
    breaches = (event for event in standing(events) if event.kind is EventKind.TARGET_BREACHED)
    told = {(event.payload["clock"], event.at) for event in breaches}
    dues = ((plan.kind, plan.as_of(at).breached_at) for plan in plans)
    return [(kind, due_at) for kind, due_at in dues if due_at and (kind.value, due_at) not in told]


def behind_the_told(events: Iterable[Event], *, at: datetime) -> datetime:
    """`at`, or just after the last breach told of: whoever waited for the row looked at the clock before.

    A clock planned for an instant before its own breach would run, fall due and be told of again.
    """
    breaches = (event for event in standing(events) if event.kind is EventKind.TARGET_BREACHED)
    return max([at, *(breach.at + datetime.resolution for breach in breaches)])


def clocks_of(
    incident: Incident,
    plans: Iterable[ClockPlan],
    stored: Mapping[str, Clock],
    *,
    priority: Priority,
    at: datetime,
) -> list[Clock]:
    """The row of each plan, unsaved: the stored one (by kind), or a new one."""
    launch_id = incident.launch_id
    return [
        fill_clock(
            stored.get(plan.kind) or Clock(incident=incident, launch_id=launch_id, kind=plan.kind),
            plan,
            priority=priority,
            at=at,
        )
        for plan in plans
    ]


def write_clocks(clocks: Sequence[Clock]) -> None:
    """Insert or update the clocks of saved incidents, in one statement."""
    Clock.objects.bulk_create(
        clocks, update_conflicts=True, unique_fields=["incident", "kind"], update_fields=CLOCK_FIELDS
    )


def fill_clock(clock: Clock, plan: ClockPlan, *, priority: Priority, at: datetime) -> Clock:
    """Copy a plan onto its row, unsaved, and say when the sweep must look again."""
    plan = plan.as_of(at)
    clock.state = plan.state
    clock.priority = priority
    clock.started_at = plan.started_at
    clock.due_at, clock.at_risk_at, clock.warn_at = plan.due_at, plan.at_risk_at, plan.warn_at
    clock.met_at = plan.met_at
    clock.breached_at = plan.breached_at
    clock.next_check_at = next_check(clock)
    return clock


def next_check(clock: Clock) -> datetime | None:
    """The next instant at which a running clock needs the sweep: its warning, then its due time."""
    if clock.state != ClockState.RUNNING:
        return None
    return clock.due_at if clock.warned_at else clock.warn_at


def copy_to_row(incident: Incident, clocks: list[Clock]) -> None:
    """Put onto the row, unsaved, what the queue shows of the clocks."""
    unmet = [clock for clock in clocks if clock.met_at is None and clock.state != ClockState.CANCELLED]
    dues = [(clock.due_at, clock.at_risk_at) for clock in unmet if clock.due_at]
    incident.next_due_at, incident.next_at_risk_at = min(dues, default=(None, None), key=itemgetter(0))
    incident.breached_at = min((clock.breached_at for clock in unmet if clock.breached_at), default=None)
    incident.calendar_version = incident.launch.calendar_version
