"""How soon the backlog clears, in business days of the launch."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboards.domain.periods import Week
from dashboards.domain.spells import Began
from dashboards.models import OpenSpell
from dashboards.queries.backlog import business_days_before, measure_backlog, net_outflow
from dashboards.queries.cohorts import Span
from hypercare.launches.models import Holiday, Launch
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def make_spell(launch: Launch, *, starts: float, ends: float | None) -> OpenSpell:
    """Open from and to so many days after the Monday."""
    incident = make_incident(launch, at=MONDAY + starts * DAY, is_prioritised=False)
    return OpenSpell.objects.create(
        launch=launch,
        incident=incident,
        starts_at=MONDAY + starts * DAY,
        ends_at=None if ends is None else MONDAY + ends * DAY,
        began_by=Began.REPORTED,
    )


def span(launch: Launch, *, at: datetime) -> Span:
    """The week of that Monday."""
    return Span.week(launch, Week(MONDAY.date()), at=at)


def test_business_days_leave_out_weekends_and_holidays() -> None:
    launch = LaunchFactory(office_hours=True)
    Holiday.objects.create(launch=launch, on=date(2026, 11, 11), name="Holiday")
    days = business_days_before(span(launch, at=MONDAY + 30 * DAY))
    assert [day.day for day in days] == [13, 12, 10, 9, 6]


def test_a_day_that_still_runs_is_no_business_day_yet() -> None:
    days = business_days_before(span(LaunchFactory(), at=MONDAY + 2.5 * DAY))
    assert [day.day for day in days] == [10, 9, 8, 7, 6]


def test_net_outflow_counts_those_days_only() -> None:
    launch = LaunchFactory()
    make_spell(launch, starts=0.2, ends=1.5)
    make_spell(launch, starts=-9, ends=0.5)
    assert net_outflow(launch, [date(2026, 11, 9)]) == 0
    assert net_outflow(launch, [date(2026, 11, 10)]) == 1
    assert net_outflow(launch, []) == 0


@pytest.mark.parametrize(("ends", "days_to_clear"), [((1, 2, 3, 4, 4), 10.0), ((), None)])
def test_days_to_clear(ends: tuple[int, ...], days_to_clear: float | None) -> None:
    launch = LaunchFactory()
    for end in ends:
        make_spell(launch, starts=-9, ends=end)
    for _ in range(10):
        make_spell(launch, starts=-9, ends=None)
    backlog = next(
        each for each in measure_backlog(span(launch, at=MONDAY + 5 * DAY)) if each.slug == "backlog"
    )
    assert (backlog.n, backlog.detail["days_to_clear"]) == (10, days_to_clear)


def test_what_ends_with_the_week_is_open_at_its_end() -> None:
    launch = LaunchFactory()
    make_spell(launch, starts=1, ends=7)
    counts = {each.slug: each.n for each in measure_backlog(span(launch, at=MONDAY + 30 * DAY))}
    assert counts == {"backlog": 1, "inflow": 1, "outflow": 0}
