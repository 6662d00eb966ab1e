"""What a change makes dirty."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from dashboards.actions import follow_changes, has_followed_all, mark_ratings, mark_recalculated, note_events
from dashboards.actions.periods import WEEK_DELAY, mark_weeks
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Week
from dashboards.models import OpenSpell, Period, PeriodGrain
from hypercare.launches.actions import change_calendar
from hypercare.launches.models import Launch
from incidents.actions import (
    Actor,
    add_note,
    decline_incident,
    override_priority,
    prioritise_incident,
    triage_incident,
)
from incidents.actions.sweeps import sweep_calendars, sweep_clocks
from incidents.domain.history import DeclineReason, Nature
from incidents.domain.priority import Priority
from incidents.models import Incident, IncidentEvent
from tests.factories.dashboards import LATER, answer, count, make_resolved, rate, reopen, resolve
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
W45, W46, W47, W48 = (date(2026, 11, 2) + n * WEEK for n in range(4))


def dirty(launch: Launch, grain: PeriodGrain = PeriodGrain.WEEK) -> list[date]:
    """What waits to be computed."""
    waiting = Period.objects.filter(launch=launch, grain=grain, due_at__isnull=False)
    return list(waiting.order_by("starts_on").values_list("starts_on", flat=True))


def after(incident: Incident, change: Callable[[], object], *, at: datetime) -> Launch:
    """The launch, clean before the change and marked after it."""
    launch = incident.launch
    sweep_clocks(at=at)
    count(launch, at=at)
    Period.objects.filter(launch=launch).update(due_at=None)
    known = set(IncidentEvent.objects.values_list("pk", flat=True))
    change()
    note_events(list(IncidentEvent.objects.exclude(pk__in=known).select_related("launch")), at)
    return launch


def test_a_report_marks_its_day_its_weeks_and_launch_to_date() -> None:
    incident = make_incident()
    at = REPORTED_AT + 8 * DAY
    note_events(list(IncidentEvent.objects.select_related("launch")), at)
    assert dirty(incident.launch, PeriodGrain.DAY) == [REPORTED_AT.date()]
    assert dirty(incident.launch) == [W45, W46]
    assert dirty(incident.launch, PeriodGrain.LAUNCH_TO_DATE) == [LAUNCH_TO_DATE_STARTS_ON]


def test_a_note_marks_nothing() -> None:
    incident = make_incident()
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    at = REPORTED_AT + 8 * DAY
    launch = after(incident, lambda: add_note(incident, body="Seen.", actor=actor, at=at), at=at)
    assert dirty(launch) == []


def test_a_resolution_marks_where_it_counts_and_not_the_weeks_between() -> None:
    incident = make_incident(impact="low", urgency="low")  # promised within ten days
    at = REPORTED_AT + 22 * DAY
    launch = after(incident, lambda: resolve(incident, at=at), at=at)
    assert dirty(launch) == [W45, W46, W48]
    assert dirty(launch, PeriodGrain.DAY) == [REPORTED_AT.date(), at.date()]


def test_a_reopen_marks_the_week_that_loses_its_resolution() -> None:
    incident = make_resolved(LaunchFactory(), hours=24 * 7)
    at = REPORTED_AT + 15 * DAY
    launch = after(incident, lambda: reopen(incident, at=at), at=at)
    assert W46 in dirty(launch)


def test_a_week_counted_in_before_is_marked_even_when_it_no_longer_shows() -> None:
    incident = make_resolved(LaunchFactory(), hours=24 * 7)
    at = REPORTED_AT + 15 * DAY
    after(incident, lambda: reopen(incident, at=at), at=at)
    launch = after(incident, lambda: resolve(incident, at=at + HOUR), at=at + DAY)
    assert W45 in dirty(launch)
    assert W47 in dirty(launch)


def test_a_promise_that_moves_leaves_the_week_it_was_in() -> None:
    incident = make_incident(impact="low", urgency="low")  # promised by week 46, kept in week 45
    resolve(incident, at=REPORTED_AT + HOUR / 6)  # in time for any priority, so nothing is breached
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    at = REPORTED_AT + 22 * DAY

    def promise_more() -> None:
        override_priority(incident, priority=Priority.P1, reason="Board.", actor=actor, at=at)
        prioritise_incident(incident, at=at)

    assert W46 in dirty(after(incident, promise_more, at=at))


def test_what_turns_out_to_be_a_question_leaves_every_week_it_was_in() -> None:
    incident = make_incident()
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    at = REPORTED_AT + 15 * DAY

    def ask() -> object:
        return triage_incident(incident, nature=Nature.QUESTION, actor=actor, at=at)

    launch = after(incident, ask, at=at)
    assert dirty(launch) == [W45, W46, W47]
    assert not OpenSpell.objects.filter(launch=launch).exists()


def test_a_decline_ends_the_spell() -> None:
    incident = make_incident()
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    at = REPORTED_AT + HOUR
    decline_incident(incident, reason=DeclineReason.DUPLICATE, body="Known.", actor=actor, at=at)
    count(incident.launch)
    assert OpenSpell.objects.get().ends_at == at


def test_a_quiet_gap_is_filled() -> None:
    launch = LaunchFactory()
    make_incident(launch)
    count(launch, at=REPORTED_AT + HOUR)
    late = make_incident(launch, at=REPORTED_AT + 2 * WEEK)
    note_events(list(late.events.select_related("launch")), REPORTED_AT + 2 * WEEK)
    assert W46 in dirty(launch)


def test_no_week_of_the_future_is_marked() -> None:
    incident = make_incident(impact="low", urgency="low")  # due next week
    note_events(list(IncidentEvent.objects.select_related("launch")), REPORTED_AT + HOUR)
    assert dirty(incident.launch) == [W45]


def test_a_rating_marks_its_week() -> None:
    incident = make_resolved(LaunchFactory())
    at = REPORTED_AT + 9 * DAY
    launch = after(incident, lambda: rate(incident, score=5, at=at), at=at)
    mark_ratings(at=at + timedelta(seconds=5))
    assert dirty(launch) == [W46]


def test_a_rating_marks_the_week_in_which_it_was_asked_for() -> None:
    incident = make_resolved(LaunchFactory())
    survey = rate(incident, score=None, at=REPORTED_AT)
    at = REPORTED_AT + 9 * DAY
    launch = after(incident, lambda: answer(survey, at=at), at=at)
    mark_ratings(at=at + timedelta(seconds=5))
    assert dirty(launch) == [W45, W46]


def test_a_rating_given_while_no_worker_ran_is_found_however_late() -> None:
    incident = make_resolved(LaunchFactory())
    at = LATER + 2 * DAY
    launch = after(incident, lambda: rate(incident, score=5, at=at), at=at)
    mark_ratings(at=at + 3 * WEEK)
    assert Week.of(at, launch.zone).monday in dirty(launch)


def test_a_rating_that_is_counted_marks_nothing() -> None:
    incident = make_resolved(LaunchFactory())
    rate(incident, score=5, at=REPORTED_AT + DAY)
    count(incident.launch)
    Period.objects.update(due_at=None)
    mark_ratings(at=LATER + timedelta(seconds=5))
    assert dirty(incident.launch) == []


def test_new_hours_mark_every_week_once_all_is_planned_anew() -> None:
    incident = make_resolved(LaunchFactory(), hours=24 * 7)
    launch = incident.launch
    count(launch)
    mark_recalculated(at=LATER)
    Period.objects.update(due_at=None)
    change_calendar(launch)
    mark_recalculated(at=LATER)
    assert dirty(launch) == []
    sweep_calendars(at=LATER)
    mark_recalculated(at=LATER)
    assert {W45, W46} <= set(dirty(launch))


@pytest.mark.django_db(transaction=True)
def test_events_are_followed_once() -> None:
    launch = make_incident().launch
    assert not has_followed_all()
    for _ in range(2400):  # a transaction of another test's database holds events back for a moment
        follow_changes(at=LATER)
        if has_followed_all():
            break
        time.sleep(0.05)
    assert has_followed_all()
    assert follow_changes(at=LATER) == 0
    assert dirty(launch)[0] == W45


def test_a_burst_of_changes_counts_its_week_once_and_soon() -> None:
    launch = make_incident().launch
    for seconds in (0, 4, 8):
        mark_weeks(launch, [Week(W45)], at=REPORTED_AT + timedelta(seconds=seconds))
    assert Period.objects.get(launch=launch, starts_on=W45).due_at == REPORTED_AT + WEEK_DELAY
