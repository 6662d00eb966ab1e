"""One line of the queue, with every string ready: a template only puts them in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString

from hypercare.launches.models import Launch
from hypercare.ui.templatetags.ui import EIGHTHS, clock_shape, eighths_left, icon, initials, priority_mark
from incidents.domain.clocks import ClockState
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS, State, WaitingOn
from incidents.domain.major import is_overdue
from incidents.domain.priority import Priority
from incidents.queries.choices import LaunchNames
from incidents.queries.words import Moment, age, clock_time, moment, time_left

COLUMNS = (
    "id",
    "number",
    "title",
    "state",
    "waiting_on",
    "snoozed_until",
    "priority",
    "rank",
    "reported_at",
    "resolved_at",
    "next_due_at",
    "next_at_risk_at",
    "breached_at",
    "major_since",
    "update_due_at",
    "assignee_id",
    "service_id",
    "team_id",
    "parent_number",
    "joined_count",
    "reader_ids",
)
NO_BUNDLE = SafeString("")
STACK = icon("square-2-stack", 14)
RESTRICTED = "Restricted"
# What others may not know of a restricted incident, whatever list it stands in.
HIDDEN: Mapping[str, Any] = {
    "title": RESTRICTED,
    "assignee_id": None,
    "service_id": None,
    "team_id": None,
    "release_id": None,
    "nature": None,
    "affected_users": None,
    "is_service_down": False,
    "reporter__name": "",
    "reporter__email": "",
    "reporter__external_id": "",
}
NO_CLOCK = SafeString('<span class="clock"></span>')
FORMER_MEMBER = "Former member"
PRIORITY_MARKS = {priority: priority_mark(priority) for priority in (None, *map(int, Priority))}
CLOCK_SHAPES = {
    (state, eighths): clock_shape(state, eighths) for state in ClockState for eighths in range(1, EIGHTHS + 1)
}
CLOCK_WORDS: Mapping[ClockState, str] = {
    ClockState.RUNNING: "On time, due",
    ClockState.AT_RISK: "At risk, due",
    ClockState.BREACHED: "Breached, was due",
    ClockState.PAUSED: "Paused",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An incident in a list. Work in progress, which a queue is full of, has no word for its state.

    Without an assignee the `holder` has it: a team, or nobody.
    """

    key: str
    url: str
    title: str
    priority: SafeString
    state: str
    state_detail: str
    state_mark: str
    major: str
    service: str
    clock: SafeString
    assignee: str
    initials: str
    holder: str
    age: SafeString
    bundle: SafeString


@dataclass(frozen=True, slots=True)
class View:
    """Where and when rows are looked at."""

    launch: Launch
    names: LaunchNames
    at: datetime
    zone: ZoneInfo
    before_key: str
    after_key: str
    user_id: int = 0

    @classmethod
    def of(cls, launch: Launch, names: LaunchNames, at: datetime, *, user_id: int = 0) -> Self:
        """With what is the same for every row looked up once; for nobody in particular unless said."""
        before_key, _, after_key = reverse("incidents:incident", args=["@"]).partition("@")
        return cls(launch, names, at, launch.zone, before_key, after_key, user_id)


def row_of(values: Mapping[str, Any], view: View) -> Row:
    """The row of these `COLUMNS`; of what is restricted to others the number, the state and the clock."""
    values = masked(values, view.user_id)
    key = f"{view.launch.key}-{values['number']}"
    state, detail, mark = _state(values, view)
    assignee = _assignee(values["assignee_id"], view.names)
    return Row(
        key=key,
        url=f"{view.before_key}{key}{view.after_key}",
        title=values["title"],
        priority=PRIORITY_MARKS[values["priority"]],
        state=state,
        state_detail=detail,
        state_mark=mark,
        major=_major(values, at=view.at),
        service=view.names.services.get(values["service_id"], ""),
        clock=_clock(values, view),
        assignee=assignee,
        initials=initials(assignee),
        holder=view.names.teams.get(values["team_id"], "" if values["title"] is RESTRICTED else "Nobody"),
        age=_age(values["reported_at"], view),
        bundle=_bundle(values, view.launch.key),
    )


