"""Why then, and why this priority, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from hypercare.launches.models import Launch
from incidents.actions import (
    Actor,
    override_priority,
    prioritise_incident,
    reply_to_reporter,
    start_wait,
    triage_incident,
)
from incidents.domain.clocks import TARGETS, ClockKind
from incidents.domain.history import fold
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from incidents.queries.explanations import ClockView, clock_views, in_minutes, priority_view, target_words
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

FRIDAY = datetime(2026, 11, 6, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def launch() -> Launch:
    """Office hours in UTC."""
    made: Launch = LaunchFactory(office_hours=True)
    return made


def staff(incident: Incident) -> Actor:
    return Actor.human(MembershipFactory(launch=incident.launch).user)


def views(incident: Incident, at: datetime) -> dict[str, ClockView]:
    """The clocks by name."""
    state = fold(event.as_domain() for event in incident.events.all())
    return {view.name: view for view in clock_views(incident, incident.clocks.all(), state, at=at)}


@pytest.mark.django_db
def test_a_weekend_is_skipped_and_said_so(launch: Launch) -> None:
    view = views(make_incident(launch, at=FRIDAY), FRIDAY)["response"]
    assert view.due == "Mon 9 Nov 10:00"
    assert [(each.reason, each.length, each.is_counted) for each in view.stretches] == [
        ("counted", "2 h", True),
        ("outside support hours", "2 d 14 h", False),
        ("counted", "2 h", True),
    ]
    assert (view.counted, view.target) == ("4 h", "4 h, in support hours")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "state", "standing"),
    [(1, "running", "due"), (65.5, "at_risk", "due"), (67, "breached", "breached")],
)
def test_a_clock_stands_where_time_has_brought_it(
    launch: Launch, hours: float, state: str, standing: str
) -> None:
    incident = make_incident(launch, at=FRIDAY)
    view = views(incident, FRIDAY + timedelta(hours=hours))["response"]
    assert (view.state, view.standing, bool(view.left.iso)) == (state, standing, standing == "due")


@pytest.mark.django_db
def test_a_met_promise_says_so_and_a_late_one_by_how_much(launch: Launch) -> None:
    kept = make_incident(launch, at=FRIDAY)
    reply_to_reporter(kept, body="Soon.", actor=staff(kept), at=FRIDAY + MINUTE)
    assert views(kept, FRIDAY + 2 * MINUTE)["response"].standing == "met"
    late = make_incident(launch, at=FRIDAY)
    at = FRIDAY + timedelta(hours=66, minutes=20, seconds=30)
    reply_to_reporter(late, body="Sorry.", actor=staff(late), at=at)
    assert views(late, at)["response"].standing == "late by 20 min"


@pytest.mark.django_db
def test_a_paused_promise_tells_what_is_left(launch: Launch) -> None:
    incident = make_incident(launch, at=FRIDAY)
    at = FRIDAY + timedelta(hours=1)
    start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=staff(incident), at=at)
    view = views(incident, at + timedelta(hours=1))["resolution"]
    assert (view.state, view.standing, view.due) == ("paused", "paused with 1 d 5 h left", "")
    assert view.stretches[-1].reason == "waiting on the reporter"


@pytest.mark.parametrize(
    ("priority", "kind", "words"),
    [
        (Priority.P1, ClockKind.RESPONSE, "15 min, round the clock"),
        (Priority.P2, ClockKind.RESOLUTION, "1 support day"),
        (Priority.P3, ClockKind.RESPONSE, "4 h, in support hours"),
        (Priority.P4, ClockKind.RESOLUTION, "10 support days"),
    ],
)
def test_targets_in_words(priority: Priority, kind: ClockKind, words: str) -> None:
    assert target_words(TARGETS[priority][kind]) == words


@pytest.mark.parametrize(("seconds", "words"), [(30, "30 s"), (90, "1 min"), (3665, "1 h 1 min")])
def test_durations_lose_their_odd_seconds(seconds: int, words: str) -> None:
    assert in_minutes(timedelta(seconds=seconds)) == words


@pytest.mark.django_db
def test_the_matrix_explains_itself(launch: Launch) -> None:
    incident = make_incident(launch, at=FRIDAY, impact=Level.HIGH, affected_users=500)
    view = priority_view(incident, fold(event.as_domain() for event in incident.events.all()))
    assert view.sentence == "Impact high and urgency medium give P2."
    assert next((term.label, term.weight) for term in view.terms) == ("Reach", 40)
    assert view.rank == incident.rank == round(sum(float(term.points) for term in view.terms))


@pytest.mark.django_db
def test_an_override_keeps_the_matrix_in_sight(launch: Launch) -> None:
    incident = make_incident(launch, at=FRIDAY)
    override_priority(
        incident, priority=Priority.P1, reason="Board.", actor=staff(incident), at=FRIDAY + MINUTE
    )
    incident = prioritise_incident(incident, at=FRIDAY + MINUTE)
    view = priority_view(incident, fold(event.as_domain() for event in incident.events.all()))
    assert view.is_overridden
    assert view.sentence == "A person set P1. Impact medium and urgency medium give P3."


@pytest.mark.django_db
def test_a_new_input_is_pending_until_celery_has_seen_it(launch: Launch) -> None:
    incident = make_incident(launch, at=FRIDAY)
    changed = triage_incident(incident, urgency=Level.HIGH, actor=staff(incident), at=FRIDAY + MINUTE)
    state = fold(event.as_domain() for event in changed.events.all())
    assert priority_view(changed, state).is_pending
    assert not priority_view(prioritise_incident(changed, at=FRIDAY + MINUTE), state).is_pending


@pytest.mark.django_db
def test_a_high_rank_suggests_raising_but_changes_nothing(launch: Launch) -> None:
    incident = make_incident(launch, at=FRIDAY)
    incident.rank = 72
    state = fold(event.as_domain() for event in incident.events.all())
    assert priority_view(incident, state).suggestion == "Rank 72 has passed 60: consider raising it."
    assert priority_view(incident, state).priority == Priority.P3
