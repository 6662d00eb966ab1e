"""Dirty periods become facts, once, whatever happens on the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from dashboards.actions import roll_up_next
from dashboards.actions import rolling_up as module
from dashboards.domain.periods import Week
from dashboards.models import DayFact, KpiFact, Period, PeriodGrain
from hypercare.launches.models import Launch
from tests.factories.dashboards import LATER, count, make_resolved, rate, reopen, resolve, roll_up
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
W45, W46 = Week.parse("2026-W45"), Week.parse("2026-W46")


def fact(launch: Launch, slug: str, week: Week = W45) -> KpiFact:
    """One number of a week."""
    return KpiFact.objects.get(launch=launch, grain=PeriodGrain.WEEK, starts_on=week.monday, slug=slug)


def snapshot(launch: Launch) -> list[Any]:
    """Every fact but when it was computed."""
    facts = KpiFact.objects.filter(launch=launch).order_by("grain", "starts_on", "slug")
    return list(facts.values_list("grain", "starts_on", "slug", "value", "n", "low", "high", "detail"))


def test_one_life_gives_its_numbers() -> None:
    launch = make_resolved(LaunchFactory(), hours=3).launch
    count(launch)
    values = {slug: fact(launch, slug).value for slug in ("time_to_resolve", "mttr", "mtta", "promises_kept")}
    assert values == {"time_to_resolve": 3, "mttr": 3, "mtta": 1, "promises_kept": 100}
    assert (fact(launch, "promises_kept").n, fact(launch, "backlog").n) == (2, 0)


def test_a_reopened_incident_counts_by_its_last_resolution() -> None:
    incident = make_resolved(LaunchFactory(), hours=3)
    reopen(incident, at=REPORTED_AT + 2 * DAY)
    resolve(incident, at=REPORTED_AT + 8 * DAY)
    count(incident.launch)
    assert fact(incident.launch, "time_to_resolve").n == 0
    assert fact(incident.launch, "time_to_resolve", W46).value == 8 * 24
    assert fact(incident.launch, "reopen_rate").value == 100
    assert (fact(incident.launch, "inflow").n, fact(incident.launch, "outflow").n) == (2, 1)


def test_a_backlog_of_the_past_stays_what_it_was_then() -> None:
    incident = make_resolved(LaunchFactory(), hours=3)
    count(incident.launch, at=REPORTED_AT + 5 * DAY)
    reopen(incident, at=REPORTED_AT + 8 * DAY)
    count(incident.launch, at=REPORTED_AT + 9 * DAY)
    assert (fact(incident.launch, "backlog").n, fact(incident.launch, "backlog", W46).n) == (0, 1)


def test_a_quiet_week_has_its_backlog() -> None:
    launch = make_incident().launch
    count(launch, at=REPORTED_AT + 30 * DAY)
    assert fact(launch, "backlog", W46.plus(2)).n == 1


def test_a_fresh_resolution_is_maturing_and_not_zero() -> None:
    launch = make_resolved(LaunchFactory()).launch
    count(launch, at=REPORTED_AT + 3 * DAY)
    young = fact(launch, "reopen_rate")
    assert (young.value, young.n, young.detail["maturing"]) == (None, 0, 1)


def test_ratings_count_by_week() -> None:
    incident = make_resolved(LaunchFactory())
    rate(incident, score=4, at=REPORTED_AT + DAY)
    count(incident.launch)
    satisfied = fact(incident.launch, "csat")
    assert (satisfied.value, satisfied.n, satisfied.detail["asked"]) == (100, 1, 1)


def test_days_are_those_of_the_launch() -> None:
    launch = LaunchFactory(time_zone="Pacific/Auckland")
    make_incident(launch, at=REPORTED_AT.replace(hour=11, minute=30))
    count(launch)
    assert DayFact.objects.get(launch=launch).on == date(2026, 11, 4)


def test_a_question_is_counted_apart() -> None:
    launch = make_incident(nature="question").launch
    count(launch)
    day = DayFact.objects.get(launch=launch)
    assert (day.reported_count, day.apart_count) == (0, 1)
    assert fact(launch, "inflow").n == 0


def test_computing_twice_changes_nothing() -> None:
    launch = make_resolved(LaunchFactory()).launch
    count(launch)
    before = snapshot(launch)
    count(launch)
    assert snapshot(launch) == before


def test_killed_half_way_leaves_the_mark_and_no_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    launch = make_resolved(LaunchFactory()).launch
    count(launch)
    before = snapshot(launch)
    KpiFact.objects.all().delete()
    Period.objects.filter(launch=launch).update(due_at=LATER)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_next_midnight", lambda *_: 1 / 0)
        patch.setattr(module, "_mark_charts", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            roll_up_next(at=LATER, launch=launch)
    assert not KpiFact.objects.exists()
    roll_up(launch)
    assert snapshot(launch) == before


def test_a_running_week_is_looked_at_again_soon() -> None:
    launch = make_incident().launch
    count(launch, at=REPORTED_AT + HOUR)
    period = Period.objects.get(launch=launch, grain=PeriodGrain.WEEK)
    assert period.due_at == REPORTED_AT + HOUR + timedelta(minutes=15)


def test_a_promise_kept_early_counts_once_its_due_instant_has_passed() -> None:
    launch = make_resolved(LaunchFactory(), hours=1, acknowledged_after=0.5).launch
    count(launch, at=REPORTED_AT + 2 * HOUR)
    assert fact(launch, "promises_kept").n == 0
    roll_up(launch, at=REPORTED_AT + 5 * HOUR)
    assert fact(launch, "promises_kept").n == 1


def test_the_next_week_begins_by_itself() -> None:
    launch = make_incident().launch
    count(launch, at=REPORTED_AT + HOUR)
    for _ in range(2):  # the end of one week marks the next
        roll_up(launch, at=REPORTED_AT + 8 * DAY)
    assert fact(launch, "backlog", W46).n == 1


def test_a_finished_week_rests() -> None:
    launch = make_resolved(LaunchFactory()).launch
    count(launch)
    assert Period.objects.get(launch=launch, grain=PeriodGrain.WEEK, starts_on=W45.monday).due_at is None


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_computes_is_left_to_it() -> None:
    launch = make_incident().launch
    count(launch)
    Period.objects.filter(grain=PeriodGrain.WEEK, starts_on=W45.monday).update(due_at=LATER)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; SELECT 1 FROM dashboards_period WHERE due_at IS NOT NULL FOR UPDATE")
            assert roll_up_next(at=LATER, launch=launch) is None
            cursor.execute("ROLLBACK")
        assert roll_up_next(at=LATER, launch=launch) is not None
    finally:
        other.close()


def test_a_week_costs_the_same_queries_however_many_incidents(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    launch = LaunchFactory()
    for n in range(3):
        make_resolved(launch, at=REPORTED_AT + n * HOUR)
    count(launch)
    Period.objects.filter(grain=PeriodGrain.WEEK, starts_on=W45.monday).update(due_at=LATER)
    with django_assert_num_queries(24):
        roll_up_next(at=LATER, launch=launch)


def test_the_claim_uses_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        due = Period.objects.filter(due_at__lte=LATER).order_by("due_at", "id")
        assert "period_due" in due.explain()
