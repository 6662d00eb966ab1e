"""Background work of the outbox."""

from celery import shared_task
from django.utils import timezone

from hypercare.notifications.actions import send_due_messages as send


@shared_task
def send_due_messages() -> None:
    """Send what may leave now, batch after batch."""
    while send(at=timezone.now()):
        pass
