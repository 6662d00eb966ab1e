"""Words at the end of a shift."""

from datetime import datetime

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.domain.handover import KEPT_FOR, LENGTH
from incidents.models import HandoverNote


@transaction.atomic
def hand_over(launch: Launch, *, body: str, author: User, at: datetime) -> HandoverNote:
    """Leave a note for whoever starts next, and forget the old ones.

    Raises `DomainError` on field `body` when there are no words, or too many.
    """
    words = body.strip()
    if not words:
        raise DomainError("Write something first.", field="body")
    if len(words) > LENGTH:
        raise DomainError(f"A hand-over note has at most {LENGTH} characters.", field="body")
    HandoverNote.objects.filter(launch=launch, written_at__lt=at - KEPT_FOR).delete()
    note = HandoverNote.objects.create(launch=launch, author=author, body=words, written_at=at)
    announce_change(launch.pk)
    return note
