"""Behind every number stand exactly its rows."""

from datetime import UTC, datetime

import pytest

from dashboards.domain.kpis import KPIS
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Week
from dashboards.models import KpiFact, Period, PeriodGrain
from dashboards.queries.cohorts import COHORTS
from dashboards.queries.parts import PARTS
from dashboards.queries.rows import PAGE_SIZE, rows_page
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from tests.factories.dashboards import roll_up
from tests.factories.generated import generate
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 10, 19, tzinfo=UTC)
AT = datetime(2026, 10, 29, 15, tzinfo=UTC)
PAST, RUNNING = Week.parse("2026-W43"), Week.parse("2026-W44")


@pytest.fixture
def launch() -> Launch:
    """A launch of generated lives with all its numbers, the second week still running."""
    launch = LaunchFactory(time_zone="Europe/London")
    generate(launch, seed=7, count=130, since=SINCE, days=10)
    grains = {
        PeriodGrain.LAUNCH_TO_DATE: [LAUNCH_TO_DATE_STARTS_ON],
        PeriodGrain.WEEK: [PAST.monday, RUNNING.monday],
    }
    for grain, days in grains.items():
        for day in days:
            Period.objects.create(launch=launch, grain=grain, starts_on=day, due_at=AT)
    roll_up(launch, at=AT)
    return launch


def test_every_number_has_rows() -> None:
    assert COHORTS.keys() == KPIS.keys()


@pytest.mark.parametrize("slug", KPIS)
def test_the_rows_are_as_many_as_the_denominator(launch: Launch, slug: str) -> None:
    facts = KpiFact.objects.filter(launch=launch, slug=slug)
    assert facts
    for fact in facts:
        week = None if fact.grain == PeriodGrain.LAUNCH_TO_DATE else Week(fact.starts_on)
        page = rows_page(launch, slug, week, after="", at=AT)
        assert (page.count, page.has_moved) == (fact.n, False)
    assert any(fact.n for fact in facts)


@pytest.mark.parametrize("slug", KPIS)
def test_paging_shows_each_row_once(launch: Launch, slug: str) -> None:
    seen: list[object] = []
    page = rows_page(launch, slug, None, after="", at=AT)
    seen += page.rows
    while page.after:
        page = rows_page(launch, slug, None, after=page.after, at=AT)
        seen += page.rows
    assert len(seen) == page.count
    instants = [row.instant for row in seen]  # type: ignore[attr-defined]
    assert instants == sorted(instants, reverse=True)


def test_a_page_is_full_when_more_follow(launch: Launch) -> None:
    assert len(rows_page(launch, "inflow", None, after="", at=AT).rows) == PAGE_SIZE


@pytest.mark.parametrize(
    "after", ["x", "~", "2026-11-02~3", "2026-99-02T00:00:00+00:00~3", f"{AT.isoformat()}~-1"]
)
def test_a_forged_cursor_is_refused(launch: Launch, after: str) -> None:
    with pytest.raises(DomainError) as caught:
        rows_page(launch, "inflow", PAST, after=after, at=AT)
    assert caught.value.field == "after"


def test_an_unknown_number_is_refused(launch: Launch) -> None:
    with pytest.raises(DomainError, match="no number called “nps”") as caught:
        rows_page(launch, "nps", PAST, after="", at=AT)
    assert caught.value.field == "kpi"


FIGURES = {
    ("promises_kept", "breached"): "open_breached",
    ("promises_kept", "cancelled"): "cancelled",
    ("mtta", "unseen"): "waiting",
    ("csat", "asked"): "asked",
    ("reopen_rate", "reopened"): "hits",
    ("reopen_rate", "maturing"): "maturing",
}


def test_every_part_of_a_number_is_a_figure_of_its_tile() -> None:
    assert FIGURES.keys() == PARTS.keys()


@pytest.mark.parametrize(("slug", "part"), FIGURES)
def test_the_rows_of_a_part_are_as_many_as_its_figure(launch: Launch, slug: str, part: str) -> None:
    for fact in KpiFact.objects.filter(launch=launch, slug=slug):
        week = None if fact.grain == PeriodGrain.LAUNCH_TO_DATE else Week(fact.starts_on)
        page = rows_page(launch, slug, week, part=part, after="", at=AT)
        assert page.count == fact.detail[FIGURES[slug, part]]


def test_an_unknown_part_is_refused(launch: Launch) -> None:
    with pytest.raises(DomainError) as caught:
        rows_page(launch, "csat", PAST, part="nps", after="", at=AT)
    assert caught.value.field == "part"
