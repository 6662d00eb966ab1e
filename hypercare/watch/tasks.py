"""Background work of the watch."""

from celery import shared_task
from django.utils import timezone

from hypercare.watch import actions


@shared_task
def audit() -> None:
    """Find and repair what is late; when nothing was, say so to the outside."""
    if actions.audit(at=timezone.now()).is_clean:
        actions.send_heartbeat()
