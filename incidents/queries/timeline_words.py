"""What each kind of event is called in the timeline: one table, plain past tense."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from incidents.domain.follow_ups import AskedBy, FollowUpChange, FollowUpKind
from incidents.domain.history import ActorKind, Event, EventKind, IncidentState
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS, State, WaitingOn
from incidents.domain.priority import Level, Priority, PrioritySource
from incidents.domain.snooze import WokenBy
from incidents.queries.choices import LaunchNames

HEIGHT = {Level.LOW: 0, Level.MEDIUM: 1, Level.HIGH: 2}


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the states around it and the names of those concerned."""

    event: Event
    before: IncidentState
    after: IncidentState
    actor: str
    reporter: str
    source: str
    names: LaunchNames
    zone: ZoneInfo
    launch_key: str = ""

    @property
    def given(self) -> Mapping[str, Any]:
        """The event's payload."""
        return self.event.payload

    @property
    def actor_kind(self) -> ActorKind:
        """Who acted."""
        return self.event.actor_kind


def sentence(told: Told) -> str:
    """What happened, as a sentence without its full stop."""
    return SENTENCES[told.event.kind](told)


def in_words(code: str) -> str:
    """A code such as `training_gap` inside a sentence."""
    return code.replace("_", " ")


def _declared(told: Told) -> str:
    if told.actor_kind is ActorKind.IMPORT:
        return f"It was opened in {told.source}"
    if told.actor_kind is ActorKind.REPORTER:
        return f"{told.reporter} reported it"
    return f"{told.actor} took down the report of {told.reporter}"


def _assigned(told: Told) -> str:
    assignee_id, team_id = told.given.get("assignee_id"), told.given.get("team_id")
    team = told.names.teams.get(team_id, "a former team") if team_id else ""
    if assignee_id is None:
        return f"{told.actor} gave it to {team}" if team else f"{told.actor} gave it back: nobody has it"
    person = told.names.people.get(assignee_id, "a former member")
    beside = f", in {team}" if team and team_id != told.before.team_id else ""
    return (
        f"{told.actor} took it{beside}"
        if person == told.actor
        else f"{told.actor} gave it to {person}{beside}"
    )


def _triaged(told: Told) -> str:
    changes = [TRIAGE_WORDS[name](told, value) for name, value in told.given.items() if name in TRIAGE_WORDS]
    return f"{told.actor} {_listed(changes)}"


def _level(name: str) -> Callable[[Told, Any], str]:
    def changed(told: Told, value: Any) -> str:
        new, old = Level(value), Level(getattr(told.before, name))
        verb = "raised" if HEIGHT[new] > HEIGHT[old] else "lowered"
        return f"{verb} {name} to {new.capitalize()}"

    return changed


def _service(told: Told, value: Any) -> str:
    if value is None:
        return "took the service away"
    return f"set the service to {told.names.services.get(value, 'a former service')}"


def _affected(_told: Told, value: Any) -> str:
    return "left open how many are affected" if value is None else f"put the affected users at {value}"


def _down(_told: Told, value: Any) -> str:
    return "marked the service as down for everyone" if value else "marked the service as up again"


def _nature(_told: Told, value: Any) -> str:
    return f"called it {in_words(value)}"


TRIAGE_WORDS: Mapping[str, Callable[[Told, Any], str]] = {
    "impact": _level("impact"),
    "urgency": _level("urgency"),
    "nature": _nature,
    "service_id": _service,
    "affected_users": _affected,
    "is_service_down": _down,
}


def _priority_set(told: Told) -> str:
    became = f"Priority became {Priority(told.given['priority']).label}"
    reasons = {
        PrioritySource.MATRIX: f"impact {told.after.impact}, urgency {told.after.urgency}",
        PrioritySource.FLOOR: "the service is down for everyone",
        PrioritySource.OVERRIDE: "set by hand",
    }
    return f"{became}: {reasons[PrioritySource(told.given['source'])]}"


def _overridden(told: Told) -> str:
    return f"{told.actor} set the priority to {Priority(told.given['priority']).label} by hand"


def _wait_started(told: Told) -> str:
    return f"{told.actor} set it waiting on {WAITING_LABELS[WaitingOn(told.given['waiting_on'])]}"


def _wait_ended(told: Told) -> str:
    if told.actor_kind is ActorKind.REPORTER:
        return f"The answer of {told.reporter} ended the wait"
    return f"{told.actor} took it up again"


def _release(told: Told, name: str = "release_id") -> str:
    return told.names.releases.get(told.given.get(name, 0), "a former release")


def _planned(told: Told) -> str:
    if told.given["release_id"] is None:
        return f"{told.actor} took it out of every release"
    return f"{told.actor} planned its fix for {_release(told)}"


