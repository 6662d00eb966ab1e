"""An incident's history: typed events, and the one fold that turns them into its present state."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from incidents.domain.bundles import UNTIED, Joined, tied, with_report, without_report
from incidents.domain.clocks import Span, Wait
from incidents.domain.codes import (
    NOT_DISTURBANCES,
    ActorKind,
    Cause,
    DeclineReason,
    EventKind,
    Nature,
    Resolution,
)
from incidents.domain.lifecycle import AT_REST_STATES, State, WaitingOn
from incidents.domain.major import MAJOR_EVENTS, Major, OfMajor, after_event
from incidents.domain.priority import Level, Priority, PriorityInput, PrioritySource
from incidents.domain.stretches import stretches_after
from incidents.domain.undoing import standing

# Whoever reads events reads their codes here too.
__all__ = [
    "EVENT_VERSION",
    "NOT_DISTURBANCES",
    "TRIAGE_INPUTS",
    "ActorKind",
    "Cause",
    "DeclineReason",
    "Event",
    "EventKind",
    "IncidentState",
    "Nature",
    "Resolution",
    "begin",
    "evolve",
    "fold",
]
EVENT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Event:
    """One immutable entry: `at` is when it happened, `seq` the order in which it was learnt."""

    kind: EventKind
    at: datetime
    seq: int
    actor_kind: ActorKind
    payload: Mapping[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> tuple[bool, datetime, int]:
        """Sort key of the fold: the declaration first, then as it happened."""
        return (self.kind is not EventKind.DECLARED, self.at, self.seq)

    @property
    def is_human(self) -> bool:
        """Whether a member of staff did it, and no machine."""
        return self.actor_kind is ActorKind.HUMAN


@dataclass(frozen=True, slots=True)
class IncidentState(OfMajor):
    """Everything the history says about an incident now."""

    reported_at: datetime
    state: State = State.NEW
    waiting_on: WaitingOn | None = None
    nature: Nature = Nature.DEFECT
    impact: Level = Level.MEDIUM
    urgency: Level = Level.MEDIUM
    service_id: int | None = None
    affected_users: int | None = None
    is_service_down: bool = False
    override: Priority | None = None
    priority: Priority | None = None
    priority_source: PrioritySource | None = None
    assignee_id: int | None = None
    team_id: int | None = None
    acknowledged_at: datetime | None = None
    first_response_at: datetime | None = None
    first_resolved_at: datetime | None = None
    resolved_at: datetime | None = None
    is_resolved_by_closing: bool = False
    first_reopened_at: datetime | None = None
    reopen_count: int = 0
    closed_at: datetime | None = None
    declined_at: datetime | None = None
    cause: Cause | None = None
    cause_found_at: datetime | None = None
    release_id: int | None = None
    resolution: Resolution | None = None
    decline_reason: DeclineReason | None = None
    made_sla: bool | None = None
    snoozed_until: datetime | None = None
    parent_number: int | None = None
    joined_count: int = 0
    fire_since: datetime | None = None
    tied_at: datetime | None = None
    joined: tuple[Joined, ...] = ()
    reader_ids: list[int] | None = None
    major: Major | None = None
    waits: tuple[Wait, ...] = ()
    at_rest: tuple[Span, ...] = ()

    @property
    def burns_since(self) -> datetime:
        """When the first of its bundle was reported, be it by itself."""
        return self.fire_since or self.reported_at

    @property
    def priority_input(self) -> PriorityInput:
        """What `priority_for` needs to know."""
        return PriorityInput(self.impact, self.urgency, self.is_service_down, self.override)


def fold(events: Iterable[Event]) -> IncidentState:
    """Replay what stands of a history in the order in which it happened; needs a `declared` event."""
    ordered = sorted(standing(events), key=lambda event: event.order)
    state = begin(ordered[0])
    for event in ordered[1:]:
        state = evolve(state, event)
    return state


def begin(event: Event) -> IncidentState:
    """The state right after the declaration. Raises `ValueError` for any other kind of event."""
    if event.kind is not EventKind.DECLARED:
        raise ValueError(f"a history begins with a declaration, not with {event.kind}")
    return replace(IncidentState(reported_at=event.at), **_inputs(event.payload))


def evolve(state: IncidentState, event: Event) -> IncidentState:
    """The state after one more event. Total: a history already written is never refused."""
    return _RULES[event.kind](state, event)


def _inputs(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The triage inputs named in a payload, as typed values."""
    return {name: convert(payload[name]) for name, convert in TRIAGE_INPUTS.items() if name in payload}


def _same(value: Any) -> Any:
    return value


# What people say when they triage, and how each value of a payload becomes a typed one.
TRIAGE_INPUTS: Mapping[str, Callable[[Any], Any]] = {
    "impact": Level,
    "urgency": Level,
    "nature": Nature,
    "service_id": _same,
    "affected_users": _same,
    "is_service_down": bool,
}


def _unchanged(state: IncidentState, _event: Event) -> IncidentState:
    return state


def _acknowledged(state: IncidentState, event: Event) -> IncidentState:
    return _out_of_inbox(_seen(state, event), event.at)


