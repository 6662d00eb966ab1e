"""What an incident is, how much it hurts, and what follows from that."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from hypercare.lib.errors import DomainError
from incidents.actions.conversation import say
from incidents.actions.story import Actor, Story
from incidents.domain.foresight import priority_payload
from incidents.domain.history import TRIAGE_INPUTS, EventKind
from incidents.domain.priority import Priority, priority_for
from incidents.domain.rank import LABELS, SUGGEST_RAISING_AT, RankInput, rank_of, rank_terms, suggests_raising
from incidents.models import Incident, Message
from incidents.models.timeline import Visibility


@transaction.atomic
def triage_incident(incident: Incident, *, actor: Actor, at: datetime, **inputs: Any) -> Incident:
    """Set any of `TRIAGE_INPUTS`; only real changes are recorded. Priority follows by Celery."""
    unknown = inputs.keys() - TRIAGE_INPUTS.keys()
    if unknown:
        raise DomainError(f"Not a triage input: {', '.join(sorted(unknown))}.")
    story = Story.open(incident, at=at)
    _check_service(story.incident, inputs.get("service_id"))
    changed = {name: value for name, value in inputs.items() if getattr(story.state, name) != value}
    if not changed:
        return story.incident
    story.append(EventKind.TRIAGED, actor=actor, at=at, **changed)
    return story.save(at=at, is_stale=True)


@transaction.atomic
def override_priority(
    incident: Incident, *, priority: Priority, reason: str, actor: Actor, at: datetime
) -> Incident:
    """Set the priority by hand; the reason is kept as an internal note."""
    story = Story.open(incident, at=at)
    if not reason.strip():
        raise DomainError("Say why: promises hang on the priority.", field="reason")
    message = say(story, body=reason, visibility=Visibility.INTERNAL, actor=actor, at=at)
    story.append(
        EventKind.PRIORITY_OVERRIDDEN, actor=actor, at=at, priority=priority.value, message_id=message.pk
    )
    return story.save(at=at, is_stale=True)


@transaction.atomic
def raise_priority(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Accept what the rank suggests: one priority higher, with the rank's terms as the reason."""
    row = Story.open(incident, at=at).incident
    is_overridden = row.override is not None
    if row.priority is None or not suggests_raising(
        row.rank, priority=row.priority, is_overridden=is_overridden
    ):
        raise DomainError("Its rank does not suggest raising it.", field="priority")
    terms = (f"{LABELS[each['slug']]} {each['points']:g} of {each['weight']}" for each in row.rank_terms)
    reason = f"Rank {row.rank} has passed {SUGGEST_RAISING_AT}: {', '.join(terms)}."
    return override_priority(row, priority=Priority(row.priority - 1), reason=reason, actor=actor, at=at)


@transaction.atomic
def lift_override(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Let the matrix decide again."""
    story = Story.open(incident, at=at)
    if story.state.override is None:
        raise DomainError("Nobody has overridden this priority.", field="priority")
    story.append(EventKind.OVERRIDE_LIFTED, actor=actor, at=at)
    return story.save(at=at, is_stale=True)


@transaction.atomic
def prioritise_incident(incident: Incident, *, at: datetime) -> Incident:
    """Compute priority and rank from the present inputs; running it twice changes nothing more."""
    story = Story.open(incident, at=at)
    decision = priority_for(story.state.priority_input)
    if (story.state.priority, story.state.priority_source) != (decision.priority, decision.source):
        story.append(EventKind.PRIORITY_SET, actor=Actor.bot(), at=at, **priority_payload(decision))
    terms = rank_terms(_rank_input(story))
    story.incident.rank = rank_of(terms)
    story.incident.rank_terms = [asdict(term) for term in terms]
    story.incident.stale_since = None
    return story.save(at=at)


def _rank_input(story: Story) -> RankInput:
    incident, state = story.incident, story.state
    told = Q(incident=incident)
    if state.joined:
        told |= Q(incident__in=Incident.objects.tied_to(incident))
    people = Message.objects.filter(told, is_from_reporter=True).values_list("reporter_id", flat=True)
    hot = incident.launch.services.exclude(hot_since=None).values_list("pk", flat=True)
    return RankInput(
        affected_users=state.affected_users,
        target_users=incident.launch.target_user_count,
        reporter_count=len(set(people)),
        is_service_hot=state.service_id in set(hot),
        reported_at=state.reported_at,
        go_live_at=incident.launch.go_live_at,
    )


def _check_service(incident: Incident, service_id: int | None) -> None:
    if service_id is not None and not incident.launch.services.filter(pk=service_id).exists():
        raise DomainError("That service belongs to another launch.", field="service")
