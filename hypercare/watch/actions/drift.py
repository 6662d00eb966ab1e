"""What no sweep can see: rows that differ from what they are computed from. A small sample each time."""

from collections.abc import Iterator
from datetime import datetime

from dashboards.actions.periods import mark_days
from hypercare.watch.domain.duties import Cause, Late
from hypercare.watch.queries.drift import drifted_days, drifted_incidents
from incidents.models import Incident


def correct_drift(*, at: datetime) -> Iterator[Late]:
    """Mark what differs for recomputation, and say how much it was."""
    incidents = drifted_incidents(at=at)
    if incidents:
        Incident.objects.filter(pk__in=incidents).update(stale_since=at)
        yield Late("incidents.tasks.sweep_priorities", Cause.DRIFT, len(incidents))
    days = drifted_days(at=at)
    for launch, on in days:
        mark_days(launch, [on], at=at)
    if days:
        yield Late("dashboards.tasks.roll_up", Cause.DRIFT, len(days))
