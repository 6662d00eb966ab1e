"""Counting a bundle: each report where people count, the parent where fires count."""

from datetime import timedelta
from typing import Any

import pytest

from dashboards.actions import mark_launch
from dashboards.domain.kpis import KPIS, Counts
from dashboards.models import KpiFact, PeriodGrain
from dashboards.queries.cohorts import COHORTS
from hypercare.launches.models import Launch
from hypercare.ui import charts
from incidents.actions import (
    Actor,
    acknowledge_incident,
    reply_to_reporter,
    tie_incident,
    untie_incident,
)
from incidents.models import Incident
from tests.factories.dashboards import LATER, count, rate, reopen, resolve, roll_up
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "render_svg", lambda *_, **__: "<svg></svg>")


@pytest.fixture
def launch() -> Launch:
    """The last of three reports is the parent; the first, four hours older, was answered late."""
    launch: Launch = LaunchFactory(key="TRD")
    first, second = (make_incident(launch, at=REPORTED_AT - hours * HOUR) for hours in (4, 2))
    parent, actor = make_incident(launch, at=REPORTED_AT), somebody(launch)
    acknowledge_incident(parent, actor=actor, at=REPORTED_AT + HOUR)
    for child in (first, second):
        tie_incident(child, parent=parent, actor=actor, at=REPORTED_AT + HOUR)
        reply_to_reporter(child, body="We are on it.", actor=actor, at=REPORTED_AT + HOUR)
    for each in (parent, first, second):
        resolve(each, at=REPORTED_AT + 2 * HOUR)
        rate(each, score=5, at=REPORTED_AT + 3 * HOUR)
    reopen(first, at=REPORTED_AT + DAY)
    return launch


def somebody(launch: Launch) -> Actor:
    return Actor.human(MembershipFactory(launch=launch).user)


def facts(launch: Launch) -> dict[str, KpiFact]:
    """The week of all that, computed a good while later."""
    count(launch, at=LATER)
    week = KpiFact.objects.filter(launch=launch, grain=PeriodGrain.WEEK).order_by("starts_on")
    first = week[0].starts_on
    return {fact.slug: fact for fact in week.filter(starts_on=first)}


# Number, how many rows, value. Six hours from the first report to the solution, five to the first look.
TABLE: list[tuple[str, int, float]] = [
    ("mtta", 1, 5),
    ("time_to_resolve", 1, 6),
    ("mttr", 1, 6),
    ("time_to_resolve_reported", 1, 6),
    ("resolution_promises_kept", 1, 100),
    ("response_promises_kept", 3, pytest.approx(200 / 3)),  # type: ignore[list-item]
    ("promises_kept", 4, 75),
    ("reopen_rate", 1, 0),
    ("inflow", 1, 1),
    ("outflow", 1, 1),
    ("backlog", 0, 0),
    ("csat", 3, 100),
]


@pytest.mark.parametrize(("slug", "n", "value"), TABLE)
def test_what_counts_once(launch: Launch, slug: str, n: int, value: float) -> None:
    fact = facts(launch)[slug]
    assert (fact.n, fact.value) == (n, value)


def test_every_number_but_the_recorded_one_is_in_the_table() -> None:
    known = {"time_to_resolve_p90", "promises_as_recorded"}  # as the median; imports know no bundles yet
    assert {row[0] for row in TABLE} | known == set(KPIS) == set(COHORTS)


@pytest.mark.parametrize("slug", [slug for slug, kpi in KPIS.items() if kpi.counts is Counts.FIRES])
def test_no_report_stands_among_the_rows_of_fires(launch: Launch, slug: str) -> None:
    assert facts(launch)[slug].n <= Incident.objects.fires().count() == 1


def everything(launch: Launch) -> list[Any]:
    """Every number kept of the launch."""
    kept = KpiFact.objects.filter(launch=launch).order_by("grain", "starts_on", "slug")
    return list(kept.values_list("grain", "starts_on", "slug", "value", "n", "detail"))


def test_tying_weeks_later_restates_every_week_between() -> None:
    launch: Launch = LaunchFactory()
    parent = make_incident(launch, at=REPORTED_AT + 21 * DAY)
    child = make_incident(launch, at=REPORTED_AT)
    count(launch, at=REPORTED_AT + 22 * DAY)
    at = REPORTED_AT + 23 * DAY
    tie_incident(child, parent=parent, actor=somebody(launch), at=at)
    count(launch, at=at + HOUR)
    kept = everything(launch)
    mark_launch(launch, at=at + HOUR)
    roll_up(launch, at=at + HOUR)
    assert everything(launch) == kept
    backlog = KpiFact.objects.filter(slug="backlog").order_by("starts_on").values_list("value", flat=True)
    assert list(backlog) == [1, 1, 1, 1]


def test_untied_within_the_undo_no_number_ever_moved() -> None:
    launch: Launch = LaunchFactory()
    parent, child = make_incident(launch), make_incident(launch, at=REPORTED_AT - 2 * HOUR)
    count(launch, at=LATER)
    before, actor, at = everything(launch), somebody(launch), REPORTED_AT + HOUR
    tie_incident(child, parent=parent, actor=actor, at=at)
    count(launch, at=LATER)
    assert everything(launch) != before
    untie_incident(child, actor=actor, at=at + timedelta(seconds=20))
    count(launch, at=LATER)
    assert everything(launch) == before


def test_untied_later_both_count_again() -> None:
    launch: Launch = LaunchFactory()
    parent, child = make_incident(launch), make_incident(launch, at=REPORTED_AT - 2 * HOUR)
    actor, at = somebody(launch), REPORTED_AT + HOUR
    tie_incident(child, parent=parent, actor=actor, at=at)
    untie_incident(child, actor=actor, at=at + DAY)
    assert facts(launch)["backlog"].value == 2
