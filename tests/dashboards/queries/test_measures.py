"""Every aggregate of the database equals its pure twin on generated rows."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from pytest_django import DjangoAssertNumQueries

from dashboards.domain.kpis import REOPEN_WINDOW
from dashboards.domain.periods import Grain, Week
from dashboards.domain.statistics import (
    Lifetime,
    age_counts,
    kaplan_meier_median,
    median_interval,
    percentile,
    wilson,
)
from dashboards.queries.cohorts import Span
from dashboards.queries.measure import Measure
from dashboards.queries.measures import measures_of
from hypercare.launches.calendars import calendar_for
from hypercare.launches.models import Launch
from incidents.domain.history import Nature
from tests.factories.generated import Life, generate
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 10, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)


class World(NamedTuple):
    """Generated lives, a span over some of them and its measures."""

    lives: list[Life]
    span: Span
    measures: dict[str, Measure]

    def has(self, at: datetime | None) -> bool:
        """Whether an instant lies in the known part of the span."""
        return at is not None and self.span.window.start <= at < self.span.window.until

    @property
    def fires(self) -> list[Life]:
        """Each bundle once, as its parent."""
        return [life for life in self.lives if life.is_fire]


def span_of(launch: Launch, which: str) -> Span:
    """A week gone by, a running one, a quiet one, or all to date."""
    at = {"running": datetime(2026, 10, 28, 15, 20, tzinfo=UTC)}.get(
        which, datetime(2026, 11, 30, tzinfo=UTC)
    )
    if which == "to date":
        return Span.to_date(launch, at=at)
    return Span.week(launch, Week.parse("2026-W48" if which == "quiet" else "2026-W44"), at=at)


@pytest.fixture(params=[(1, "past"), (2, "past"), (3, "running"), (4, "quiet"), (5, "to date")], ids=str)
def world(request: pytest.FixtureRequest) -> World:
    """Weeks over the change of the clocks in London."""
    seed, which = request.param
    launch = LaunchFactory(time_zone="Europe/London")
    lives = generate(launch, seed=seed, count=150, since=SINCE, days=21)
    generate(LaunchFactory(), seed=seed, count=20, since=SINCE, days=21)  # somebody else's
    counted = [life for life in lives if life.incident.nature is Nature.DEFECT]
    span = span_of(launch, which)
    return World(counted, span, {measure.slug: measure for measure in measures_of(span)})


def test_time_to_resolve(world: World) -> None:
    hours = [
        (life.incident.resolved_at - life.incident.burns_since) / HOUR
        for life in world.fires
        if life.incident.resolved_at and world.has(life.incident.resolved_at)
    ]
    median, p90, mean = (world.measures[slug] for slug in ("time_to_resolve", "time_to_resolve_p90", "mttr"))
    assert {median.n, p90.n, mean.n} == {len(hours)}
    assert median.value == pytest.approx(percentile(hours, 0.5))
    assert p90.value == pytest.approx(percentile(hours, 0.9))
    assert mean.value == (pytest.approx(sum(hours) / len(hours)) if hours else None)
    interval = median_interval(hours)
    assert (median.interval is None) is (interval is None)
    if interval and median.interval:
        assert (median.interval.low, median.interval.high) == pytest.approx((interval.low, interval.high))


def test_time_to_resolve_with_the_open_ones(world: World) -> None:
    if world.span.grain == Grain.LAUNCH_TO_DATE:  # kept by week only
        assert "time_to_resolve_reported" not in world.measures
        return
    lifetimes = [
        Lifetime(
            ((life.incident.resolved_at or world.span.at) - life.incident.burns_since) / HOUR,
            is_over=life.incident.resolved_at is not None,
        )
        for life in world.fires
        if world.has(life.incident.burns_since)
    ]
    measure = world.measures["time_to_resolve_reported"]
    assert measure.n == len(lifetimes)
    assert measure.value == pytest.approx(kaplan_meier_median(lifetimes))


@pytest.mark.parametrize(
    ("slug", "kinds"),
    [
        ("promises_kept", {"response", "resolution"}),
        ("response_promises_kept", {"response"}),
        ("resolution_promises_kept", {"resolution"}),
    ],
)
def test_promises(world: World, slug: str, kinds: set[str]) -> None:
    due = [
        clock
        for life in world.lives
        for clock in life.clocks
        if clock.kind in kinds and clock.due_at and world.has(clock.due_at)
        if clock.kind == "response" or life.is_fire
    ]
    kept = [clock for clock in due if clock.met_at and clock.due_at and clock.met_at <= clock.due_at]
    measure = world.measures[slug]
    assert (measure.n, measure.detail["hits"]) == (len(due), len(kept))
    assert measure.detail["open_breached"] == sum(clock.met_at is None for clock in due)
    assert measure.interval == wilson(len(kept), len(due))


def test_promises_as_recorded(world: World) -> None:
    is_to_date = world.span.grain == Grain.LAUNCH_TO_DATE
    known = [
        life.incident.made_sla
        for life in world.fires
        if life.incident.made_sla is not None and (is_to_date or world.has(life.incident.closed_at))
    ]
    measure = world.measures["promises_as_recorded"]
    assert (measure.n, measure.detail["hits"]) == (len(known), sum(known))


def test_satisfaction(world: World) -> None:
    surveys = [survey for life in world.lives for survey in life.surveys]
    scores = [survey.score for survey in surveys if survey.score and world.has(survey.rated_at)]
    asked = [survey for survey in surveys if world.has(survey.asked_at)]
    measure = world.measures["csat"]
    assert (measure.n, measure.detail["hits"]) == (len(scores), sum(score >= 4 for score in scores))
    answered = sum(survey.score is not None for survey in asked)
    assert (measure.detail["asked"], measure.detail["answered"]) == (len(asked), answered)


def test_flow(world: World) -> None:
    spells = [spell for life in world.lives for spell in life.spells]
    assert world.measures["inflow"].n == sum(world.has(spell.starts_at) for spell in spells)
    assert world.measures["outflow"].n == sum(world.has(spell.ends_at) for spell in spells)


def test_backlog(world: World) -> None:
    if world.span.grain == Grain.LAUNCH_TO_DATE:  # kept by week only
        assert "backlog" not in world.measures
        return
    until = world.span.window.until
    ages = [
        (until - spell.incident.burns_since) / HOUR
        for life in world.lives
        for spell in life.spells
        if spell.starts_at < until and (spell.ends_at is None or spell.ends_at >= until)
    ]
    measure = world.measures["backlog"]
    assert measure.n == len(ages)
    assert measure.detail["ages_days"] == age_counts(age / 24 for age in ages)
    assert measure.detail["age_p50_hours"] == pytest.approx(percentile(ages, 0.5))
    assert measure.detail["age_p90_hours"] == pytest.approx(percentile(ages, 0.9))


def test_acknowledgement(world: World) -> None:
    hours = [
        (life.incident.acknowledged_at - life.incident.burns_since) / HOUR
        for life in world.fires
        if life.incident.acknowledged_at and world.has(life.incident.acknowledged_at)
    ]
    measure = world.measures["mtta"]
    assert measure.n == len(hours)
    assert measure.value == (pytest.approx(sum(hours) / len(hours)) if hours else None)
    assert measure.detail["median_hours"] == pytest.approx(percentile(hours, 0.5))


def test_reopening(world: World) -> None:
    firsts = [life for life in world.fires if world.has(life.incident.first_resolved_at)]
    old = [
        life
        for life in firsts
        if life.incident.first_resolved_at
        and life.incident.first_resolved_at <= world.span.at - REOPEN_WINDOW
    ]
    again = [life for life in old if len(life.spells) > 1 and is_back_within_a_week(life)]
    measure = world.measures["reopen_rate"]
    assert (measure.n, measure.detail["hits"]) == (len(old), len(again))
    assert measure.detail["maturing"] == len(firsts) - len(old)


def is_back_within_a_week(life: Life) -> bool:
    """Whether the second spell began within seven days of the end of the first."""
    first, second = life.spells[0], life.spells[1]
    return first.ends_at is not None and second.starts_at - first.ends_at <= REOPEN_WINDOW


def test_measuring_costs_the_same_queries_however_many_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    launch = LaunchFactory()
    generate(launch, seed=1, count=150, since=SINCE, days=21)
    calendar_for(launch)  # read once and kept
    with django_assert_num_queries(17):
        list(measures_of(span_of(launch, "past")))
