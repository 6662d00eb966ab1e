"""Telling people that a note names them."""

from datetime import datetime

from django.conf import settings

from hypercare.launches.queries import readers_of
from hypercare.notifications.actions import queue_messages
from hypercare.notifications.models import Audience, OutgoingMessage
from incidents.domain.mentions import mentioned
from incidents.models import Incident, Message


def tell_mentioned(incident: Incident, note: Message, *, at: datetime) -> None:
    """Queue one letter to each who is named, without a word of the note: it is read on its page."""
    if "@" not in note.body:
        return
    everybody = readers_of(incident.launch_id, besides=note.author_id)
    readers = {pk: user for pk, user in everybody.items() if incident.may_be_read_by(pk)}
    meant = mentioned(note.body, {pk: user.name for pk, user in readers.items()})
    author = note.author.name if note.author else "Hypercare"
    queue_messages(
        OutgoingMessage(
            key=f"mention:{note.pk}:{pk}",
            audience=Audience.STAFF,
            about=incident.key,
            to=readers[pk].email,
            subject=f"{incident.key}: {author} mentioned you",
            body=f"{incident}\n{author} mentioned you in an internal note.\n"
            f"{settings.BASE_URL}{incident.get_absolute_url()}",
            queued_at=at,
            not_before=at,
        )
        for pk in sorted(meant)
    )