def masked(values: Mapping[str, Any], user_id: int) -> Mapping[str, Any]:
    """The same columns; of an incident restricted to others nothing but what everybody may know."""
    readers = values["reader_ids"]
    if readers is None or user_id in readers:
        return values
    return {**values, **{name: HIDDEN[name] for name in HIDDEN.keys() & values.keys()}}


def _state(values: Mapping[str, Any], view: View) -> tuple[str, str, str]:
    """The word for its state, what there is to add, and the name of its colour."""
    state, until = values["state"], values["snoozed_until"]
    if until and until > view.at:
        return "Snoozed", f"until {clock_time(until, at=view.at, zone=view.zone)}", "snoozed"
    word = "" if state == State.IN_PROGRESS else STATE_LABELS[State(state)]
    waiting_on = values["waiting_on"]
    return word, f"on {WAITING_LABELS[WaitingOn(waiting_on)]}" if waiting_on else "", state


def _bundle(values: Mapping[str, Any], launch_key: str) -> SafeString:
    """How many reports joined it, or what it is a report of; nothing here comes from a person."""
    if values["parent_number"]:
        key = f"{launch_key}-{values['parent_number']}"
        return SafeString(f'<span class="badge" title="One report of {key}">in {key}</span>')
    count = values["joined_count"]
    if not count:
        return NO_BUNDLE
    said = "1 report joined" if count == 1 else f"{count} reports joined"
    shown = f'<span aria-hidden="true">{count}{STACK}</span><span class="visually-hidden">{said}</span>'
    return SafeString(f'<span class="badge" title="{said}">{shown}</span>')


def _major(values: Mapping[str, Any], *, at: datetime) -> str:
    """That it is led as a major incident, and whether somebody waits for an update."""
    if values["major_since"] is None:
        return ""
    return "Major, update overdue" if is_overdue(values["update_due_at"], at=at) else "Major"


def _clock(values: Mapping[str, Any], view: View) -> SafeString:
    """Ring, word and time of the next promise; nothing here comes from a person."""
    clock = clock_state(values, at=view.at)
    if clock is None:
        return NO_CLOCK
    due = moment(values["next_due_at"], at=view.at, zone=view.zone, tell=time_left)
    word = CLOCK_WORDS[clock]
    shown = f'<span class="visually-hidden">{word}</span>{_time(due, "left")}' if due.iso else word
    title = f"{word} {due.exact}"
    instants = (values["reported_at"], values["next_at_risk_at"], values["next_due_at"])
    shape = CLOCK_SHAPES[clock, eighths_left(*instants, view.at)]
    return SafeString(f'<span class="clock is-{clock}" title="{title}">{shape}{shown}</span>')


def _age(reported_at: datetime, view: View) -> SafeString:
    reported = moment(reported_at, at=view.at, zone=view.zone, tell=age)
    title = f"Reported {reported.exact}"
    return SafeString(
        f'<span class="queue-people number faint" title="{title}">{_time(reported, "age")}</span>'
    )


def _time(instant: Moment, style: str) -> str:
    return f'<time datetime="{instant.iso}" data-relative="{style}">{instant.words}</time>'


def _assignee(user_id: int | None, names: LaunchNames) -> str:
    return "" if user_id is None else names.people.get(user_id, FORMER_MEMBER)


def clock_state(values: Mapping[str, Any], *, at: datetime) -> ClockState | None:
    """Where the next promise stands; `None` when there is none to keep."""
    if not State(values["state"]).is_open or values["priority"] is None:
        return None
    due_at, at_risk_at = values["next_due_at"], values["next_at_risk_at"]
    if values["breached_at"] or (due_at and due_at < at):
        return ClockState.BREACHED
    if due_at is None:
        return None if values["parent_number"] else ClockState.PAUSED
    return ClockState.AT_RISK if at_risk_at and at_risk_at <= at else ClockState.RUNNING
