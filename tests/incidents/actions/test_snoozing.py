"""Put aside, and brought back by its time, its reporter, its promises or a person."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from hypercare.launches.actions import change_calendar
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions import (
    Actor,
    acknowledge_incident,
    add_note,
    prioritise_incident,
    receive_reporter_message,
    snooze_incident,
    sweeps,
    triage_incident,
    wake_incident,
)
from incidents.domain.history import EventKind
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level
from incidents.domain.snooze import WokenBy
from incidents.models import Incident
from incidents.queries.filters import QueueFilter, StateFilter, filtered_incidents
from incidents.queries.verification import differences_in, histories_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
UNTIL = REPORTED_AT + 10 * HOUR
MARA = Actor.bot()


@pytest.fixture
def launch() -> Launch:
    """Round the clock: a P3 is to be answered within four hours, warned of after 3 h 36 min."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def snoozed(launch: Launch) -> Incident:
    """TRD-1, put aside a minute after it was reported, for ten hours."""
    return snooze_incident(make_incident(launch), until=UNTIL, actor=MARA, at=REPORTED_AT + MINUTE)


def inbox(launch: Launch, at: datetime) -> list[str]:
    """The keys in the inbox."""
    rows = filtered_incidents(launch.pk, QueueFilter(state=StateFilter.NEW), at=at)
    return [row.key for row in rows.select_related("launch")]


def told(incident: Incident) -> list[tuple[str, str]]:
    """Each waking: by what, and after which kind of event."""
    events = list(incident.events.order_by("seq"))
    return [
        (each.payload["by"], before.kind) for before, each in pairwise(events) if each.kind == EventKind.WOKEN
    ]


def assert_sound(incident: Incident, at: datetime) -> None:
    """The row equals its history."""
    rows = Incident.objects.select_related("launch").filter(pk=incident.pk)
    assert [list(differences_in(each, at=at)) for each in histories_of(rows)] == [[]]


def test_it_leaves_the_inbox_until_the_instant_and_comes_back_by_itself(
    launch: Launch, snoozed: Incident
) -> None:
    assert inbox(launch, UNTIL - MINUTE) == []
    assert inbox(launch, UNTIL) == ["TRD-1"]


def test_it_stays_new_and_open(snoozed: Incident) -> None:
    assert (snoozed.state, snoozed.acknowledged_at) == (State.NEW, None)


def test_its_promises_stay(launch: Launch) -> None:
    incident = make_incident(launch)
    before = list(incident.clocks.values("kind", "state", "due_at"))
    snooze_incident(incident, until=UNTIL, actor=MARA, at=REPORTED_AT)
    assert list(incident.clocks.values("kind", "state", "due_at")) == before


def test_the_sweep_tells_of_the_very_instant(launch: Launch) -> None:
    until, late = REPORTED_AT + HOUR, REPORTED_AT + HOUR + 7 * MINUTE
    incident = snooze_incident(make_incident(launch), until=until, actor=MARA, at=REPORTED_AT)
    assert (sweeps.wake_snoozed(at=until - MINUTE), sweeps.wake_snoozed(at=late)) == (0, 1)
    woken = incident.events.get(kind=EventKind.WOKEN)
    assert (woken.at, woken.payload) == (until, {"by": WokenBy.TIME})
    assert_sound(incident, late)


def test_the_sweep_run_twice_wakes_once(launch: Launch) -> None:
    snooze_incident(make_incident(launch), until=REPORTED_AT + HOUR, actor=MARA, at=REPORTED_AT)
    assert [sweeps.wake_snoozed(at=REPORTED_AT + 2 * HOUR) for _ in range(2)] == [1, 0]


def test_what_the_reporter_writes_wakes_it(launch: Launch, snoozed: Incident) -> None:
    at = REPORTED_AT + 5 * MINUTE
    receive_reporter_message(snoozed, body="It got worse.", reporter=None, at=at)
    assert inbox(launch, at) == ["TRD-1"]
    assert told(snoozed) == [(WokenBy.REPORTER, EventKind.REPORTER_WROTE)]
    assert_sound(snoozed, at)


def test_what_was_written_before_the_snooze_and_read_after_it_wakes_it_too(
    launch: Launch, snoozed: Incident
) -> None:
    receive_reporter_message(snoozed, body="It got worse.", reporter=None, at=REPORTED_AT)
    assert inbox(launch, REPORTED_AT + 2 * MINUTE) == ["TRD-1"]
    assert_sound(snoozed, REPORTED_AT + 2 * MINUTE)


