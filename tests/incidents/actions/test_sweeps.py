"""What is due gets done, once, whatever became of its message."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.actions import change_calendar
from hypercare.launches.models import Launch, Policy
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import (
    Actor,
    Declaration,
    acknowledge_incident,
    add_note,
    assign_incident,
    declare_incident,
    prioritise_incident,
    resolve_incident,
    sweeps,
)
from incidents.actions.batches import replan_incidents
from incidents.domain.history import Cause, EventKind, Resolution
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level, Priority
from incidents.models import Clock, Incident, IncidentEvent
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory, TeamFactory

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def make_p1() -> Incident:
    """A P1: response due after 15 minutes, resolution after 4 hours."""
    return make_incident(impact=Level.HIGH, urgency=Level.HIGH)


def test_a_lost_message_about_a_priority_is_found() -> None:
    incident = make_incident(is_prioritised=False)
    assert sweeps.sweep_priorities(at=REPORTED_AT + MINUTE) == 1
    incident.refresh_from_db()
    assert (incident.priority, incident.stale_since) == (Priority.P3, None)


def test_nothing_is_swept_before_its_time() -> None:
    make_p1()
    assert sweeps.sweep_clocks(at=REPORTED_AT + 13 * MINUTE) == 0


def test_at_90_percent_the_assignee_is_told_once() -> None:
    incident = make_p1()
    member = MembershipFactory(launch=incident.launch)
    assign_incident(incident, assignee=member.user, team=None, actor=Actor.human(member.user), at=REPORTED_AT)
    for minutes in (14, 14.2, 14.5):
        sweeps.sweep_clocks(at=REPORTED_AT + minutes * MINUTE)
    assert [message.to for message in OutgoingMessage.objects.all()] == [member.user.email]
    assert IncidentEvent.objects.filter(kind=EventKind.TARGET_WARNED).count() == 1


def test_without_an_assignee_the_team_is_told() -> None:
    incident = make_p1()
    member = MembershipFactory(launch=incident.launch)
    team = TeamFactory(launch=incident.launch)
    team.members.add(member.user)
    assign_incident(incident, assignee=None, team=team, actor=Actor.human(member.user), at=REPORTED_AT)
    sweeps.sweep_clocks(at=REPORTED_AT + 14 * MINUTE)
    assert OutgoingMessage.objects.get().to == member.user.email


def test_met_at_the_due_instant_is_met() -> None:
    incident = make_p1()
    sweeps.sweep_clocks(at=REPORTED_AT + 15 * MINUTE)
    assert not incident.events.filter(kind=EventKind.TARGET_BREACHED).exists()


@pytest.mark.parametrize("change", ["priority", "note", "calendar"])
def test_a_breach_is_told_once_though_somebody_waited_for_its_row_since_before(change: str) -> None:
    incident = make_p1()
    sweeps.sweep_clocks(at=REPORTED_AT + 16 * MINUTE)
    before = REPORTED_AT + 14 * MINUTE
    if change == "calendar":
        replan_incidents([incident.pk], at=before)
    elif change == "note":
        add_note(incident, body="I look.", actor=Actor.bot(), at=before)
    else:
        prioritise_incident(incident, at=before)
    sweeps.sweep_clocks(at=REPORTED_AT + 17 * MINUTE)
    assert incident.events.filter(kind=EventKind.TARGET_BREACHED).count() == 1


def test_a_breach_shows_on_the_row() -> None:
    incident = make_p1()
    sweeps.sweep_clocks(at=REPORTED_AT + 16 * MINUTE)
    incident.refresh_from_db()
    assert incident.breached_at == REPORTED_AT + 15 * MINUTE
    assert incident.last_seq == incident.events.count()


def test_after_half_an_hour_without_workers_each_missed_step_is_recorded_once_and_in_order() -> None:
    incident = make_p1()
    for minutes in (45, 45.1):
        sweeps.sweep_clocks(at=REPORTED_AT + minutes * MINUTE)
    steps = incident.events.filter(kind__startswith="target").order_by("seq").values_list("kind", "at")
    assert list(steps) == [
        (EventKind.TARGET_WARNED, REPORTED_AT + 13.5 * MINUTE),
        (EventKind.TARGET_BREACHED, REPORTED_AT + 15 * MINUTE),
    ]


def test_the_steps_of_two_clocks_are_recorded_in_the_order_in_which_they_were_due() -> None:
    incident = make_incident(impact=Level.HIGH, urgency=Level.LOW)
    sweeps.sweep_clocks(at=REPORTED_AT + 60 * DAY)
    instants = list(incident.events.filter(kind__startswith="target").order_by("seq").values_list("at"))
    assert len(instants) == 4
    assert instants == sorted(instants)


def test_what_is_recorded_late_says_by_how_much() -> None:
    incident = make_p1()
    sweeps.sweep_clocks(at=REPORTED_AT + 45 * MINUTE)
    breach = incident.events.get(kind=EventKind.TARGET_BREACHED)
    assert breach.payload == {"clock": "response", "late_seconds": 1800}


def test_a_breach_that_a_person_s_act_records_after_the_sweep_missed_it_says_so_too() -> None:
    incident = make_p1()
    add_note(incident, body="Still there.", actor=Actor.bot(), at=REPORTED_AT + 45 * MINUTE)
    breach = incident.events.get(kind=EventKind.TARGET_BREACHED)
    assert breach.payload == {"clock": "response", "late_seconds": 1800}


def test_a_promise_broken_before_anybody_knew_of_it_was_missed_by_no_sweep() -> None:
    at = REPORTED_AT + 45 * MINUTE
    said = Declaration(
        title="It hangs", body="By phone.", reported_at=REPORTED_AT, impact=Level.HIGH, urgency=Level.HIGH
    )
    incident = declare_incident(LaunchFactory(), said, actor=Actor.bot(), at=at)
    prioritise_incident(incident, at=at)
    assert incident.events.get(kind=EventKind.TARGET_BREACHED).payload == {"clock": "response"}


def test_what_is_recorded_in_time_says_nothing_of_it() -> None:
    incident = make_p1()
    sweeps.sweep_clocks(at=REPORTED_AT + 15 * MINUTE + timedelta(seconds=2))
    assert incident.events.get(kind=EventKind.TARGET_BREACHED).payload == {"clock": "response"}


def test_a_warning_told_late_says_so() -> None:
    incident = make_p1()
    member = MembershipFactory(launch=incident.launch)
    assign_incident(incident, assignee=member.user, team=None, actor=Actor.human(member.user), at=REPORTED_AT)
    sweeps.sweep_clocks(at=REPORTED_AT + 45 * MINUTE)
    assert "promise was due 03 November 2026 09:15 UTC" in OutgoingMessage.objects.get().body
    assert "told 31 min late" in OutgoingMessage.objects.get().body


def test_one_that_cannot_be_prioritised_holds_up_no_other() -> None:
    broken, sound = (make_incident(is_prioritised=False) for _ in range(2))
    IncidentEvent.objects.filter(incident=broken, kind=EventKind.DECLARED).update(kind=EventKind.CLOSED)
    assert sweeps.sweep_priorities(at=REPORTED_AT + MINUTE) == 1
    sound.refresh_from_db()
    assert sound.priority == Priority.P3


def test_a_sweep_costs_the_same_for_many_clocks_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    launch = LaunchFactory()
    for _ in range(6):
        make_incident(launch, impact=Level.HIGH, urgency=Level.HIGH)
    with django_assert_max_num_queries(9):
        assert sweeps.sweep_clocks(at=REPORTED_AT + 5 * HOUR) == 12


def test_changed_hours_plan_open_clocks_anew() -> None:
    launch, afternoon = LaunchFactory(office_hours=True), REPORTED_AT + 7 * HOUR
    incident = make_incident(launch, at=afternoon)
    assert incident.next_due_at == afternoon + 18 * HOUR
    launch.support_windows.all().delete()
    change_calendar(launch)
    assert sweeps.sweep_calendars(at=afternoon + MINUTE) == 1
    incident.refresh_from_db()
    assert incident.next_due_at == afternoon + 4 * HOUR


def test_changed_hours_leave_old_promises_alone() -> None:
    launch = LaunchFactory(office_hours=True)
    incident = resolve(make_incident(launch), after=HOUR)
    before = list(Clock.objects.filter(incident=incident).values())
    launch.support_windows.all().delete()
    change_calendar(launch)
    assert sweeps.sweep_calendars(at=REPORTED_AT + DAY) == 0
    assert list(Clock.objects.filter(incident=incident).values()) == before


def test_assigning_a_policy_gives_clocks_to_what_had_none() -> None:
    launch = LaunchFactory(policy=Policy.NONE)
    incident = resolve(make_incident(launch), after=HOUR)
    assert not incident.clocks.exists()
    Launch.objects.update(policy=Policy.DEFAULT)
    change_calendar(launch)
    sweeps.sweep_calendars(at=REPORTED_AT + DAY)
    assert incident.clocks.count() == 2


def test_a_service_becomes_hot_and_raises_the_rank_of_its_open_work() -> None:
    service = ServiceFactory()
    made = [make_incident(service.launch, service=service, at=REPORTED_AT) for _ in range(5)]
    assert sweeps.sweep_hot_services(at=REPORTED_AT + MINUTE) == 1
    sweeps.sweep_priorities(at=REPORTED_AT + MINUTE)
    before, after = made[0].rank, Incident.objects.get(pk=made[0].pk).rank
    assert after == before + 20


def test_a_service_cools_again() -> None:
    service = ServiceFactory(hot_since=REPORTED_AT)
    assert sweeps.sweep_hot_services(at=REPORTED_AT + DAY) == 1
    service.refresh_from_db()
    assert service.hot_since is None


def test_what_stayed_resolved_is_closed() -> None:
    incident = resolve(make_incident(), after=HOUR)
    assert sweeps.close_resolved(at=REPORTED_AT + 4 * DAY) == 0
    assert sweeps.close_resolved(at=REPORTED_AT + 6 * DAY) == 1
    incident.refresh_from_db()
    assert incident.state == State.CLOSED


def resolve(incident: Incident, *, after: timedelta) -> Incident:
    """The incident, acknowledged and resolved by somebody."""
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    acknowledge_incident(incident, actor=actor, at=REPORTED_AT + after)
    return resolve_incident(
        incident,
        cause=Cause.CODE,
        resolution=Resolution.FIXED,
        body="Fixed.",
        actor=actor,
        at=REPORTED_AT + after,
    )
