"""Reading events after they happened, each once, in an order that loses none that commit late."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField, F, Func, QuerySet, TextField
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.functions import Cast
from django.db.models.lookups import LessThan

from incidents.models import EventCursor, IncidentEvent

BATCH_SIZE = 1000
Handler = Callable[[Sequence[IncidentEvent], datetime], None]


class RestoredElsewhereError(RuntimeError):
    """Events carry transactions this server has not come to: they were restored from another."""

    def __init__(self) -> None:
        super().__init__("These events come from another server: run `manage.py adopt_events`.")


@transaction.atomic
def follow_events(reader: str, handle: Handler, *, at: datetime) -> int:
    """Hand the next batch of events to `handle` and move the reader's cursor, in one transaction.

    Only events of transactions older than every one still running are read, so an event that commits
    late is never skipped. Returns how many events were handled; 0 also while another worker reads.
    Raises `RestoredElsewhereError`, for otherwise it would never come to any event of this server.
    """
    EventCursor.objects.get_or_create(reader=reader)
    places = EventCursor.objects.annotate(is_here=LessThan(F("tx"), _next_transaction()))
    cursor = places.select_for_update(skip_locked=True).filter(reader=reader).first()
    if cursor is None:
        return 0
    if not cursor.is_here:
        raise RestoredElsewhereError
    unread = _after(cursor).filter(tx__lt=_oldest_running_transaction())
    events = list(unread.select_related("incident__launch", "launch")[:BATCH_SIZE])
    if events:
        handle(events, at)
        cursor.tx, cursor.event_id = events[-1].tx, events[-1].pk
        cursor.save(update_fields=["tx", "event_id"])
    return len(events)


def unread_by(reader: str) -> QuerySet[IncidentEvent]:
    """The events a reader has still to come to, in its order; those of running transactions among them."""
    return _after(EventCursor.objects.filter(reader=reader).first() or EventCursor(reader=reader))


def _after(cursor: EventCursor) -> QuerySet[IncidentEvent]:
    # Compared as one: a batch from the midst of a huge transaction does not read its beginning again.
    behind = TupleGreaterThan(Tuple(F("tx"), F("id")), (cursor.tx, cursor.event_id))
    return IncidentEvent.objects.filter(behind).order_by("tx", "id")  # Uses index: event_by_transaction


def _oldest_running_transaction() -> Cast:
    return _of_snapshot("pg_snapshot_xmin")


def _next_transaction() -> Cast:
    return _of_snapshot("pg_snapshot_xmax")


def _of_snapshot(name: str) -> Cast:
    edge = Func(Func(function="pg_current_snapshot"), function=name)
    return Cast(Cast(edge, TextField()), BigIntegerField())