def test_a_warning_wakes_it(launch: Launch, snoozed: Incident) -> None:
    at = REPORTED_AT + 3.7 * HOUR
    sweeps.sweep_clocks(at=at)
    assert inbox(launch, at) == ["TRD-1"]
    assert told(snoozed) == [(WokenBy.CLOCK, EventKind.TARGET_WARNED)]
    assert_sound(snoozed, at)


def test_a_warning_from_before_the_snooze_recorded_after_it_wakes_it(launch: Launch) -> None:
    asleep = REPORTED_AT + 3.7 * HOUR  # the sweep comes late
    incident = snooze_incident(make_incident(launch), until=UNTIL, actor=MARA, at=asleep)
    sweeps.sweep_clocks(at=asleep + MINUTE)
    assert inbox(launch, asleep + MINUTE) == ["TRD-1"]
    assert_sound(incident, asleep + MINUTE)


def test_a_breach_that_an_act_records_wakes_it(launch: Launch, snoozed: Incident) -> None:
    at = REPORTED_AT + 5 * HOUR
    add_note(snoozed, body="Hm.", actor=MARA, at=at)
    assert inbox(launch, at) == ["TRD-1"]
    assert_sound(snoozed, at)


def test_a_new_priority_that_breaks_a_promise_wakes_it(launch: Launch, snoozed: Incident) -> None:
    at = REPORTED_AT + HOUR
    triage_incident(snoozed, impact=Level.HIGH, urgency=Level.HIGH, actor=MARA, at=at)
    prioritise_incident(snoozed, at=at)
    assert inbox(launch, at) == ["TRD-1"]
    assert_sound(snoozed, at)


def test_new_hours_that_break_a_promise_wake_it() -> None:
    launch, evening = LaunchFactory(key="TRD", office_hours=True), REPORTED_AT + 8 * HOUR
    incident = make_incident(launch, at=evening)
    snooze_incident(incident, until=evening + 30 * HOUR, actor=MARA, at=evening)
    launch.support_windows.all().delete()
    change_calendar(launch)
    sweeps.sweep_calendars(at=evening + 5 * HOUR)
    assert inbox(launch, evening + 5 * HOUR) == ["TRD-1"]
    assert_sound(incident, evening + 5 * HOUR)


def test_work_on_it_ends_the_snooze_without_an_event_of_its_own(snoozed: Incident) -> None:
    done = acknowledge_incident(snoozed, actor=MARA, at=REPORTED_AT + 2 * MINUTE)
    assert done.snoozed_until is None
    assert told(snoozed) == []


def test_a_person_wakes_it(launch: Launch, snoozed: Incident) -> None:
    wake_incident(snoozed, actor=MARA, at=REPORTED_AT + 2 * MINUTE)
    assert inbox(launch, REPORTED_AT + 2 * MINUTE) == ["TRD-1"]


def test_the_same_snooze_again_writes_nothing(snoozed: Incident) -> None:
    again = snooze_incident(snoozed, until=UNTIL, actor=MARA, at=REPORTED_AT + 2 * MINUTE)
    assert again.last_seq == snoozed.last_seq


def test_another_instant_takes_the_place_of_the_first(snoozed: Incident) -> None:
    again = snooze_incident(snoozed, until=UNTIL + HOUR, actor=MARA, at=REPORTED_AT + 2 * MINUTE)
    assert again.snoozed_until == UNTIL + HOUR


def test_what_is_in_work_cannot_be_snoozed(launch: Launch) -> None:
    incident = acknowledge_incident(make_incident(launch), actor=MARA, at=REPORTED_AT)
    with pytest.raises(DomainError, match="Only what is new"):
        snooze_incident(incident, until=UNTIL, actor=MARA, at=REPORTED_AT + MINUTE)


def test_a_launch_whose_hypercare_ended_snoozes_nothing(launch: Launch) -> None:
    at = launch.hypercare_ends_at + HOUR
    with pytest.raises(DomainError, match="hypercare ends"):
        snooze_incident(make_incident(launch, at=at), until=at + HOUR, actor=MARA, at=at)


def test_what_is_awake_cannot_be_woken(launch: Launch) -> None:
    with pytest.raises(DomainError, match="not snoozed"):
        wake_incident(make_incident(launch), actor=MARA, at=REPORTED_AT)
