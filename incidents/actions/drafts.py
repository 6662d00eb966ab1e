"""Keeping what somebody writes until it is sent."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hypercare.accounts.models import User
from incidents.domain.drafts import KEPT_FOR, DraftKind
from incidents.models import Draft, Incident


def keep_draft(
    incident: Incident, *, kind: DraftKind, body: str, once: str, author: User, at: datetime
) -> None:
    """Keep the words in place of those before: one statement, and two more when they are the first.

    Words of a form that was sent, known by its key `once`, come late and are dropped.
    """
    mine = Draft.objects.filter(author=author, incident=incident, kind=kind)
    unsent = mine.filter(Q(sent_once="") | ~Q(sent_once=once))
    if unsent.update(body=body, saved_at=at) or not body:
        return
    Draft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()
    draft = Draft(author=author, incident=incident, kind=kind, body=body, saved_at=at)
    Draft.objects.bulk_create([draft], ignore_conflicts=True)


@transaction.atomic
def send_draft(
    deed: Callable[[], Incident], *, kind: DraftKind, once: str, author: User, at: datetime
) -> Incident:
    """Say the words and forget the draft of them, both or neither."""
    incident = deed()
    spent = Draft(author=author, incident=incident, kind=kind, body="", saved_at=at, sent_once=once)
    Draft.objects.bulk_create(
        [spent],
        update_conflicts=True,
        unique_fields=["author", "incident", "kind"],
        update_fields=["body", "saved_at", "sent_once"],
    )
    return incident
