"""Tying an incident to what other systems call it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hypercare.lib.errors import DomainError
from incidents.actions.searching import add_words
from incidents.actions.story import Actor, Story
from incidents.domain.history import EventKind
from incidents.domain.references import check_key, check_system, check_url
from incidents.models import Incident, Reference

REFERENCES_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """What is said of a reference."""

    system: str
    key: str
    url: str = ""


@transaction.atomic
def add_reference(incident: Incident, *, said: ReferenceWords, actor: Actor, at: datetime) -> Incident:
    """Tie it to its key elsewhere, which a search then finds; the same again only changes the address."""
    system, key, url = check_system(said.system), check_key(said.key), check_url(said.url)
    story = Story.open(incident, at=at)
    of_incident = Reference.objects.filter(incident=incident)
    known = of_incident.filter(system__iexact=system, key__iexact=key).first()
    if known:
        known.url = url
        known.save(update_fields=["url"])
        return story.incident
    if of_incident.count() >= REFERENCES_AT_MOST:
        raise DomainError(f"At most {REFERENCES_AT_MOST} references; remove one first.", field="key")
    launch_id = story.incident.launch_id
    made = Reference.objects.create(incident=incident, launch_id=launch_id, system=system, key=key, url=url)
    add_words(story.incident, f"{system} {key}")
    story.append(EventKind.REFERENCE_ADDED, actor=actor, at=at, reference_id=made.pk)
    return story.save(at=at)


@transaction.atomic
def remove_reference(incident: Incident, *, reference_id: int, actor: Actor, at: datetime) -> Incident:
    """Untie it. Raises `DomainError` for a reference of another incident, or of none."""
    story = Story.open(incident, at=at)
    reference = Reference.objects.filter(incident=incident, pk=reference_id).first()
    if reference is None:
        raise DomainError("It has no such reference.", field="reference")
    reference.delete()
    story.append(EventKind.REFERENCE_REMOVED, actor=actor, at=at, reference_id=reference_id)
    return story.save(at=at)