def _seen(state: IncidentState, event: Event) -> IncidentState:
    """The first thing a person does with a new incident acknowledges it and takes it out of the inbox."""
    if not event.is_human:
        return state
    return _out_of_inbox(replace(state, acknowledged_at=state.acknowledged_at or event.at), event.at)


def _out_of_inbox(state: IncidentState, at: datetime) -> IncidentState:
    return _move(state, State.IN_PROGRESS, at) if state.state is State.NEW else state


def _assigned(state: IncidentState, event: Event) -> IncidentState:
    assignee_id, team_id = event.payload.get("assignee_id"), event.payload.get("team_id")
    state = replace(state, assignee_id=assignee_id, team_id=team_id)
    return _seen(state, event) if assignee_id or team_id else state


def _triaged(state: IncidentState, event: Event) -> IncidentState:
    return replace(state, **_inputs(event.payload))


def _priority_set(state: IncidentState, event: Event) -> IncidentState:
    source = PrioritySource(event.payload["source"])
    return replace(state, priority=Priority(event.payload["priority"]), priority_source=source)


def _priority_overridden(state: IncidentState, event: Event) -> IncidentState:
    return replace(state, override=Priority(event.payload["priority"]))


def _override_lifted(state: IncidentState, _event: Event) -> IncidentState:
    return replace(state, override=None)


def _replied(state: IncidentState, event: Event) -> IncidentState:
    state = _seen(state, event)
    return _answered(state, event.at) if event.is_human else state


def _answered(state: IncidentState, at: datetime) -> IncidentState:
    return state if state.first_response_at else replace(state, first_response_at=at)


def _wait_started(state: IncidentState, event: Event) -> IncidentState:
    waiting_on = WaitingOn(event.payload["waiting_on"])
    return _move(_seen(state, event), State.WAITING, event.at, waiting_on=waiting_on)


def _wait_ended(state: IncidentState, event: Event) -> IncidentState:
    return _move(state, State.IN_PROGRESS, event.at) if state.state is State.WAITING else state


def _planned(state: IncidentState, event: Event) -> IncidentState:
    return replace(state, release_id=event.payload["release_id"])


def _cause_found(state: IncidentState, event: Event) -> IncidentState:
    """Why it happens is known; found again, it was first known before."""
    found_at = state.cause_found_at or event.at
    return replace(_seen(state, event), cause=Cause(event.payload["cause"]), cause_found_at=found_at)


def _fix_ready(state: IncidentState, event: Event) -> IncidentState:
    state = _move(_cause_found(state, event), State.FIX_READY, event.at)
    return replace(state, release_id=event.payload["release_id"])


def _fix_withdrawn(state: IncidentState, event: Event) -> IncidentState:
    if state.state is State.FIX_READY:
        state = _move(state, State.IN_PROGRESS, event.at)
    return replace(state, release_id=event.payload["release_id"])


def _resolved(state: IncidentState, event: Event) -> IncidentState:
    """A release carries out what a person wrote when the fix was ready, so that counts as their answer."""
    release_id = event.payload.get("release_id")
    state = _answered(state, event.at) if release_id else _replied(state, event)
    state = _move(state, State.RESOLVED, event.at)
    cause, resolution = Cause(event.payload["cause"]), Resolution(event.payload["resolution"])
    return replace(state, cause=cause, resolution=resolution, release_id=release_id)


def _reopened(state: IncidentState, event: Event) -> IncidentState:
    return _move(state, State.IN_PROGRESS, event.at)


def _declined(state: IncidentState, event: Event) -> IncidentState:
    state = _move(_replied(state, event), State.DECLINED, event.at)
    return replace(state, decline_reason=DeclineReason(event.payload["reason"]))


def _closed(state: IncidentState, event: Event) -> IncidentState:
    return _move(state, State.CLOSED, event.at)


def _snoozed(state: IncidentState, event: Event) -> IncidentState:
    """Only what is new is in the inbox, so nothing else can be hidden from it."""
    until = datetime.fromisoformat(event.payload["until"])
    return replace(state, snoozed_until=until) if state.state is State.NEW else state


def _woken(state: IncidentState, _event: Event) -> IncidentState:
    return replace(state, snoozed_until=None)


def _tied(state: IncidentState, event: Event) -> IncidentState:
    """Tying is a first thing to do with what is new: it has been seen, and leaves the inbox."""
    return replace(_seen(state, event), **tied(event.payload, event.at))


def _untied(state: IncidentState, _event: Event) -> IncidentState:
    return replace(state, **UNTIED)


def _joined(state: IncidentState, event: Event) -> IncidentState:
    return replace(state, **with_report(state.joined, event.payload, reported_at=state.reported_at))


def _parted(state: IncidentState, event: Event) -> IncidentState:
    return replace(state, **without_report(state.joined, event.payload, reported_at=state.reported_at))


def _restricted(state: IncidentState, event: Event) -> IncidentState:
    """Its content is for these people alone, or again for everybody; the last list counts."""
    return replace(state, reader_ids=event.payload.get("reader_ids"))


