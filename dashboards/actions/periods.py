"""Saying that a period has to be computed anew."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, ONE_DAY, Week
from dashboards.models import DayFact, Period, PeriodGrain
from hypercare.launches.models import Launch

# A week reads all that happened in it, launch to date every incident: they follow once for many marks.
WEEK_DELAY, TO_DATE_DELAY = timedelta(seconds=10), timedelta(seconds=60)
MARK = """
    INSERT INTO dashboards_period (launch_id, grain, starts_on, due_at)
    SELECT %(launch)s, %(grain)s, starts_on, %(due_at)s
    FROM unnest(%(days)s::date[]) AS starts_on ORDER BY starts_on
    ON CONFLICT (launch_id, grain, starts_on) DO UPDATE SET due_at = EXCLUDED.due_at
    WHERE dashboards_period.due_at IS NULL OR dashboards_period.due_at > EXCLUDED.due_at
"""


def mark(launch: Launch, grain: PeriodGrain, days: Iterable[date], *, due_at: datetime) -> None:
    """Have these periods computed from `due_at` on, or earlier where that was asked for already.

    A period being computed right now is waited for and then computed again: its reads may be older.
    """
    wanted = sorted(set(days))
    if wanted:
        what: Mapping[str, Any] = {"launch": launch.pk, "grain": grain.value, "days": wanted}
        with connection.cursor() as cursor:
            cursor.execute(MARK, {**what, "due_at": due_at})


def mark_days(launch: Launch, days: Iterable[date], *, at: datetime) -> None:
    """Local days whose counts changed."""
    mark(launch, PeriodGrain.DAY, days, due_at=at)


def mark_weeks(launch: Launch, weeks: Iterable[Week], *, at: datetime) -> None:
    """Weeks whose numbers changed, with the gap since the last known week, and launch to date."""
    horizon = Week.of(at, launch.zone)
    reached = [week for week in weeks if week <= horizon]
    if not reached:
        return
    last = known_weeks(launch)[1]
    gap = last.plus(1).through(max(reached)) if last else min(reached).through(max(reached))
    mondays = [week.monday for week in (*reached, *gap)]
    mark(launch, PeriodGrain.WEEK, mondays, due_at=at + WEEK_DELAY)
    mark(launch, PeriodGrain.LAUNCH_TO_DATE, [LAUNCH_TO_DATE_STARTS_ON], due_at=at + TO_DATE_DELAY)


def last_week(launch: Launch, *, at: datetime) -> Week:
    """Up to where weeks are kept without anything happening: now, or the end of hypercare."""
    return Week.of(min(at, launch.hypercare_ends_at), launch.zone)


def known_weeks(launch: Launch) -> tuple[Week, Week] | tuple[None, None]:
    """The first and the last week with numbers."""
    weeks = Period.objects.filter(launch=launch, grain=PeriodGrain.WEEK)
    found = weeks.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    if found["first"] is None:
        return None, None
    return Week(found["first"]), Week(found["last"])


def known_days(launch: Launch) -> list[date]:
    """From the day before the first day with counts to the day after the last."""
    found = DayFact.objects.filter(launch=launch).aggregate(first=Min("on"), last=Max("on"))
    if found["first"] is None:
        return []
    count = (found["last"] - found["first"]).days + 3
    return [found["first"] + n * ONE_DAY for n in range(-1, count - 1)]
