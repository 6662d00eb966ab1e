"""Taking back what was just done to one incident, as if it had never been."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from hypercare.lib.errors import DomainError
from hypercare.notifications.actions import withdraw_messages
from incidents.actions import projection
from incidents.actions.ringing import warning_key
from incidents.actions.story import Actor, Story
from incidents.domain.history import Event, EventKind, fold
from incidents.domain.undoing import standing
from incidents.models import Clock, FollowUp, Incident, IncidentEvent

CLOCK_KINDS = frozenset({EventKind.TARGET_WARNED, EventKind.TARGET_BREACHED})
CONSEQUENCES = CLOCK_KINDS | {EventKind.PRIORITY_SET}  # what this application adds by itself


@transaction.atomic
def undo_act(incident: Incident, *, act: str, actor: Actor, at: datetime) -> Incident:
    """Undo the events that `act` caused, and what followed from them alone. How long is the caller's matter.

    Raises `DomainError` when nothing of it stands, or when somebody went on from it.
    """
    story, *parents = Story.open_together([incident, *_tied_by(act, incident)], at=at)
    done = _seqs(incident, act)
    stands = standing(story.events)
    if not any(event.seq in done for event in stands):
        raise DomainError("Nothing of it is left to undo.")
    since = [event for event in stands if event.seq > min(done) and event.seq not in done]
    if any(event.kind not in CONSEQUENCES for event in since):
        raise DomainError("It was changed since, and stays as it is.")
    undone = take_back(story, [event for event in stands if event.seq in done], actor=actor, at=at)
    for parent in parents:
        _part(parent, incident, act, actor=actor, at=at)
    return story.save(at=at, is_stale=any(event.kind is EventKind.TRIAGED for event in undone))


def take_back(story: Story, acts: Sequence[Event], *, actor: Actor, at: datetime) -> list[Event]:
    """Undo these standing events of an open story, and what followed from them alone; returns all of it."""
    stands, first = standing(story.events), min(event.seq for event in acts)
    since = [event for event in stands if event.seq > first and event not in acts]
    undone = [*acts]
    undone += _priorities(stands, since, undone)
    undone += _clock_events(story, since, undone, at=at)
    _append(story, undone, actor=actor, at=at)
    return undone


def _tied_by(act: str, incident: Incident) -> list[Incident]:
    """The parents this act tied it to: they tell of it too."""
    ties = IncidentEvent.objects.filter(incident=incident, cause=act, kind=EventKind.TIED)
    numbers = [payload["parent_number"] for payload in ties.values_list("payload", flat=True)]
    return list(Incident.objects.filter(launch_id=incident.launch_id, number__in=numbers))


def _part(parent: Story, child: Incident, act: str, *, actor: Actor, at: datetime) -> None:
    """Undo in the parent that this child joined it by the act."""
    done = _seqs(parent.incident, act)
    joined = [event for event in standing(parent.events) if event.seq in done and _names(event, child)]
    if joined:
        take_back(parent, joined, actor=actor, at=at)
        parent.save(at=at, is_stale=True)


def _names(event: Event, child: Incident) -> bool:
    return event.kind is EventKind.JOINED and event.payload["number"] == child.number


def _seqs(incident: Incident, act: str) -> set[int]:
    return set(IncidentEvent.objects.filter(incident=incident, cause=act).values_list("seq", flat=True))


def _append(story: Story, undone: list[Event], *, actor: Actor, at: datetime) -> None:
    _forget_warnings(story.incident, undone)
    _forget_follow_ups(undone)
    seqs = sorted(event.seq for event in undone)
    story.append(EventKind.UNDONE, actor=actor, at=at, seqs=seqs)


def _priorities(stands: list[Event], since: list[Event], undone: list[Event]) -> list[Event]:
    """The priorities computed from an undone triage; the first one stays until it is computed anew."""
    if all(event.kind is not EventKind.TRIAGED for event in undone):
        return []
    computed = [event for event in since if event.kind is EventKind.PRIORITY_SET]
    had_one = any(event.kind is EventKind.PRIORITY_SET for event in stands if event not in since)
    return computed if had_one else []


def _clock_events(story: Story, since: list[Event], undone: list[Event], *, at: datetime) -> Iterator[Event]:
    """Warnings and breaches that exist only because of what is undone; a real one stays."""
    state = fold(event for event in story.events if event not in undone)
    at = projection.behind_the_told(story.events, at=at)
    plans = [plan.as_of(at) for plan in projection.plans_for(story.incident, state)]
    real = {(plan.kind.value, instant) for plan in plans for instant in (plan.warn_at, plan.breached_at)}
    for event in since:
        if event.kind in CLOCK_KINDS and (event.payload["clock"], event.at) not in real:
            yield event


def _forget_warnings(incident: Incident, undone: Iterable[Event]) -> None:
    """Let a clock that was warned too early warn in time, and withdraw the mail if it has not left."""
    kinds = {event.payload["clock"] for event in undone if event.kind is EventKind.TARGET_WARNED}
    clocks = Clock.objects.filter(incident=incident, kind__in=kinds)
    for clock in clocks:
        withdraw_messages(warning_key(clock))
    clocks.update(warned_at=None)


def _forget_follow_ups(undone: Iterable[Event]) -> None:
    """A promise that came of what is undone was never made."""
    made = [event.payload["follow_up_id"] for event in undone if event.kind is EventKind.FOLLOW_UP_ADDED]
    FollowUp.objects.filter(pk__in=made).delete()