def _major(state: IncidentState, event: Event) -> IncidentState:
    return replace(state, major=after_event(state.major, event.kind, event.payload, event.at))


def _recorded(state: IncidentState, event: Event) -> IncidentState:
    """A row of somebody else's log: its values are taken as they were, lawful here or not."""
    payload = event.payload
    changes = _inputs(payload)
    if "priority" in payload:
        changes["priority"] = Priority(payload["priority"])
        changes["priority_source"] = PrioritySource(payload["source"])
    if payload.get("is_assigned") and state.acknowledged_at is None:
        changes["acknowledged_at"] = max(event.at, state.reported_at)  # logs may say otherwise
    changes |= {name: payload[name] for name in ("team_id", "made_sla") if name in payload}
    if "state" in payload:
        waiting_on = WaitingOn(payload["waiting_on"]) if payload.get("waiting_on") else None
        changes |= _entering(state, State(payload["state"]), event.at, waiting_on)
    return replace(state, **changes)


def _move(
    state: IncidentState, to: State, at: datetime, *, waiting_on: WaitingOn | None = None
) -> IncidentState:
    """Enter a state: keep the spans of waiting and rest, and what each entry means."""
    return replace(state, **_entering(state, to, at, waiting_on))


def _entering(state: IncidentState, to: State, at: datetime, waiting_on: WaitingOn | None) -> dict[str, Any]:
    """What entering a state changes, at one go: a copy of the state costs more than all the rest."""
    waits, at_rest = stretches_after(
        state.waits, state.at_rest, left=(state.state, state.waiting_on), entered=(to, waiting_on), at=at
    )
    changes: dict[str, Any] = {"state": to, "waiting_on": waiting_on, "snoozed_until": None}
    changes |= {"waits": waits, "at_rest": at_rest}
    if to.is_open and state.state in AT_REST_STATES:
        changes |= _reopening(state, at)
    elif to is State.RESOLVED:
        changes |= _resolving(state, at, by_closing=False)
    elif to is State.CLOSED:
        unresolved = state.resolved_at is None or state.is_resolved_by_closing
        changes |= _resolving(state, at, by_closing=True) if unresolved and not state.declined_at else {}
        changes["closed_at"] = at
    elif to is State.DECLINED:
        changes["declined_at"] = at
    return changes


def _resolving(state: IncidentState, at: datetime, *, by_closing: bool) -> dict[str, Any]:
    first = state.first_resolved_at or at
    return {"resolved_at": at, "first_resolved_at": first, "is_resolved_by_closing": by_closing}


def _reopening(state: IncidentState, at: datetime) -> dict[str, Any]:
    return {
        "resolved_at": None,
        "is_resolved_by_closing": False,
        "closed_at": None,
        "declined_at": None,
        "decline_reason": None,
        "cause": None,
        "cause_found_at": None,
        "release_id": None,
        "resolution": None,
        "reopen_count": state.reopen_count + 1,
        "first_reopened_at": state.first_reopened_at or at,
    }


_RULES: Mapping[EventKind, Callable[[IncidentState, Event], IncidentState]] = {
    EventKind.DECLARED: _unchanged,
    EventKind.ACKNOWLEDGED: _acknowledged,
    EventKind.ASSIGNED: _assigned,
    EventKind.TRIAGED: _triaged,
    EventKind.PRIORITY_SET: _priority_set,
    EventKind.PRIORITY_OVERRIDDEN: _priority_overridden,
    EventKind.OVERRIDE_LIFTED: _override_lifted,
    EventKind.REPLIED: _replied,
    EventKind.REPORTER_WROTE: _unchanged,
    EventKind.NOTED: _unchanged,
    EventKind.WAIT_STARTED: _wait_started,
    EventKind.WAIT_ENDED: _wait_ended,
    EventKind.PLANNED: _planned,
    EventKind.CAUSE_FOUND: _cause_found,
    EventKind.FIX_READY: _fix_ready,
    EventKind.FIX_WITHDRAWN: _fix_withdrawn,
    EventKind.RESOLVED: _resolved,
    EventKind.REOPENED: _reopened,
    EventKind.DECLINED: _declined,
    EventKind.CLOSED: _closed,
    EventKind.SNOOZED: _snoozed,
    EventKind.WOKEN: _woken,
    **dict.fromkeys((EventKind.FOLLOW_UP_ADDED, EventKind.FOLLOW_UP_CHANGED), _unchanged),
    EventKind.TIED: _tied,
    EventKind.UNTIED: _untied,
    EventKind.JOINED: _joined,
    EventKind.PARTED: _parted,
    **dict.fromkeys((EventKind.TARGET_WARNED, EventKind.TARGET_BREACHED), _unchanged),
    **dict.fromkeys((EventKind.RESTRICTED, EventKind.OPENED_TO_ALL), _restricted),
    **dict.fromkeys((EventKind.REFERENCE_ADDED, EventKind.REFERENCE_REMOVED), _unchanged),
    **dict.fromkeys(map(EventKind, MAJOR_EVENTS), _major),
    EventKind.RECORDED: _recorded,
    EventKind.UNDONE: _unchanged,  # `fold` leaves out what it undid
}
