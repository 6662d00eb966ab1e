"""Samples of rows compared with what they are computed from; the place of the sample moves on with time."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from dashboards.models import DayFact
from dashboards.queries.days import is_day_as_counted
from hypercare.launches.models import Launch
from incidents.models import Incident
from incidents.queries.verification import differences_in, histories_after

SAMPLE_SIZE = 20
AUDIT_SECONDS = 30


def drifted_incidents(*, at: datetime) -> list[int]:
    """Incidents of the present sample whose row or clocks are not what their events say."""
    newest = Incident.objects.aggregate(newest=Max("pk"))["newest"] or 0
    after = _place(at, SAMPLE_SIZE, newest)
    incidents = Incident.objects.select_related("launch").order_by("pk")
    histories = histories_after(incidents, after, limit=SAMPLE_SIZE)
    return [each.incident.pk for each in histories if any(differences_in(each, at=at))]


def drifted_days(*, at: datetime) -> list[tuple[Launch, date]]:
    """The present day of the sample, if its counts are not what is counted now."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        newest = DayFact.objects.aggregate(newest=Max("pk"))["newest"] or 0
        facts = DayFact.objects.select_related("launch").order_by("pk")
        fact = facts.filter(pk__gt=_place(at, 1, newest)).first()
        return [(fact.launch, fact.on)] if fact and not is_day_as_counted(fact) else []


def _place(at: datetime, step: int, end: int) -> int:
    """Where the sample begins: one step further each round, and round again after the end."""
    return int(at.timestamp()) // AUDIT_SECONDS * step % end if end else 0
