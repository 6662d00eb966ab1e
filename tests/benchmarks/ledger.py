"""What came in and what waits, asked inside a process of one data set."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from hypercare.intake.models import Outcome, RawItem
from hypercare.launches.models import Launch
from hypercare.watch.models import Finding
from hypercare.watch.queries.due_work import works


def waiting_work() -> dict[str, int]:
    """How much of what is waiting to be done, by the task that does it."""
    return {work.task: work.waiting_count for work in works(at=timezone.now()) if work.waiting_count}


def form_key(key: str) -> str:
    """The address of a launch's form."""
    return Launch.objects.get(key=key).form_key


def received_since(since: datetime) -> dict[str, int]:
    """What came in, how much of it is an incident, and what the auditor found late."""
    items = RawItem.objects.filter(received_at__gte=since)
    counts = items.aggregate(received=Count("pk"), created=Count("pk", filter=Q(outcome=Outcome.CREATED)))
    return {**counts, "findings": Finding.objects.filter(last_seen_at__gte=since).count()}
