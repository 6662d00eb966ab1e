"""How many reports each service of a running launch had lately."""

from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hypercare.launches.models import Service
from incidents.models import Incident

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def recent_reports(*, at: datetime) -> dict[int, tuple[int, int]]:
    """By service: the reports of the last 24 h, and those of the seven days before them."""
    day_ago = at - DAY
    services = Service.objects.filter(launch__hypercare_ends_at__gte=at)
    counted = services.annotate(
        last_day=_reports(after=day_ago, until=at), week=_reports(after=day_ago - WEEK, until=day_ago)
    )
    return {pk: (last_day, week) for pk, last_day, week in counted.values_list("pk", "last_day", "week")}


def _reports(*, after: datetime, until: datetime) -> Coalesce:
    """Asked service by service, so that nothing else is read. Uses index: incident_by_service."""
    rows = Incident.objects.filter(service=OuterRef("pk"), reported_at__gt=after, reported_at__lte=until)
    count = rows.order_by().values(of=F("service")).annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(count), 0)
