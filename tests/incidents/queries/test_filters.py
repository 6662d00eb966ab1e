"""Each filter, alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hypercare.launches.models import Launch
from incidents.actions import (
    Actor,
    acknowledge_incident,
    assign_incident,
    close_incident,
    decline_incident,
    reply_to_reporter,
    resolve_incident,
    snooze_incident,
    start_wait,
)
from incidents.domain.history import Cause, DeclineReason, Resolution
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from incidents.queries.filters import QueueFilter, StateFilter, filtered_incidents
from incidents.queries.narrowing import ClockFilter
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory, TeamFactory

pytestmark = pytest.mark.django_db
SOON = REPORTED_AT + timedelta(minutes=5)
SINGLE_STATES = [each for each in StateFilter if each not in {StateFilter.OPEN, StateFilter.ALL}]
BOT = Actor.bot()


@pytest.fixture
def launch() -> Launch:
    """A launch that works round the clock."""
    made: Launch = LaunchFactory()
    return made


def titles(launch: Launch, at: datetime = SOON, **wanted: Any) -> set[str]:
    """The titles that pass."""
    return set(filtered_incidents(launch.pk, QueueFilter(**wanted), at=at).values_list("title", flat=True))


def in_every_state(launch: Launch) -> None:
    """One incident for each state a person can reach, titled by it."""
    named = {
        state: make_incident(launch, title=state) for state in StateFilter if state not in {"open", "all"}
    }
    Incident.objects.filter(pk=named[StateFilter.FIX_READY].pk).update(state=State.FIX_READY)
    acknowledge_incident(named[StateFilter.IN_PROGRESS], actor=BOT, at=SOON)
    snooze_incident(named[StateFilter.SNOOZED], until=SOON + timedelta(hours=1), actor=BOT, at=SOON)
    start_wait(named[StateFilter.WAITING], waiting_on=WaitingOn.VENDOR, actor=BOT, at=SOON)
    for state in (StateFilter.RESOLVED, StateFilter.CLOSED):
        cause, how = Cause.CODE, Resolution.FIXED
        resolve_incident(named[state], cause=cause, resolution=how, body="Done.", actor=BOT, at=SOON)
    close_incident(named[StateFilter.CLOSED], actor=BOT, at=SOON)
    reason = DeclineReason.OUT_OF_SCOPE
    decline_incident(named[StateFilter.DECLINED], reason=reason, body="No.", actor=BOT, at=SOON)


@pytest.mark.parametrize("state", SINGLE_STATES)
def test_a_state_shows_only_itself(launch: Launch, state: StateFilter) -> None:
    in_every_state(launch)
    assert titles(launch, state=state) == {state.value}


def test_open_is_what_somebody_still_has_to_do(launch: Launch) -> None:
    in_every_state(launch)
    assert titles(launch) == {"new", "snoozed", "in_progress", "waiting", "fix_ready"}


def test_any_state_shows_all_of_this_launch_only(launch: Launch) -> None:
    make_incident(launch, title="ours")
    make_incident(LaunchFactory(), title="theirs")
    assert titles(launch, state=StateFilter.ALL) == {"ours"}


def test_priority(launch: Launch) -> None:
    make_incident(launch, title="one", impact=Level.HIGH, urgency=Level.HIGH)
    make_incident(launch, title="three")
    assert titles(launch, priority=Priority.P1) == {"one"}


def test_service(launch: Launch) -> None:
    service = ServiceFactory(launch=launch)
    make_incident(launch, title="routing", service=service)
    make_incident(launch, title="unknown")
    assert titles(launch, service_id=service.pk) == {"routing"}


def test_assignee_team_and_nobody(launch: Launch) -> None:
    member, team = MembershipFactory(launch=launch), TeamFactory(launch=launch)
    mine: Incident = make_incident(launch, title="mine")
    make_incident(launch, title="nobody's")
    assign_incident(mine, assignee=member.user, team=team, actor=BOT, at=SOON)
    assert titles(launch, assignee_id=member.user.pk) == {"mine"}
    assert titles(launch, team_id=team.pk) == {"mine"}
    assert titles(launch, is_unassigned=True) == {"nobody's"}


# Round the clock a P3 is answered within 4 h: at risk after 3 h, breached after 4 h.
@pytest.mark.parametrize(
    ("after", "clock"),
    [
        (timedelta(minutes=5), ClockFilter.RUNNING),
        (timedelta(hours=3), ClockFilter.AT_RISK),
        (timedelta(hours=4, seconds=1), ClockFilter.BREACHED),
    ],
)
def test_a_clock_is_in_exactly_one_filter(launch: Launch, after: timedelta, clock: ClockFilter) -> None:
    incident = make_incident(launch, title="it")
    at = REPORTED_AT + after
    acknowledge_incident(incident, actor=BOT, at=at)
    assert {each for each in ClockFilter if titles(launch, at=at, clock=each)} == {clock}


def test_a_breach_is_found_before_any_sweep_has_seen_it(launch: Launch) -> None:
    make_incident(launch, title="it")
    at = REPORTED_AT + timedelta(hours=4, seconds=1)
    assert {each for each in ClockFilter if titles(launch, at=at, clock=each)} == {ClockFilter.BREACHED}


def test_a_paused_clock(launch: Launch) -> None:
    incident, member = make_incident(launch, title="it"), MembershipFactory(launch=launch)
    staff = Actor.human(member.user)
    answered = reply_to_reporter(incident, body="Which screen?", actor=staff, at=SOON)
    start_wait(answered, waiting_on=WaitingOn.REPORTER, actor=staff, at=SOON)
    assert {each for each in ClockFilter if titles(launch, clock=each)} == {ClockFilter.PAUSED}


def test_what_is_at_rest_has_no_clock_to_filter_by(launch: Launch) -> None:
    in_every_state(launch)
    rest = {"resolved", "closed", "declined"}
    assert not any(titles(launch, state=StateFilter.ALL, clock=each) & rest for each in ClockFilter)
