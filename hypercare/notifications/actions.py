"""Queueing and sending what leaves the house."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from hypercare.notifications.models import Audience, OutgoingMessage

BATCH_SIZE = 50
MAX_ATTEMPTS = 8


def queue_message(
    key: str,
    *,
    audience: Audience,
    about: str,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    not_before: datetime | None = None,
) -> None:
    """Put one mail into the outbox; a second call with the same `key` changes nothing."""
    message = OutgoingMessage(
        key=key,
        audience=audience,
        about=about,
        to=to,
        subject=subject[:200],
        body=body,
        queued_at=at,
        not_before=not_before or at,
    )
    OutgoingMessage.objects.bulk_create([message], ignore_conflicts=True)


@transaction.atomic
def send_due_messages(*, at: datetime) -> int:
    """Send one batch of due messages and return how many were tried. Failures wait longer each time."""
    due = OutgoingMessage.objects.due(at).select_for_update(skip_locked=True).order_by("not_before")
    batch = list(due[:BATCH_SIZE])
    for message in batch:
        _send(message, at=at)
    return len(batch)


def _send(message: OutgoingMessage, *, at: datetime) -> None:
    mail = EmailMessage(
        message.subject,
        message.body,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attempt_count += 1
    try:
        mail.send()
        message.sent_at = at
    except OSError as error:
        message.error = str(error)[:300]
        message.not_before = at + timedelta(minutes=2**message.attempt_count)
        message.failed_at = at if message.attempt_count >= MAX_ATTEMPTS else None
    message.save(update_fields=["attempt_count", "sent_at", "failed_at", "error", "not_before"])
