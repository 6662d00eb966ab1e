"""Letters in the outbox."""

from datetime import datetime
from typing import Any

from hypercare.notifications.models import Audience, OutgoingMessage


def queue_letter(key: str, *, at: datetime, **columns: Any) -> OutgoingMessage:
    """One letter that may leave from `at` on."""
    return OutgoingMessage.objects.create(
        key=key,
        audience=Audience.REPORTER,
        about="L-1",
        to="rosa@desk.example",
        subject="Hello",
        body="Words.",
        queued_at=at,
        not_before=at,
        **columns,
    )
