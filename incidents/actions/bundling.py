"""Tying a report to the incident it is one more sign of, untying it, and answering all at once."""

from datetime import UTC, datetime
from functools import partial

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.lib.errors import DomainError
from incidents.actions.bulk import Now, change_many
from incidents.actions.conversation import reply_to_reporter
from incidents.actions.story import Actor, Story
from incidents.actions.undoing import take_back
from incidents.domain.bulk import BulkAct
from incidents.domain.bundles import Place, check_tie
from incidents.domain.greetings import draft_for
from incidents.domain.history import Event, EventKind
from incidents.domain.undoing import may_be_undone, standing
from incidents.models import BulkChange, Incident


@transaction.atomic
def tie_incident(incident: Incident, *, parent: Incident, actor: Actor, at: datetime) -> Incident:
    """Make it a report of the parent; both histories tell of it. Raises `DomainError` on field `parent`."""
    if incident.pk == parent.pk:
        check_tie(_place(incident), _place(parent))
    child, fire = Story.open_together([incident, parent], at=at)
    one, other = child.incident, fire.incident
    if one.parent_number == other.number:
        return one
    check_tie(_place(one), _place(other))
    child.append(EventKind.TIED, actor=actor, at=at, parent_number=other.number)
    reported_at = child.state.reported_at.astimezone(UTC).isoformat()
    fire.append(EventKind.JOINED, actor=actor, at=at, number=one.number, reported_at=reported_at)
    fire.save(at=at, is_stale=True)
    return child.save(at=at)


@transaction.atomic
def untie_incident(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Let it stand by itself again; within the time of an undo it is as if it had never been tied.

    What was said and done to it stays in its history.
    """
    parent = Incident.objects.parent_of(incident)
    if parent is None:
        raise DomainError("It is tied to nothing.", field="parent")
    child, fire = Story.open_together([incident, parent], at=at)
    tie = _last(child, EventKind.TIED, "parent_number", parent.number)
    joining = _last(fire, EventKind.JOINED, "number", incident.number)
    if child.incident.parent_number != parent.number or tie is None or joining is None:
        raise DomainError("Somebody untied it meanwhile.", field="parent")
    if may_be_undone(tie.at, at=at):
        take_back(child, [tie], actor=actor, at=at)
        take_back(fire, [joining], actor=actor, at=at)
    else:
        child.append(EventKind.UNTIED, actor=actor, at=at, parent_number=parent.number)
        fire.append(EventKind.PARTED, actor=actor, at=at, number=incident.number)
    fire.save(at=at, is_stale=True)
    return child.save(at=at)


def reply_to_all(incident: Incident, *, body: str, user: User, once: str, now: Now) -> BulkChange:
    """Answer the reporter of a parent and of each of its reports, each in their own thread and by their name.

    All of it or nothing, and told outside when its undo has lapsed. Raises `DomainError` by field.
    """
    launch = incident.launch
    reports = list(Incident.objects.tied_to(incident).select_related("launch"))
    if not reports:
        raise DomainError("Nothing joined it: reply to it alone.", field="key")
    if not body.strip():
        raise DomainError("Write something first.", field="body")
    deed = partial(_reply_by_name, words=body)
    return change_many(launch, [incident, *reports], deed, act=BulkAct.REPLY, once=once, user=user, now=now)


def _reply_by_name(incident: Incident, *, words: str, actor: Actor, at: datetime) -> Incident:
    name = incident.reporter.name if incident.reporter else ""
    return reply_to_reporter(incident, body=draft_for(words, name=name), actor=actor, at=at)


def _place(incident: Incident) -> Place:
    launch, parent = incident.launch, incident.parent_number
    parent_key = f"{launch.key}-{parent}" if parent else ""
    return Place(incident.key, str(incident.state), parent_key, incident.joined_count)


def _last(story: Story, kind: EventKind, name: str, value: int) -> Event | None:
    """The last event of this kind that stands and names the other one."""
    found = [each for each in standing(story.events) if each.kind is kind and each.payload[name] == value]
    return found[-1] if found else None
