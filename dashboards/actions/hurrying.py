"""Not waiting for the delays that spare the workers."""

from datetime import datetime

from dashboards.models import Period, PeriodGrain
from hypercare.launches.models import Launch

NUMBERS = (PeriodGrain.DAY, PeriodGrain.WEEK, PeriodGrain.LAUNCH_TO_DATE)
CHARTS = (PeriodGrain.CHARTS,)


def is_due(launch: Launch, *, at: datetime) -> bool:
    """Whether something of the launch waits to be computed, or is being computed."""
    return Period.objects.filter(launch=launch, due_at__lte=at).exists()


def hurry(launch: Launch, *grains: PeriodGrain, at: datetime) -> int:
    """Make what will be due some day due now; returns how many periods that are."""
    waiting = Period.objects.filter(launch=launch, grain__in=grains, due_at__isnull=False)
    return waiting.update(due_at=at)
