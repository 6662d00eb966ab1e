"""Drawing a week's charts, only when what they show has changed."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dashboards.domain.periods import ONE_DAY, Week, day_of
from dashboards.models import ChartImage
from dashboards.queries.charts import Day, WeekOfTimes, days_up_to, weeks_up_to
from hypercare.launches.models import Launch
from hypercare.ui import charts


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart to draw, with its words and the table beside it."""

    slug: str
    title: str
    description: str
    spec: charts.Spec
    columns: list[str]
    rows: list[list[Any]]

    @property
    def digest(self) -> str:
        """Equal digests look equal."""
        shown = [self.spec, self.title, self.description, self.table]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()

    @property
    def table(self) -> SafeString:
        """Head and body, the numbers at the end of their cells."""
        head = format_html_join("", '<th scope="col"{}>{}</th>', _cells(self.columns))
        lines = ((format_html_join("", "<td{}>{}</td>", _cells(row)),) for row in self.rows)
        body = format_html_join("", "<tr>{}</tr>", lines)
        return format_html("<thead><tr>{}</tr></thead><tbody>{}</tbody>", head, body)


def draw_charts(launch: Launch, week: Week, *, at: datetime) -> None:
    """Draw the charts of the weeks up to `week`; slow, so called from tasks and commands only."""
    drawn = ChartImage.objects.filter(launch=launch, starts_on=week.monday)
    known = dict(drawn.values_list("slug", "digest"))
    drawings = list(_drawings(launch, week, at))
    drawn.exclude(slug__in=[drawing.slug for drawing in drawings]).delete()
    for drawing in drawings:
        if known.get(drawing.slug) != drawing.digest:
            _draw(launch, week, drawing)


def _draw(launch: Launch, week: Week, drawing: Drawing) -> None:
    svg = charts.render_svg(drawing.spec, title=drawing.title, description=drawing.description)
    ChartImage.objects.update_or_create(
        launch=launch,
        starts_on=week.monday,
        slug=drawing.slug,
        defaults={
            "digest": drawing.digest,
            "svg": svg,
            "title": drawing.title,
            "table": drawing.table,
        },
    )


def _drawings(launch: Launch, week: Week, at: datetime) -> Iterator[Drawing]:
    last = min(week.monday + 6 * ONE_DAY, day_of(at, launch.zone))
    days = days_up_to(launch, last)
    weeks = weeks_up_to(launch, week)
    yield _flow(days)
    if any(each.n for each in weeks):
        yield _times(weeks)
    yield _reports(days, launch.target_user_count)


def _reports(days: Sequence[Day], users: int | None) -> Drawing:
    shown = [round(100 * day.reported / users, 3) if users else day.reported for day in days]
    title = "Reports per 100 users, by day" if users else "Reports, by day"
    by_day = list(zip(days, shown, strict=True))
    rows = [{"day": day.on.isoformat(), "reports": value} for day, value in by_day]
    return Drawing(
        "reports",
        title,
        f"A line over {len(days)} days, at most {max(shown)}; the table beside it has each day.",
        charts.reports_by_day(rows, per_100_users=bool(users)),
        ["Day", "Reported", *(["Per 100 users"] if users else [])],
        [[_said(day), day.reported, *([value] if users else [])] for day, value in by_day],
    )


def _flow(days: Sequence[Day]) -> Drawing:
    rows = [
        {
            "day": day.on.isoformat(),
            "came_in": day.came_in,
            "went_out": -day.went_out,
            "open": day.open_at_end,
        }
        for day in days
    ]
    return Drawing(
        "flow",
        "Came in, went out, still open, by day",
        f"Bars and a line over {len(days)} days, ending with {days[-1].open_at_end} open.",
        charts.flow_by_day(rows),
        ["Day", "Came in", "Went out", "Open at the end"],
        [[_said(day), day.came_in, day.went_out, day.open_at_end] for day in days],
    )


def _times(weeks: Sequence[WeekOfTimes]) -> Drawing:
    rows = [
        {"week": f"W{each.week.number}", "kind": kind, "hours": hours}
        for each in weeks
        for kind, hours in (("median", each.median), ("9 in 10", each.p90))
    ]
    return Drawing(
        "times",
        "Time to resolve in hours, by week",
        f"Two lines over {len(weeks)} weeks: the median, and within how long nine in ten were resolved.",
        charts.times_by_week(rows),
        ["Week", "Resolved", "Median, h", "9 in 10, h"],
        [[str(each.week), each.n, _hours(each.median), _hours(each.p90)] for each in weeks],
    )


def _cells(values: Sequence[object]) -> Iterator[tuple[SafeString, object]]:
    """Each value with the class of its place: all but the first are numbers."""
    return ((SafeString(' class="number"' if place else ""), value) for place, value in enumerate(values))


def _said(day: Day) -> str:
    return f"{day.on:%a %-d %b %Y}"


def _hours(value: float | None) -> str:
    return "-" if value is None else f"{value:,.2f}"
