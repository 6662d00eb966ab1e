"""The week page: one launch, one week, facts only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q

from dashboards.domain.headline import WeekInNumbers, headline
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, ONE_DAY, Week, day_of, start_of_day
from dashboards.models import ChartImage, KpiFact, PeriodGrain
from dashboards.queries.links import week_url
from dashboards.queries.tiles import Board, Tile, tiles_of
from hypercare.launches.models import Launch


@dataclass(frozen=True, slots=True)
class WeekPage:
    """Everything the page shows, ready to print."""

    week: Week
    dates: str
    day: str
    is_running: bool
    headline: str
    tiles: Sequence[Tile]
    charts: Sequence[ChartImage]
    computed_at: datetime | None
    previous_url: str = ""
    next_url: str = ""
    latest_url: str = ""


def week_page(launch: Launch, week: Week | None, *, at: datetime) -> WeekPage:
    """One week's page, or that of the week people ask about; three queries."""
    first, latest, active = _known_weeks(launch)
    latest = latest or Week.of(at, launch.zone)
    week = week or _week_to_open(launch, latest, active or latest, at=at)
    board = _board(launch, week)
    is_running = at < start_of_day(week.plus(1).monday, launch.zone)
    return WeekPage(
        week=week,
        dates=_dates(week),
        day=_day(launch, week, at),
        is_running=is_running,
        headline=_headline(board, week, is_running=is_running) if "backlog" in board.now else "",
        tiles=tiles_of(board),
        charts=list(ChartImage.objects.filter(launch=launch, starts_on=week.monday)),
        computed_at=next((fact.computed_at for fact in board.now.values()), None),
        previous_url=week_url(launch.key, week.plus(-1)) if first and first < week else "",
        next_url=week_url(launch.key, week.plus(1)) if week < latest else "",
        latest_url=week_url(launch.key, latest) if week < latest.plus(-1) else "",
    )


def _known_weeks(launch: Launch) -> tuple[Week | None, Week | None, Week | None]:
    """The first and the last week with numbers, and the last in which anything came in or went out."""
    weeks = KpiFact.objects.filter(launch=launch, grain=PeriodGrain.WEEK)
    moved = Q(slug__in=("inflow", "outflow"), n__gt=0)
    found = weeks.aggregate(
        first=Min("starts_on"), last=Max("starts_on"), active=Max("starts_on", filter=moved)
    )
    first, last, active = (Week(day) if day else None for day in found.values())
    return first, last, active


def _week_to_open(launch: Launch, latest: Week, active: Week, *, at: datetime) -> Week:
    """The latest week; once hypercare is over, the last one of it in which something happened."""
    if at < launch.hypercare_ends_at:
        return latest
    return min(latest, active, Week.of(launch.hypercare_ends_at, launch.zone))


def _board(launch: Launch, week: Week) -> Board:
    """The facts of the week, of the one before, and to date, in one query."""
    weeks = Q(grain=PeriodGrain.WEEK, starts_on__in=[week.monday, week.plus(-1).monday])
    ever = Q(grain=PeriodGrain.LAUNCH_TO_DATE)
    facts: dict[date, dict[str, KpiFact]] = defaultdict(dict)
    for fact in KpiFact.objects.filter(weeks | ever, launch=launch):
        facts[fact.starts_on][fact.slug] = fact
    return Board(
        launch.key,
        now=facts[week.monday],
        before=facts[week.plus(-1).monday],
        to_date=facts[LAUNCH_TO_DATE_STARTS_ON],
    )


def _headline(board: Board, week: Week, *, is_running: bool) -> str:
    backlog, median = board.now["backlog"], board.now["time_to_resolve"]
    own, foreign = board.now["promises_kept"], board.now["promises_as_recorded"]
    promises = own if own.n else foreign
    return headline(
        WeekInNumbers(
            number=week.number,
            is_running=is_running,
            came_in=board.now["inflow"].n,
            went_out=board.now["outflow"].n,
            still_open=backlog.n,
            days_to_clear=backlog.detail["days_to_clear"],
            median_hours=median.value,
            resolved=median.n,
            median_trend=board.trend("time_to_resolve"),
            promises_kept=promises.value,
            promises=promises.n,
            is_as_recorded=promises is foreign,
        )
    )


def _dates(week: Week) -> str:
    """`16 to 22 November 2026`, with the month or year of the Monday only where they differ."""
    monday, sunday = week.monday, week.monday + 6 * ONE_DAY
    start = "%-d" if monday.month == sunday.month else "%-d %B" if monday.year == sunday.year else "%-d %B %Y"
    return f"{monday:{start}} to {sunday:%-d %B %Y}"


def _day(launch: Launch, week: Week, at: datetime) -> str:
    """Which day of hypercare the week's last known day is."""
    shown = min(week.monday + 6 * ONE_DAY, day_of(at, launch.zone))
    first, last = day_of(launch.go_live_at, launch.zone), day_of(launch.hypercare_ends_at, launch.zone)
    if shown < first:
        return "before go-live"
    if shown > last:
        return "after hypercare"
    return f"hypercare day {(shown - first).days + 1} of {(last - first).days + 1}"
