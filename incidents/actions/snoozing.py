"""Putting a new incident aside, and bringing it back."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from hypercare.lib.errors import DomainError
from incidents.actions.story import Actor, Story
from incidents.domain.history import EventKind
from incidents.domain.lifecycle import State
from incidents.domain.snooze import WokenBy, check_snooze
from incidents.models import Incident


@transaction.atomic
def snooze_incident(incident: Incident, *, until: datetime, actor: Actor, at: datetime) -> Incident:
    """Hide a new incident from the inbox until an instant; every clock runs on. `DomainError` by field."""
    story = Story.open(incident, at=at)
    if story.state.state is not State.NEW:
        raise DomainError("Only what is new can be snoozed; what is in work can wait.", field="state")
    check_snooze(until, at=at, ends_at=story.incident.launch.hypercare_ends_at)
    if story.state.snoozed_until == until:
        return story.incident
    story.append(EventKind.SNOOZED, actor=actor, at=at, until=until.astimezone(UTC).isoformat())
    return story.save(at=at)


@transaction.atomic
def wake_incident(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Bring it back into the inbox before its time."""
    story = Story.open(incident, at=at)
    if story.state.snoozed_until is None:
        raise DomainError("It is not snoozed.", field="state")
    story.wake(WokenBy.PERSON, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def end_snooze(incident: Incident, *, at: datetime) -> Incident:
    """Bring it back at the very instant it was snoozed until, once that has come."""
    story = Story.open(incident, at=at)
    until = story.state.snoozed_until
    if until is None or until > at:
        return story.incident
    story.wake(WokenBy.TIME, actor=Actor.bot(), at=until)
    return story.save(at=at)


def wake_for_clocks(incidents: Iterable[Incident], *, at: datetime) -> None:
    """Bring back what a warning or a breach has just been recorded of, in the caller's transaction."""
    for incident in incidents:
        story = Story.open(incident, at=at)
        story.wake(WokenBy.CLOCK, actor=Actor.bot(), at=at)
        story.save(at=at)