def _fix_ready(told: Told) -> str:
    return f"{told.actor} has its fix ready in {_release(told)}, cause {in_words(told.given['cause'])}"


def _fix_withdrawn(told: Told) -> str:
    if told.actor_kind is ActorKind.BOT:
        return f"{_release(told, 'rolled_back_id')} was rolled back, and its fix with it"
    return f"{told.actor} took the fix back, and it is in progress again"


def _resolved(told: Told) -> str:
    how, why = in_words(told.given["resolution"]), in_words(told.given["cause"])
    if "release_id" in told.given:
        return f"{_release(told)} was deployed, and it was resolved: {how}, cause {why}"
    return f"{told.actor} resolved it: {how}, cause {why}"


def _reopened(told: Told) -> str:
    if told.actor_kind is ActorKind.REPORTER:
        return f"{told.reporter} said it is not fixed, and it was reopened"
    if "release_id" in told.given:
        return f"{_release(told)} was rolled back, and it was reopened"
    return f"{told.actor} reopened it"


def _declined(told: Told) -> str:
    return f"{told.actor} declined it: {in_words(told.given['reason'])}"


def _closed(told: Told) -> str:
    if told.actor_kind is ActorKind.BOT:
        return "It was closed by itself: nobody had objected"
    return f"{told.actor} closed it"


def _snoozed(told: Told) -> str:
    until = datetime.fromisoformat(told.given["until"]).astimezone(told.zone)
    return f"{told.actor} snoozed it until {until:%a} {until.day} {until:%b %H:%M}; its clocks ran on"


def _woken(told: Told) -> str:
    reasons = {
        WokenBy.TIME: "It came back into the inbox: its time had come",
        WokenBy.REPORTER: f"It came back into the inbox: {told.reporter} wrote",
        WokenBy.CLOCK: "It came back into the inbox: a promise was in danger",
        WokenBy.PERSON: f"{told.actor} brought it back into the inbox",
    }
    return reasons[WokenBy(told.given["by"])]


def _follow_up_added(told: Told) -> str:
    if told.given["asked_by"] == AskedBy.WORKAROUND:
        return "The cause is still to be repaired: a follow-up stays"
    return f"{told.actor} {FOLLOW_UP_ADDED[FollowUpKind(told.given['follow_up'])]}"


FOLLOW_UP_ADDED: Mapping[FollowUpKind, str] = {
    FollowUpKind.FIX: "promised a fix",
    FollowUpKind.CONFIGURE: "promised a change of a setting",
    FollowUpKind.DOCUMENT: "promised a document",
    FollowUpKind.TRAIN: "promised a training",
    FollowUpKind.COMMUNICATE: "promised to tell people",
    FollowUpKind.DECIDE: "asked for a decision",
    FollowUpKind.RISK: "noted a risk",
}
FOLLOW_UP_CHANGED: Mapping[FollowUpChange, str] = {
    FollowUpChange.DONE: "marked a follow-up as done",
    FollowUpChange.DROPPED: "dropped a follow-up",
    FollowUpChange.REOPENED: "opened a follow-up again",
    FollowUpChange.DECIDED: "answered a decision",
    FollowUpChange.REPLANNED: "planned a follow-up anew",
}


def _key(told: Told, number: int) -> str:
    return f"{told.launch_key}-{number}"


def _tied(told: Told) -> str:
    return f"{told.actor} tied it to {_key(told, told.given['parent_number'])}"


def _untied(told: Told) -> str:
    return f"{told.actor} untied it from {_key(told, told.given['parent_number'])}"


def _joined(told: Told) -> str:
    is_earliest = datetime.fromisoformat(told.given["reported_at"]) < told.before.burns_since
    since = ", the first report of it" if is_earliest else ""
    return f"{told.actor} tied {_key(told, told.given['number'])} to it{since}"


def _parted(told: Told) -> str:
    return f"{told.actor} untied {_key(told, told.given['number'])} from it"


def _restricted(told: Told) -> str:
    known = told.names.people
    named = [known.get(each, "a former member") for each in sorted(told.given["reader_ids"])]
    return f"{told.actor} restricted it to {_listed(named)}"


def _role_taken(told: Told) -> str:
    role, user_id = told.given["role"], told.given["user_id"]
    if user_id is None:
        return f"{told.actor} laid down the role of {role}"
    person = told.names.people.get(user_id, "a former member")
    if person == told.actor:
        return f"{told.actor} took the role of {role}"
    return f"{told.actor} made {person} {role}"


def _worded(told: Told) -> str:
    what = [MAJOR_WORDS[each] for each in told.given["what"]]
    return f"{told.actor} wrote {_listed(what)}"


MAJOR_WORDS = {
    "business_impact": "the business impact",
    "public_sentence": "the public sentence",
    "war_room": "where the war room is",
}


