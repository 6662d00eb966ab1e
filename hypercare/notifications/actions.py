"""Queueing and sending what leaves the house."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from hypercare.notifications.models import Audience, OutgoingMessage

logger = logging.getLogger(__name__)

BATCH_SIZE = 20
MAX_ATTEMPTS = 8
TIMEOUT_SECONDS = 10
SUBJECT_LENGTH = 200
LEASE = timedelta(minutes=5)  # longer than a whole batch of timeouts


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
        subject=_one_line(subject),
        body=body,
        queued_at=at,
        not_before=not_before or at,
    )
    queue_messages([message])


def queue_secret(key: str, *, about: str, to: str, subject: str, body: str, at: datetime) -> None:
    """Put a mail into the outbox whose reader may act: its words go as soon as it is sent or given up."""
    message = OutgoingMessage(
        key=key,
        audience=Audience.STAFF,
        about=about,
        to=to,
        subject=_one_line(subject),
        body=body,
        is_secret=True,
        queued_at=at,
        not_before=at,
    )
    queue_messages([message])


def _one_line(subject: str) -> str:
    """A subject as it may stand in a header: a line end would begin a header of its own."""
    return " ".join(subject.split())[:SUBJECT_LENGTH]


def queue_messages(messages: Iterable[OutgoingMessage]) -> None:
    """Put mails into the outbox, in one statement; what has a known key is left out."""
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)


def withdraw_messages(key_prefix: str) -> None:
    """Take mails that nobody has tried to send yet out of the outbox. Uses index: the unique key's."""
    untried = OutgoingMessage.objects.waiting().filter(attempt_count=0)
    untried.filter(key__startswith=key_prefix).delete()


def send_due_messages(*, at: datetime) -> int:
    """Send one batch of due messages and return how many were tried. Failures wait longer each time.

    No transaction is open while a server is talked to. A worker killed between sending and noting it
    sends that message again after `LEASE`, under the same Message-ID.
    """
    batch = _claim(at=at)
    connection = get_connection(timeout=TIMEOUT_SECONDS)
    for message in batch:
        _send(message, connection, at=at)
    return len(batch)


@transaction.atomic
def _claim(*, at: datetime) -> list[OutgoingMessage]:
    """Take a batch for this worker: to everybody else it is not due until the lease is over."""
    due = OutgoingMessage.objects.due(at).select_for_update(skip_locked=True).order_by("not_before")
    batch = list(due[:BATCH_SIZE])  # Uses index: outgoing_due
    for message in batch:
        message.attempt_count += 1
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in batch]).update(
        attempt_count=F("attempt_count") + 1, not_before=at + LEASE
    )
    return batch


def _send(message: OutgoingMessage, connection: BaseEmailBackend, *, at: datetime) -> None:
    try:
        _mail(message, connection).send()
        message.sent_at, message.error = at, ""
    except Exception as error:
        logger.exception("message %s was not sent", message.pk)
        message.error = str(error)[:300]
        message.not_before = at + timedelta(minutes=2**message.attempt_count)
        message.failed_at = at if message.attempt_count >= MAX_ATTEMPTS else None
    if message.is_secret and (message.sent_at or message.failed_at):
        message.body = ""
    message.save(update_fields=["sent_at", "failed_at", "error", "not_before", "body"])


def _mail(message: OutgoingMessage, connection: BaseEmailBackend) -> EmailMessage:
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": f"<{digest}@{host}>"}
    sender = settings.DEFAULT_FROM_EMAIL
    return EmailMessage(
        message.subject, message.body, sender, [message.to], connection=connection, headers=headers
    )
