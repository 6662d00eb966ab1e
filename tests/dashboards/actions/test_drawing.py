"""Charts are drawn when what they show has changed, and only then."""

from datetime import timedelta

import pytest

from dashboards.actions import draw_charts, roll_up_next
from dashboards.domain.periods import Week
from dashboards.models import ChartImage, Period, PeriodGrain
from dashboards.queries.charts import days_up_to, weeks_up_to
from hypercare.launches.models import Launch
from hypercare.ui import charts
from tests.factories.dashboards import LATER, count, make_resolved, reopen
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
W45 = Week.parse("2026-W45")
DAY = timedelta(days=1)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of what was drawn, without the drawing."""
    titles: list[str] = []

    def draw(spec: charts.Spec, *, title: str, description: str) -> str:
        titles.append(title)
        return "<svg></svg>"

    monkeypatch.setattr(charts, "render_svg", draw)
    return titles


def make_launch() -> Launch:
    """A launch with one resolved incident and its numbers."""
    launch = make_resolved(LaunchFactory(), hours=30).launch
    count(launch)
    return launch


def test_a_week_has_three_charts_with_their_tables(drawn: list[str]) -> None:
    launch = make_launch()
    draw_charts(launch, W45, at=LATER)
    images = {image.slug: image for image in ChartImage.objects.filter(launch=launch)}
    assert images.keys() == {"flow", "times", "reports"}
    assert images["flow"].table.startswith(
        '<thead><tr><th scope="col">Day</th><th scope="col" class="number">Came in</th>'
    )
    assert row("Tue 3 Nov 2026", 1, 0, 1) + row("Wed 4 Nov 2026", 0, 1, 0) in images["flow"].table
    assert row("2026-W45", 1, "30.00", "30.00") in images["times"].table
    assert row("Tue 3 Nov 2026", 1, 0.1) in images["reports"].table


def row(first: str, *numbers: object) -> str:
    """A line of a chart's table."""
    cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
    return f"<tr><td>{first}</td>{cells}</tr>"


def test_what_has_not_changed_is_not_drawn_again(drawn: list[str]) -> None:
    launch = make_launch()
    draw_charts(launch, W45, at=LATER)
    draw_charts(launch, W45, at=LATER)
    assert len(drawn) == 3


def test_only_what_changed_is_drawn_again(drawn: list[str]) -> None:
    launch = make_launch()
    draw_charts(launch, W45, at=LATER)
    make_incident(launch, at=REPORTED_AT + DAY)
    count(launch)
    draw_charts(launch, W45, at=LATER)
    assert drawn[3:] == ["Came in, went out, still open, by day", "Reports per 100 users, by day"]


def test_without_a_resolution_there_is_no_chart_of_times(drawn: list[str]) -> None:
    launch = make_incident().launch
    count(launch)
    draw_charts(launch, W45, at=LATER)
    assert len(drawn) == 2


def test_without_a_roster_reports_are_plain(drawn: list[str]) -> None:
    launch = make_resolved(LaunchFactory(target_user_count=None)).launch
    count(launch)
    draw_charts(launch, W45, at=LATER)
    assert "Reports, by day" in drawn


def test_numbers_lead_to_charts_a_little_later(drawn: list[str]) -> None:
    launch = make_launch()
    assert Period.objects.filter(launch=launch, grain=PeriodGrain.CHARTS, due_at__gt=LATER).exists()
    while roll_up_next(at=LATER + DAY, launch=launch):
        pass
    assert ChartImage.objects.filter(launch=launch, starts_on=W45.monday).count() == 3


def test_a_day_before_those_shown_still_counts_as_open() -> None:
    launch = make_incident().launch
    count(launch)
    days = days_up_to(launch, (REPORTED_AT + 35 * DAY).date())
    assert len(days) == 28
    assert {day.open_at_end for day in days} == {1}


def test_a_reopened_incident_comes_in_twice_and_is_reported_once() -> None:
    incident = make_resolved(LaunchFactory(), hours=1)
    reopen(incident, at=REPORTED_AT + 2 * DAY)
    count(incident.launch)
    days = days_up_to(incident.launch, (REPORTED_AT + 2 * DAY).date())
    assert [(day.reported, day.came_in, day.went_out, day.open_at_end) for day in days] == [
        (1, 1, 1, 0),
        (0, 0, 0, 0),
        (0, 1, 0, 1),
    ]


def test_weeks_without_resolutions_have_no_median() -> None:
    launch = make_incident().launch
    count(launch)
    assert weeks_up_to(launch, W45)[0].median is None
