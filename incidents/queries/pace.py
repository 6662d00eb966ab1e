"""How soon what is open clears, for the queue's head."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Q

from hypercare.launches.calendars import calendar_for
from hypercare.launches.models import Launch
from incidents.domain.clearing import business_days_before, days_to_clear
from incidents.domain.lifecycle import AT_REST_STATES
from incidents.models import Incident
from incidents.queries.head import CountAll

KEPT_SECONDS = 60
ONE_DAY = timedelta(days=1)


def present_pace(launch: Launch, *, at: datetime) -> float | None:
    """Business days until no disturbance is open, `None` when they do not shrink; kept for a minute."""
    name = f"pace:{launch.pk}:{launch.calendar_version}"
    kept = cache.get(name)
    if isinstance(kept, tuple):
        return float(kept[0]) if kept[0] is not None else None
    days = _days_to_clear(launch, at)
    cache.set(name, (days,), KEPT_SECONDS)
    return days


def _days_to_clear(launch: Launch, at: datetime) -> float | None:
    """In one query: what is open, and what came in and went out on the last complete business days."""
    days = business_days_before(at.astimezone(launch.zone).date(), calendar_for(launch))
    everything = Incident.objects.filter(launch=launch).fires()
    at_rest = everything.filter(state__in=sorted(AT_REST_STATES))
    counts = {
        "backlog": CountAll(everything.open()),
        "came": CountAll(everything.filter(_within("reported_at", days, launch))),
        "resolved": CountAll(at_rest.filter(_within("resolved_at", days, launch), declined_at=None)),
        "declined": CountAll(at_rest.filter(_within("declined_at", days, launch))),
    }
    [found] = Launch.objects.filter(pk=launch.pk).annotate(**counts).values(*counts)
    net = found["resolved"] + found["declined"] - found["came"]
    return days_to_clear(found["backlog"], net, len(days))


def _within(column: str, days: Sequence[date], launch: Launch) -> Q:
    """On one of the days where the launch is; the stretch around them bounds the walk along the index."""
    if not days:
        return Q(**{f"{column}__isnull": True, "pk__lt": 0})
    starts = {day: datetime.combine(day, time(), tzinfo=launch.zone) for day in days}
    ends = {day: datetime.combine(day + ONE_DAY, time(), tzinfo=launch.zone) for day in days}
    found = Q()
    for day in days:
        found |= Q(**{f"{column}__gte": starts[day], f"{column}__lt": ends[day]})
    return found & Q(**{f"{column}__gte": starts[min(days)], f"{column}__lt": ends[max(days)]})
