"""Nothing is left half done: no lease, no mark, no open transaction."""

import time
from datetime import timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from dashboards.models import Period
from hypercare.intake.models import Outcome, RawItem
from hypercare.launches.models import Launch
from hypercare.notifications.models import OutgoingMessage
from incidents.models import Clock, EventCursor, Incident, IncidentEvent
from tests.chaos.checks.findings import Findings, Held
from tests.chaos.claims import Claims

SOON = timedelta(seconds=90)  # launch to date follows a minute after what it counts
SWEPT_WITHIN = timedelta(seconds=5)
LOOK_SECONDS = 5.0
STUCK = """
    SELECT pid, state, left(query, 80) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND state LIKE 'idle in transaction%%' AND state_change < now() - interval '5 seconds'
"""


def leases(held: Held) -> Findings:
    """Every row that says it needs work, and every transaction nobody ended."""
    found = Findings()
    for words, count in _waiting(held).items():
        found.look(f"{count} {words}", is_right=count == 0)
    for reader in EventCursor.objects.all():
        found.look(f"{reader.reader} has events to read", is_right=not _unread(reader))
    with connection.cursor() as cursor:
        cursor.execute(STUCK)
        stuck = cursor.fetchall()
    found.look(f"open transactions: {stuck}", is_right=not stuck)
    return found


def wait_for_quiet(launch_key: str, patience_seconds: float) -> str:
    """Wait until nothing is left; returns what still was when patience ended."""
    deadline = time.monotonic() + patience_seconds
    launch = Launch.objects.get(key=launch_key)
    while True:
        at = timezone.now()
        held = Held(launch, Claims(launch_key), swept_at=at - SWEPT_WITHIN, at=at)
        left = leases(held).wrong
        if not left or time.monotonic() > deadline:
            return "; ".join(left)
        time.sleep(LOOK_SECONDS)


def _waiting(held: Held) -> dict[str, int]:
    incidents = Incident.objects.filter(launch=held.launch)
    return {
        "items still being read": RawItem.objects.filter(launch=held.launch, outcome=Outcome.PENDING).count(),
        "incidents without a priority": incidents.filter(priority=None).count(),
        "stale incidents": incidents.exclude(stale_since=None).count(),
        "clocks past their instant": Clock.objects.due(held.swept_at).filter(launch=held.launch).count(),
        "incidents on an old calendar": incidents.filter(
            calendar_version__lt=F("launch__calendar_version")
        ).count(),
        "letters not sent": OutgoingMessage.objects.filter(sent_at=None, failed_at=None).count(),
        "numbers to be computed": Period.objects.filter(
            launch=held.launch, due_at__lte=held.at + SOON
        ).count(),
    }


def _unread(reader: EventCursor) -> bool:
    newest = IncidentEvent.objects.order_by("-tx", "-id").values_list("tx", "id").first()
    return newest is not None and newest > (reader.tx, reader.event_id)
