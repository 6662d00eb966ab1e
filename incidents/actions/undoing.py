"""Taking back what was just done to one incident, as if it had never been."""

from collections.abc import Iterable, Iterator
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
    story = Story.open(incident, at=at)
    done = set(IncidentEvent.objects.filter(incident=incident, cause=act).values_list("seq", flat=True))
    stands = standing(story.events)
    if not any(event.seq in done for event in stands):
        raise DomainError("Nothing of it is left to undo.")
    since = [event for event in stands if event.seq > min(done) and event.seq not in done]
    if any(event.kind not in CONSEQUENCES for event in since):
        raise DomainError("It was changed since, and stays as it is.")
    undone = [event for event in stands if event.seq in done]
    undone += _priorities(stands, since, undone)
    undone += _clock_events(story, since, undone, at=at)
    _append(story, undone, actor=actor, at=at)
    return story.save(at=at, is_stale=any(event.kind is EventKind.TRIAGED for event in undone))


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
