"""Computing dirty periods: each one claimed, measured, stored and cleared in one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from dashboards.actions.drawing import draw_charts
from dashboards.actions.periods import last_week, mark, mark_weeks
from dashboards.domain.kpis import KPIS
from dashboards.domain.periods import ONE_DAY, Week, day_of, start_of_day
from dashboards.models import DayFact, KpiFact, Period, PeriodGrain
from dashboards.queries.charts import WEEKS_SHOWN
from dashboards.queries.cohorts import Span
from dashboards.queries.days import day_counts
from dashboards.queries.measure import Measure
from dashboards.queries.measures import measures_of
from hypercare.launches.models import Launch

RECHECK_RUNNING = timedelta(minutes=15)  # due instants pass and ages grow without any event
CHARTS_DELAY = timedelta(seconds=10)  # so that a burst of changes is drawn once


@transaction.atomic
def roll_up_next(*, at: datetime, launch: Launch | None = None) -> Period | None:
    """Compute the period that waited longest; `None` when nothing is due or others compute it.

    Run twice or killed half-way it leaves the same facts, for they and the mark change together.
    """
    due = Period.objects.filter(due_at__lte=at, **({"launch": launch} if launch else {}))
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("launch")
    period = rows.order_by("due_at", "id").first()  # Uses index: period_due
    if period is not None:
        period.due_at = _ROLL_UP[PeriodGrain(period.grain)](period, at)
        period.save(update_fields=["due_at"])
    return period


def _roll_up_day(period: Period, at: datetime) -> None:
    """Count what came in and went out; a day without anything has no row."""
    launch = period.launch
    counts = day_counts(launch, period.starts_on, at=at)
    if any(counts.values()):
        values = {**counts, "computed_at": at}
        DayFact.objects.update_or_create(launch=launch, on=period.starts_on, defaults=values)
    else:
        DayFact.objects.filter(launch=launch, on=period.starts_on).delete()
    _mark_charts(period, at)


def _roll_up_week(period: Period, at: datetime) -> datetime | None:
    """Measure a week; says when to look again while time alone can change it."""
    week, launch = Week(period.starts_on), period.launch
    span = Span.week(launch, week, at=at)
    is_moving = _store(span)
    _mark_charts(period, at)
    if at < span.window.end + RECHECK_RUNNING:
        return at + RECHECK_RUNNING
    if week < last_week(launch, at=at):
        _begin_next(launch, week, at)
    return _next_midnight(launch, at) if is_moving else None


def _begin_next(launch: Launch, week: Week, at: datetime) -> None:
    """A quiet week has numbers too: its backlog."""
    following = week.plus(1)
    if not Period.objects.filter(launch=launch, grain=PeriodGrain.WEEK, starts_on=following.monday).exists():
        mark_weeks(launch, [following], at=at)


def _roll_up_to_date(period: Period, at: datetime) -> datetime | None:
    """Measure everything up to now; every midnight while hypercare runs."""
    is_moving = _store(Span.to_date(period.launch, at=at))
    is_running = at < period.launch.hypercare_ends_at
    return _next_midnight(period.launch, at) if is_moving or is_running else None


def _draw(period: Period, at: datetime) -> None:
    draw_charts(period.launch, Week(period.starts_on), at=at)


_ROLL_UP: Mapping[PeriodGrain, Callable[[Period, datetime], datetime | None]] = {
    PeriodGrain.DAY: _roll_up_day,
    PeriodGrain.WEEK: _roll_up_week,
    PeriodGrain.LAUNCH_TO_DATE: _roll_up_to_date,
    PeriodGrain.CHARTS: _draw,
}


def _store(span: Span) -> bool:
    """Upsert the span's facts; returns whether one of them moves on by itself."""
    measures = list(measures_of(span))
    KpiFact.objects.bulk_create(
        [_fact(span, measure) for measure in measures],
        update_conflicts=True,
        unique_fields=["launch", "grain", "starts_on", "slug"],
        update_fields=["value", "n", "low", "high", "detail", "formula_version", "computed_at"],
    )
    return any(measure.is_moving for measure in measures)


def _fact(span: Span, measure: Measure) -> KpiFact:
    return KpiFact(
        launch=span.launch,
        grain=span.grain,
        starts_on=span.starts_on,
        slug=measure.slug,
        value=measure.value,
        n=measure.n,
        low=measure.interval.low if measure.interval else None,
        high=measure.interval.high if measure.interval else None,
        detail=dict(measure.detail),
        formula_version=KPIS[measure.slug].version,
        computed_at=span.at,
    )


def _mark_charts(period: Period, at: datetime) -> None:
    """The charts of this week and of the later ones that show it."""
    first = Week.of_day(period.starts_on)
    shown = Period.objects.filter(
        launch=period.launch,
        grain=PeriodGrain.WEEK,
        starts_on__range=(first.monday, first.plus(WEEKS_SHOWN - 1).monday),
    )
    mondays = shown.values_list("starts_on", flat=True)
    mark(period.launch, PeriodGrain.CHARTS, mondays, due_at=at + CHARTS_DELAY)


def _next_midnight(launch: Launch, at: datetime) -> datetime:
    return start_of_day(day_of(at, launch.zone) + ONE_DAY, launch.zone)
