"""What the last shifts left in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hypercare.launches.models import Membership
from incidents.domain.handover import is_for_me, readable_since
from incidents.models import HandoverNote

NOTES_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Notes from the newest on: those a person has not seen, and the others of the last days."""

    unseen: Sequence[HandoverNote]
    seen: Sequence[HandoverNote]


def handed_over(membership: Membership, *, left_at: datetime | None, at: datetime) -> HandedOver:
    """The notes of a launch for somebody who left then. Uses index: handover_by_time."""
    since = readable_since(left_at, at=at)
    notes = HandoverNote.objects.filter(launch=membership.launch_id, written_at__gte=since)
    found = list(notes.select_related("author")[:NOTES_AT_MOST])
    user_id = membership.user_id
    unseen = [
        note
        for note in found
        if is_for_me(written_at=note.written_at, is_mine=note.author_id == user_id, left_at=left_at)
    ]
    return HandedOver(unseen, [note for note in found if note not in unseen])
