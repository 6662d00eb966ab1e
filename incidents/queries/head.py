"""The queue's head line and the counts of its views, exact up to a limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.core.cache import cache
from django.db.models import IntegerField, QuerySet, Subquery

from hypercare.launches.live import live_version
from hypercare.launches.models import Launch
from incidents.models import Incident
from incidents.models.incident import DUE_ORDER, IncidentQuerySet
from incidents.queries.paging import Sort, ordered

COUNT_UPTO = 999
KEPT_SECONDS = 10


class CountAll(Subquery):
    """How many rows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Incident], *, most: int | None = None) -> None:
        super().__init__(rows.order_by().values("pk")[:most])


class CountUpTo(CountAll):
    """How many rows, counted no further than one past the limit."""

    def __init__(self, rows: QuerySet[Incident]) -> None:
        super().__init__(rows, most=COUNT_UPTO + 1)


@dataclass(frozen=True, slots=True)
class QueueHead:
    """Counts up to `COUNT_UPTO` (one more means "more than"), and the promise that breaks next."""

    open_count: int
    inbox_count: int
    mine_count: int
    unassigned_count: int
    breached_count: int
    major_count: int
    in_today_count: int
    out_today_count: int
    next_breach: tuple[str, datetime] | None


def queue_head(launch: Launch, *, user_id: int, at: datetime) -> QueueHead:
    """The head as of the launch's last visible change, at most `KEPT_SECONDS` old."""
    name = f"queue-head:{launch.pk}:{user_id}:{live_version(launch.pk)}"
    kept = cache.get(name)
    if isinstance(kept, QueueHead):
        return kept
    head = _count(launch, user_id=user_id, at=at)
    cache.set(name, head, KEPT_SECONDS)
    return head


def _count(launch: Launch, *, user_id: int, at: datetime) -> QueueHead:
    counts = {name: CountUpTo(rows) for name, rows in _sets(launch, user_id, at).items()}
    counted = Launch.objects.filter(pk=launch.pk).annotate(**counts).values(*counts)
    return QueueHead(**counted[0], next_breach=_next_breach(launch, at))


def _sets(launch: Launch, user_id: int, at: datetime) -> Mapping[str, IncidentQuerySet]:
    """Whom each count counts."""
    everything = Incident.objects.filter(launch=launch)
    is_open, midnight = everything.open(), local_midnight(launch, at)
    return {
        "open_count": is_open,
        "inbox_count": everything.in_inbox(at),
        "mine_count": is_open.filter(assignee=user_id),
        "unassigned_count": is_open.filter(assignee=None),
        "breached_count": is_open.alias(due=DUE_ORDER).filter(due__lt=at),
        "major_count": everything.filter(major_since__isnull=False),
        "in_today_count": everything.filter(reported_at__gte=midnight),
        "out_today_count": everything.filter(resolved_at__gte=midnight),
    }


def _next_breach(launch: Launch, at: datetime) -> tuple[str, datetime] | None:
    """The key and due instant of the open promise that runs out first."""
    running = Incident.objects.filter(launch=launch).open().alias(due=DUE_ORDER).filter(due__gte=at)
    first = ordered(running, Sort.DUE).values_list("number", "next_due_at").first()
    return (f"{launch.key}-{first[0]}", first[1]) if first and first[1] else None


def local_midnight(launch: Launch, at: datetime) -> datetime:
    """When today began where the launch is."""
    local = at.astimezone(launch.zone)
    return datetime.combine(local.date(), time(), tzinfo=launch.zone)


def count_words(count: int) -> str:
    """Exact up to the limit, then "999+"."""
    return f"{COUNT_UPTO}+" if count > COUNT_UPTO else str(count)
