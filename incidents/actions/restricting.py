"""Keeping the content of an incident to named people: security, personal data, an unsafe answer."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission, Role, role_may
from hypercare.intake.actions import hide_words
from hypercare.launches.models import Membership
from hypercare.lib.errors import DomainError
from incidents.actions.story import Actor, Story
from incidents.domain.history import EventKind
from incidents.models import Incident

READING_ROLES = [role.value for role in Role if role_may(role, Permission.SEE_INCIDENTS)]
READERS_AT_MOST = 50


@transaction.atomic
def restrict_incident(
    incident: Incident, *, readers: Collection[User], actor: Actor, at: datetime
) -> Incident:
    """Let only these people of the launch see its content; whoever has it and whoever says so are among them.

    The list takes the place of an earlier one. It counts in every total as before.
    """
    story = Story.open(incident, at=at)
    always = {each for each in (actor.user_id, story.state.assignee_id) if each is not None}
    reader_ids = sorted({each.pk for each in readers} | always)
    _check_readers(story.incident, reader_ids)
    if story.state.reader_ids == reader_ids:
        return story.incident
    story.append(EventKind.RESTRICTED, actor=actor, at=at, reader_ids=reader_ids)
    hide_words(story.incident.launch_id, story.incident.key, is_hidden=True)
    return story.save(at=at)


@transaction.atomic
def open_to_all(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Let everybody who reads incidents see it again."""
    story = Story.open(incident, at=at)
    if story.state.reader_ids is None:
        raise DomainError("It is not restricted.", field="readers")
    story.append(EventKind.OPENED_TO_ALL, actor=actor, at=at)
    hide_words(story.incident.launch_id, story.incident.key, is_hidden=False)
    return story.save(at=at)


def _check_readers(incident: Incident, reader_ids: Collection[int]) -> None:
    if len(reader_ids) > READERS_AT_MOST:
        raise DomainError(f"At most {READERS_AT_MOST} people; restricted means few.", field="readers")
    members = Membership.objects.filter(
        launch=incident.launch_id, user__in=reader_ids, role__in=READING_ROLES
    )
    if members.count() < len(reader_ids):
        raise DomainError("Only people of this launch who may read incidents can be named.", field="readers")
