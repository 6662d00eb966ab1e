"""The rows the charts of a week are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from dashboards.domain.periods import ONE_DAY, Week
from dashboards.models import DayFact, KpiFact, PeriodGrain
from hypercare.launches.models import Launch

DAYS_SHOWN = 28
WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Day:
    """One day's flow, and what was open at its end."""

    on: date
    reported: int
    came_in: int
    went_out: int
    open_at_end: int


@dataclass(frozen=True, slots=True)
class WeekOfTimes:
    """How long what was resolved in one week took, in hours."""

    week: Week
    n: int
    median: float | None
    p90: float | None


def days_up_to(launch: Launch, last: date) -> Sequence[Day]:
    """The last four weeks of days; quiet days are there as zeros. Starts at the launch's first day."""
    facts = DayFact.objects.filter(launch=launch, on__lte=last)
    shown_from = last - (DAYS_SHOWN - 1) * ONE_DAY
    by_day = {fact.on: fact for fact in facts.filter(on__gte=shown_from)}
    net = F("reported_count") + F("reopened_count") - F("ended_count")
    before = facts.filter(on__lt=shown_from).aggregate(net=Sum(net))["net"]
    is_open = before or 0
    first = shown_from if before is not None else min(by_day, default=last)
    days = []
    for n in range((last - first).days + 1):
        fact = by_day.get(first + n * ONE_DAY)
        came_in = fact.reported_count + fact.reopened_count if fact else 0
        went_out = fact.ended_count if fact else 0
        is_open += came_in - went_out
        days.append(Day(first + n * ONE_DAY, fact.reported_count if fact else 0, came_in, went_out, is_open))
    return days


def weeks_up_to(launch: Launch, last: Week) -> Sequence[WeekOfTimes]:
    """The last twelve weeks' times to resolve."""
    facts = KpiFact.objects.filter(
        launch=launch,
        grain=PeriodGrain.WEEK,
        starts_on__range=(last.plus(1 - WEEKS_SHOWN).monday, last.monday),
        slug__in=["time_to_resolve", "time_to_resolve_p90"],
    )
    values = {(fact.starts_on, fact.slug): fact for fact in facts}
    return [
        WeekOfTimes(
            Week(monday),
            values[monday, "time_to_resolve"].n,
            values[monday, "time_to_resolve"].value,
            values[monday, "time_to_resolve_p90"].value,
        )
        for monday in sorted({monday for monday, _ in values})
    ]