def _late(told: Told) -> str:
    """That the background was held up, where it was."""
    seconds = told.given.get("late_seconds", 0)
    return f" (recorded {seconds // 60} min late)" if seconds else ""


def _recorded(told: Told) -> str:
    """What a row of somebody else's log said."""
    changes = [words(told, told.given[name]) for name, words in _RECORDED.items() if name in told.given]
    return f"{told.source} recorded {_listed([change for change in changes if change] or ['an update'])}"


def _recorded_state(told: Told, value: Any) -> str:
    waiting_on = told.given.get("waiting_on")
    on = f" on {WAITING_LABELS[WaitingOn(waiting_on)]}" if waiting_on else ""
    return f"the state {STATE_LABELS[State(value)]}{on}"


_RECORDED: Mapping[str, Callable[[Told, Any], str]] = {
    "state": _recorded_state,
    "priority": lambda _, value: f"priority {Priority(value).label}",
    "impact": lambda _, value: f"impact {Level(value)}",
    "urgency": lambda _, value: f"urgency {Level(value)}",
    "team_id": lambda told, value: f"the team {told.names.teams.get(value, 'none')}",
    "service_id": lambda told, value: f"the service {told.names.services.get(value, 'none')}",
    "is_assigned": lambda _, value: "an assignee" if value else "",
    "made_sla": lambda _, value: "the promise as kept" if value else "the promise as broken",
}


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


SENTENCES: Mapping[EventKind, Callable[[Told], str]] = {
    EventKind.DECLARED: _declared,
    EventKind.ACKNOWLEDGED: lambda told: f"{told.actor} acknowledged it",
    EventKind.ASSIGNED: _assigned,
    EventKind.TRIAGED: _triaged,
    EventKind.PRIORITY_SET: _priority_set,
    EventKind.PRIORITY_OVERRIDDEN: _overridden,
    EventKind.OVERRIDE_LIFTED: lambda told: f"{told.actor} let the matrix decide again",
    EventKind.REPLIED: lambda told: f"{told.actor} replied to {told.reporter}",
    EventKind.REPORTER_WROTE: lambda told: f"{told.reporter} wrote",
    EventKind.NOTED: lambda told: f"{told.actor} wrote an internal note",
    EventKind.WAIT_STARTED: _wait_started,
    EventKind.WAIT_ENDED: _wait_ended,
    EventKind.PLANNED: _planned,
    EventKind.CAUSE_FOUND: lambda told: f"{told.actor} found the cause: {in_words(told.given['cause'])}",
    EventKind.FIX_READY: _fix_ready,
    EventKind.FIX_WITHDRAWN: _fix_withdrawn,
    EventKind.RESOLVED: _resolved,
    EventKind.REOPENED: _reopened,
    EventKind.DECLINED: _declined,
    EventKind.CLOSED: _closed,
    EventKind.SNOOZED: _snoozed,
    EventKind.WOKEN: _woken,
    EventKind.FOLLOW_UP_ADDED: _follow_up_added,
    EventKind.FOLLOW_UP_CHANGED: lambda told: f"{told.actor} {FOLLOW_UP_CHANGED[told.given['change']]}",
    EventKind.TIED: _tied,
    EventKind.UNTIED: _untied,
    EventKind.JOINED: _joined,
    EventKind.PARTED: _parted,
    EventKind.TARGET_WARNED: lambda told: f"90 % of the {told.given['clock']} time had passed{_late(told)}",
    EventKind.TARGET_BREACHED: lambda told: f"The {told.given['clock']} promise was breached{_late(told)}",
    EventKind.RESTRICTED: _restricted,
    EventKind.OPENED_TO_ALL: lambda told: f"{told.actor} opened it to everybody in the launch",
    EventKind.REFERENCE_ADDED: lambda told: f"{told.actor} tied it to another system",
    EventKind.REFERENCE_REMOVED: lambda told: f"{told.actor} untied it from another system",
    EventKind.MAJOR_DECLARED: lambda told: f"{told.actor} declared it a major incident",
    EventKind.MAJOR_ROLE_TAKEN: _role_taken,
    EventKind.MAJOR_WORDED: _worded,
    EventKind.MAJOR_UPDATED: lambda told: f"{told.actor} gave the {told.given['audience']} update",
    EventKind.UPDATE_MISSED: lambda told: f"The {told.given['audience']} update was overdue{_late(told)}",
    EventKind.STOOD_DOWN: lambda told: f"{told.actor} stood the major incident down",
    EventKind.MAJOR_REVIEWED: lambda told: f"{told.actor} wrote the review",
    EventKind.RECORDED: _recorded,
    EventKind.UNDONE: lambda told: f"{told.actor} undid that",
}
