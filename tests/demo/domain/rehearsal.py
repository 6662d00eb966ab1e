"""Playing a life with the rules alone: what the actions would refuse, found without a database."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import singledispatch
from typing import Any

from feedback.domain.submissions import TITLE_LENGTH, title_of
from hypercare.demo.domain import lives
from hypercare.demo.domain.lives import Life, Moment
from hypercare.demo.domain.plot import Plot
from hypercare.lib.errors import DomainError
from incidents.domain.follow_ups import FollowUpChange, FollowUpKind
from incidents.domain.history import ActorKind, Event, EventKind, IncidentState, begin, evolve
from incidents.domain.lifecycle import AT_REST_STATES, State, WaitingOn, check_transition
from incidents.domain.priority import PrioritySource, priority_for

Made = Iterator[tuple[EventKind, dict[str, Any]]]
FOR_REPORTER = frozenset({WaitingOn.REPORTER, WaitingOn.EVIDENCE})


def why_impossible(life: Life, plot: Plot) -> str:
    """The first thing that the actions would refuse; empty when it can be lived."""
    try:
        _rehearse(life, plot)
    except (DomainError, LookupError, ValueError) as error:
        return f"{plot.key} {life.key}: {error!r}"
    return ""


def _rehearse(life: Life, plot: Plot) -> None:
    instants = [life.reported_at, life.declared_at, *(moment.at for moment in life.moments)]
    _require(instants == sorted(instants), "goes back in time")
    _require(bool(life.words.strip()) and len(title_of(life.words)) <= TITLE_LENGTH, "has no title")
    _require(life.leads_to_incident or not life.moments, "has moments and no incident")
    if life.colleague is not None:
        _require(plot.people.colleagues[life.colleague].number == life.colleague, "is somebody else's")
    state = begin(Event(EventKind.DECLARED, life.reported_at, 1, ActorKind.BOT))
    for seq, moment in enumerate(life.moments, start=2):
        state = _live(state, moment, seq, life, plot)


def _live(state: IncidentState, moment: Moment, seq: int, life: Life, plot: Plot) -> IncidentState:
    _check_names(moment, plot)
    if isinstance(moment.deed, lives.Rate):
        _require(state.first_resolved_at is not None, "is rated before it is resolved")
        _require(life.colleague is not None, "is rated by nobody")
    actor = ActorKind.HUMAN if moment.by else ActorKind.REPORTER
    for kind, payload in events_of(moment.deed, state):
        state = evolve(state, Event(kind, moment.at, seq, actor, payload))
    decided = priority_for(state.priority_input)
    payload = {"priority": decided.priority.value, "source": PrioritySource(decided.source)}
    return evolve(state, Event(EventKind.PRIORITY_SET, moment.at, seq, ActorKind.BOT, payload))


def _check_names(moment: Moment, plot: Plot) -> None:
    handles, deed = {each.handle for each in plot.people.staff}, moment.deed
    _require(moment.by in handles | {""}, f"{moment.by} is not there")
    if isinstance(deed, lives.Assign):
        _require(deed.team in plot.people.teams and deed.person in handles | {""}, "is given to nobody")
    if isinstance(deed, lives.Triage):
        _require(deed.service in plot.services, f"{deed.service} is no service")
    said = getattr(deed, "words", "something")
    _require(bool(said.strip()) and "{" not in said, f"says {said!r}")


@singledispatch
def events_of(deed: lives.Deed, state: IncidentState) -> Made:
    """The events that the action behind a deed appends, after the checks that it makes."""
    raise ValueError(f"nobody knows what {deed} does")


@events_of.register
def _(deed: lives.Triage, state: IncidentState) -> Made:
    inputs = {name: value for name, value in asdict(deed).items() if name != "service"}
    yield EventKind.TRIAGED, inputs


@events_of.register
def _(_deed: lives.Acknowledge, state: IncidentState) -> Made:
    _require(state.acknowledged_at is None or state.state is State.NEW, "is acknowledged already")
    check_transition(state.state, State.IN_PROGRESS)
    yield EventKind.ACKNOWLEDGED, {}


@events_of.register
def _(deed: lives.Assign, state: IncidentState) -> Made:
    yield EventKind.ASSIGNED, {"team_id": 1, "assignee_id": 1 if deed.person else None}


@events_of.register
def _(deed: lives.Override, state: IncidentState) -> Made:
    _require(bool(deed.reason.strip()), "is overridden without a reason")
    yield EventKind.PRIORITY_OVERRIDDEN, {"priority": deed.priority.value}


@events_of.register
def _(_deed: lives.Reply, state: IncidentState) -> Made:
    yield EventKind.REPLIED, {}


@events_of.register
def _(_deed: lives.Note, state: IncidentState) -> Made:
    yield EventKind.NOTED, {}


@events_of.register
def _(deed: lives.Wait, state: IncidentState) -> Made:
    check_transition(state.state, State.WAITING)
    yield EventKind.WAIT_STARTED, {"waiting_on": deed.waiting_on}


@events_of.register
def _(_deed: lives.Resume, state: IncidentState) -> Made:
    _require(state.state is State.WAITING, "goes on without a wait")
    yield EventKind.WAIT_ENDED, {}


@events_of.register
def _(deed: lives.Resolve, state: IncidentState) -> Made:
    check_transition(state.state, State.RESOLVED)
    yield EventKind.RESOLVED, {"cause": deed.cause, "resolution": deed.resolution}


@events_of.register
def _(deed: lives.Decline, state: IncidentState) -> Made:
    check_transition(state.state, State.DECLINED)
    yield EventKind.DECLINED, {"reason": deed.reason}


@events_of.register
def _(_deed: lives.Reopen, state: IncidentState) -> Made:
    _require(not state.state.is_open, "is open already")
    yield EventKind.REOPENED, {}


@events_of.register
def _(_deed: lives.Close, state: IncidentState) -> Made:
    check_transition(state.state, State.CLOSED)
    yield EventKind.CLOSED, {}


@events_of.register
def _(deed: lives.ReporterSays, state: IncidentState) -> Made:
    yield EventKind.REPORTER_WROTE, {}
    if state.state is State.WAITING and state.waiting_on in FOR_REPORTER:
        yield EventKind.WAIT_ENDED, {}
    if deed.is_not_fixed:
        _require(state.state in AT_REST_STATES, "is refused before it is resolved")
        yield EventKind.REOPENED, {}


@events_of.register
def _(_deed: lives.Rate, state: IncidentState) -> Made:
    yield from ()


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001  # reads as a sentence
    if not holds:
        raise ValueError(otherwise)


@events_of.register
def _(_deed: lives.KeepPromise, state: IncidentState) -> Made:
    _require(state.first_resolved_at is not None, "repairs what nobody worked around")
    kept = {"follow_up_id": 1, "follow_up": FollowUpKind.FIX, "change": FollowUpChange.DONE}
    yield EventKind.FOLLOW_UP_CHANGED, kept
