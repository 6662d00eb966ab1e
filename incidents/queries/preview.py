"""What a change of impact, urgency or priority would bring: priority, due times, and whom it would tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from hypercare.ui.templatetags.ui import clock_shape, eighths_left
from incidents.actions.projection import plans_for
from incidents.domain.clocks import ClockKind, ClockPlan, ClockState
from incidents.domain.foresight import foreseen, warning_at
from incidents.domain.history import EventKind, IncidentState, fold
from incidents.domain.priority import Priority, priority_for
from incidents.models import Incident
from incidents.queries.explanations import AHEAD, STANDINGS, in_minutes
from incidents.queries.words import NO_MOMENT, Moment, clock_time, moment

NOTHING: Mapping[str, Any] = MappingProxyType({})
UNTIL: Mapping[ClockKind, str] = {
    ClockKind.RESPONSE: "if nobody has answered by then",
    ClockKind.RESOLUTION: "if it is not resolved by then",
}


@dataclass(frozen=True, slots=True)
class ClockPreview:
    """A promise as it would stand; `before` only where that is something else than now."""

    name: str
    state: ClockState
    shape: SafeString
    standing: str
    left: Moment
    before: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow; `before` is the priority now, `told` whom it would tell and when."""

    priority: Priority
    before: Priority | None
    why: str
    clocks: tuple[ClockPreview, ...]
    told: tuple[str, ...]


def preview_triage(incident: Incident, inputs: Mapping[str, Any] = NOTHING, *, at: datetime) -> Preview:
    """What `triage_incident` with these inputs would lead to."""
    return _preview(incident, EventKind.TRIAGED, inputs, at=at)


def preview_override(incident: Incident, priority: Priority, *, at: datetime) -> Preview:
    """What `override_priority` would lead to."""
    return _preview(incident, EventKind.PRIORITY_OVERRIDDEN, {"priority": priority.value}, at=at)


def _preview(incident: Incident, kind: EventKind, payload: Mapping[str, Any], *, at: datetime) -> Preview:
    now = fold(event.as_domain() for event in incident.events.order_by("seq"))
    then = foreseen(now, kind, payload, at=at)
    decision = priority_for(then.priority_input)
    plans, standing_now = plans_for(incident, then), _standings(incident, now, at)
    return Preview(
        priority=decision.priority,
        before=now.priority,
        why=decision.explanation,
        clocks=tuple(_clock(plan, standing_now, at, incident.launch.zone) for plan in plans),
        told=_told(incident, plans, at),
    )


def _standings(incident: Incident, state: IncidentState, at: datetime) -> dict[ClockKind, str]:
    zone = incident.launch.zone
    return {plan.kind: _standing(plan, at, zone) for plan in plans_for(incident, state)}


def _clock(plan: ClockPlan, now: Mapping[ClockKind, str], at: datetime, zone: ZoneInfo) -> ClockPreview:
    state, standing = plan.state_at(at), _standing(plan, at, zone)
    return ClockPreview(
        name=plan.kind,
        state=state,
        shape=clock_shape(state, eighths_left(plan.started_at, plan.at_risk_at, plan.due_at, at)),
        standing=standing,
        left=moment(plan.due_at, at=at, zone=zone) if state in AHEAD else NO_MOMENT,
        before="" if now.get(plan.kind) == standing else now.get(plan.kind, "not planned yet"),
    )


def _standing(plan: ClockPlan, at: datetime, zone: ZoneInfo) -> str:
    """Where a promise stands, in words without a verb's subject."""
    state = plan.state_at(at)
    due = clock_time(plan.due_at, at=at, zone=zone) if plan.due_at else ""
    if state in AHEAD:
        return f"due {due}"
    if state is ClockState.BREACHED:
        return f"missed, was due {due}"
    if state is ClockState.PAUSED and plan.left:
        return f"paused with {in_minutes(plan.left)} left"
    return STANDINGS[state]


def _told(incident: Incident, plans: Sequence[ClockPlan], at: datetime) -> tuple[str, ...]:
    """Each warning to come, as a sentence without its full stop."""
    warned = set(incident.clocks.exclude(warned_at=None).values_list("kind", flat=True))
    dues = [(plan.kind, warning_at(plan, is_warned=plan.kind in warned, at=at)) for plan in plans]
    warnings = [(kind, due) for kind, due in dues if due]
    if not warnings:
        return ("Nobody: no warning is still to come",)
    people = _people(incident)
    if not people:
        return ("Nobody: it has neither an assignee nor a team with people",)
    return tuple(_warning(people, kind, due, at, incident.launch.zone) for kind, due in warnings)


def _warning(people: str, kind: ClockKind, due: datetime, at: datetime, zone: ZoneInfo) -> str:
    if due <= at:
        return f"{people} by mail at once: 90 % of the {kind} time has passed"
    return f"{people} by mail {clock_time(due, at=at, zone=zone)} (90 % of the {kind} time), {UNTIL[kind]}"


def _people(incident: Incident) -> str:
    """Who is warned: the assignee, or everybody in the team when nobody is assigned."""
    if incident.assignee:
        return incident.assignee.name
    if incident.team is None:
        return ""
    names = incident.team.members.filter(is_active=True).order_by("name").values_list("name", flat=True)
    return f"{incident.team.name} ({', '.join(names)})" if names else ""
