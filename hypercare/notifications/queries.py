"""What the development outbox shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from hypercare.notifications.models import OutgoingMessage

PAGE_SIZE = 50
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message of the list."""

    path: str
    to: str
    subject: str
    about: str
    queued_at: datetime
    standing: str


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """One page of messages, newest first; `next_id` continues after its last row."""

    rows: tuple[OutboxRow, ...]
    next_id: int | None


def outbox_page(launch_key: str, *, besides: Sequence[str] = (), before: int | None = None) -> OutboxPage:
    """The messages of one launch, newest first, `PAGE_SIZE` at a time."""
    messages = messages_of(launch_key, besides=besides).order_by("-pk")
    messages = messages.filter(pk__lt=before) if before else messages
    found = list(messages[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return OutboxPage(tuple(_row(each) for each in shown), shown[-1].pk if len(found) > PAGE_SIZE else None)


def messages_of(launch_key: str, *, besides: Sequence[str] = ()) -> QuerySet[OutgoingMessage]:
    """What a launch sent: `about` begins with its key, which holds no hyphen or blank. No secret ones.

    Nor any about `besides`, incidents by their keys.
    """
    mine = Q(about__startswith=f"{launch_key}-") | Q(about__startswith=f"{launch_key} ")
    return OutgoingMessage.objects.filter(mine, is_secret=False).exclude(about__in=besides)


def standing_of(message: OutgoingMessage) -> str:
    """Sent, given up, or waiting, in words."""
    if message.sent_at:
        return "Sent"
    if message.failed_at:
        return "Given up"
    return "Trying again" if message.attempt_count else "Waiting to be sent"


def words_and_links(body: str) -> list[tuple[str, bool]]:
    """The body cut into stretches, each with whether it is a link."""
    stretches, last = [], 0
    for found in _LINK.finditer(body):
        stretches += [(body[last : found.start()], False), (found[0], True)]
        last = found.end()
    return [*stretches, (body[last:], False)]


def _row(message: OutgoingMessage) -> OutboxRow:
    return OutboxRow(
        path=reverse("notifications:message", args=[message.pk]),
        to=message.to,
        subject=message.subject,
        about=message.about,
        queued_at=message.queued_at,
        standing=standing_of(message),
    )
