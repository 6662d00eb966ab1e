"""After a dump was restored into another server, which counts its transactions anew."""

from django.db import connection, transaction
from django.db.models import F, Max

from incidents.models import EventCursor, IncidentEvent

LOCK = "LOCK TABLE incidents_incidentevent IN SHARE ROW EXCLUSIVE MODE"
NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"


@transaction.atomic
def adopt_events() -> int:
    """Move the transactions of another server below those of this one, their order kept; how many events.

    Readers go by transaction: an event of this server must come after every one of the other. What was
    written here before it was noticed stays where it is, and so is read.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(NEXT)
        [following] = cursor.fetchone() or [0]
    foreign = IncidentEvent.objects.filter(tx__gte=following)  # Uses index: event_by_transaction
    events = foreign.aggregate(last=Max("pk"), highest=Max("tx"))
    readers = EventCursor.objects.filter(tx__gte=following).aggregate(last=Max("event_id"), highest=Max("tx"))
    highest = max(events["highest"] or 0, readers["highest"] or 0)
    if not highest:
        return 0
    last = max(events["last"] or 0, readers["last"] or 0)
    EventCursor.objects.update(tx=F("tx") - highest - 1)
    return IncidentEvent.objects.filter(pk__lte=last).update(tx=F("tx") - highest - 1)
