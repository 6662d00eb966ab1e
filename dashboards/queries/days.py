"""How much came in and went out on one local day, counted from the rows."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from dashboards.domain.periods import Grain, window_of
from dashboards.domain.spells import Began
from dashboards.models import DayFact, OpenSpell, Period, PeriodGrain
from hypercare.launches.models import Launch
from incidents.models import Incident
from incidents.models.incident import NOT_DISTURBANCE_VALUES

OF_SPELLS = ("reported_count", "reopened_count", "ended_count")


def day_counts(launch: Launch, on: date, *, at: datetime) -> dict[str, int]:
    """Each count of a day. Uses index: spell_by_start, spell_by_end, incident_by_reported."""
    window = window_of(Grain.DAY, on, zone=launch.zone, at=at)
    bounds = (window.start, window.end - timedelta.resolution)
    spells, incidents = OpenSpell.objects.filter(launch=launch), Incident.objects.filter(launch=launch)
    came = spells.filter(starts_at__range=bounds).aggregate(
        reported_count=Count("pk", filter=Q(began_by=Began.REPORTED)),
        reopened_count=Count("pk", filter=Q(began_by=Began.REOPENED)),
    )
    apart = incidents.filter(reported_at__range=bounds, nature__in=NOT_DISTURBANCE_VALUES)
    went = spells.filter(ends_at__range=bounds)
    return {**came, "ended_count": went.count(), "apart_count": apart.count()}


def is_day_as_counted(fact: DayFact) -> bool:
    """Whether a day's kept counts equal those of its spells now; a day marked dirty is not judged.

    Ask it in one snapshot: spells and marks change together.
    """
    days = Period.objects.filter(launch=fact.launch, grain=PeriodGrain.DAY, starts_on=fact.on)
    if days.exclude(due_at=None).exists():
        return True
    counts = day_counts(fact.launch, fact.on, at=fact.computed_at)
    return all(counts[name] == getattr(fact, name) for name in OF_SPELLS)
