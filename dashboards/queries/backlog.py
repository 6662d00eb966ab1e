"""What is open, how old it is, and how soon it clears."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, DateTimeField, Q, Value
from django.db.models.functions import Coalesce

from dashboards.domain.periods import ONE_DAY, Grain, day_of, start_of_day
from dashboards.domain.statistics import AGE_BUCKETS
from dashboards.models import OpenSpell
from dashboards.queries import cohorts
from dashboards.queries.aggregates import Hours, PercentileCont
from dashboards.queries.cohorts import Span
from dashboards.queries.measure import Measure
from hypercare.launches.calendars import calendar_for
from hypercare.launches.models import Launch
from incidents.domain.clearing import business_days_before as days_before
from incidents.domain.clearing import days_to_clear


def measure_backlog(span: Span) -> Iterator[Measure]:
    """Open at the end with ages, and what came in and went out on the way."""
    inflow, outflow = cohorts.came_in(span).count(), cohorts.went_out(span).count()
    if span.grain is Grain.WEEK:
        yield _open_at_end(span)
    yield Measure("inflow", inflow, inflow)
    yield Measure("outflow", outflow, outflow)


def _open_at_end(span: Span) -> Measure:
    """How many are open, how old they are (hours; buckets in days), and in how many days they clear."""
    until = Value(span.window.until, output_field=DateTimeField())
    since = Coalesce("incident__fire_since", "incident__reported_at")
    age = Hours.between(since, until)
    buckets = {
        f"bucket{n}": Count("pk", filter=Q(age__gte=24 * low, age__lt=24 * high))
        for n, (_, low, high) in enumerate(AGE_BUCKETS)
    }
    found = (
        cohorts.open_at_end(span)
        .annotate(age=age)
        .aggregate(n=Count("pk"), p50=PercentileCont("age", 0.5), p90=PercentileCont("age", 0.9), **buckets)
    )
    days = business_days_before(span)
    net = net_outflow(span.launch, days)
    detail = {
        "age_p50_hours": found["p50"],
        "age_p90_hours": found["p90"],
        "ages_days": {label: found[f"bucket{n}"] for n, (label, _, _) in enumerate(AGE_BUCKETS)},
        "days_to_clear": days_to_clear(found["n"], net, len(days)),
    }
    return Measure("backlog", found["n"], found["n"], detail=detail)


def business_days_before(span: Span) -> Sequence[date]:
    """The last complete days with support hours, newest first."""
    return days_before(day_of(span.window.until, span.launch.zone), calendar_for(span.launch))


def net_outflow(launch: Launch, days: Sequence[date]) -> int:
    """How many more went out than came in on those days."""
    if not days:
        return 0
    came, went = Q(), Q()
    for day in days:
        start, end = start_of_day(day, launch.zone), start_of_day(day + ONE_DAY, launch.zone)
        came |= Q(starts_at__gte=start, starts_at__lt=end)
        went |= Q(ends_at__gte=start, ends_at__lt=end)
    spells = OpenSpell.objects.filter(launch=launch)
    return spells.filter(went).count() - spells.filter(came).count()
