"""From the cause to the fix in production: what waits for a release, and what becomes of it."""

from datetime import datetime

from django.db import transaction

from hypercare.launches.domain.releases import ReleaseKind, ReleaseState
from hypercare.launches.models import Release
from hypercare.lib.errors import DomainError
from incidents.actions.conversation import say
from incidents.actions.story import Actor, Story
from incidents.domain.history import Cause, EventKind, Resolution
from incidents.domain.lifecycle import State, check_transition
from incidents.domain.undoing import standing
from incidents.models import Incident, Message
from incidents.models.timeline import Visibility

SOLVED = frozenset({State.RESOLVED, State.CLOSED})


@transaction.atomic
def plan_fix(incident: Incident, *, release: Release | None, actor: Actor, at: datetime) -> Incident:
    """Say with which release it is to be repaired; `None` takes it out. Promises nothing to anybody."""
    story = Story.open(incident, at=at)
    if not story.state.state.is_open:
        raise DomainError("Only what is open can be planned for a release.", field="state")
    if release is None and story.state.state is State.FIX_READY:
        raise DomainError("Its fix is ready in a release; take the fix back first.", field="release")
    if release is not None:
        _check_ahead(story.incident, release)
    release_id = release.pk if release else None
    if story.state.release_id == release_id:
        return story.incident
    story.append(EventKind.PLANNED, actor=actor, at=at, release_id=release_id)
    return story.save(at=at)


@transaction.atomic
def find_cause(incident: Incident, *, cause: Cause, actor: Actor, at: datetime) -> Incident:
    """Say that it is known why it happens; the repair is still to come."""
    story = Story.open(incident, at=at)
    if not story.state.state.is_open:
        raise DomainError("The cause of what is open can be found; resolving says it too.", field="state")
    _check_known(cause)
    if story.state.cause is cause:
        return story.incident
    story.append(EventKind.CAUSE_FOUND, actor=actor, at=at, cause=cause)
    return story.save(at=at)


@transaction.atomic
def mark_fix_ready(
    incident: Incident, *, release: Release, cause: Cause, body: str, actor: Actor, at: datetime
) -> Incident:
    """It is repaired in a release that is not in production yet; clocks run on.

    `body` reaches the reporter when that release is deployed, and not before.
    """
    story = Story.open(incident, at=at)
    check_transition(story.state.state, State.FIX_READY)
    _check_ahead(story.incident, release)
    _check_known(cause)
    message = say(story, body=body, visibility=Visibility.PUBLIC, actor=actor, at=at)
    Message.objects.filter(pk=message.pk).update(is_held=True)
    story.append(
        EventKind.FIX_READY, actor=actor, at=at, release_id=release.pk, cause=cause, message_id=message.pk
    )
    return story.save(at=at)


@transaction.atomic
def withdraw_fix(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """The fix is not good enough: back in progress, still planned for its release. Its words stay unsent."""
    story = Story.open(incident, at=at)
    if story.state.state is not State.FIX_READY:
        raise DomainError("No fix of it is ready.", field="state")
    story.append(EventKind.FIX_WITHDRAWN, actor=actor, at=at, release_id=story.state.release_id)
    return story.save(at=at)


@transaction.atomic
def settle_fix(incident: Incident, *, at: datetime) -> Incident:
    """Let happen to an incident what became of its release; a second time changes nothing.

    What is resolved was resolved when the release was deployed, however late a worker comes to it.
    """
    release = Release.objects.filter(incidents=incident).first()
    if release is None or release.deployed_at is None:
        return incident
    became_so_at = release.rolled_back_at or release.deployed_at
    story = Story.open(incident, at=min(at, became_so_at))
    if story.state.release_id != release.pk:
        return story.incident
    when = max(became_so_at, *(event.at for event in story.events))
    is_undone = release.state == ReleaseState.ROLLED_BACK
    if is_undone:
        _undo(story, release, when)
    elif story.state.state is State.FIX_READY:
        _resolve(story, release, when)
    return story.save(at=max(at, when), is_stale=is_undone)


def _resolve(story: Story, release: Release, when: datetime) -> None:
    """By the words that were written when the fix was ready; from now on the reporter may read them."""
    ready = [event for event in standing(story.events) if event.kind is EventKind.FIX_READY]
    message_id = max(ready, key=lambda event: event.order).payload["message_id"]
    Message.objects.filter(pk=message_id).update(is_held=False, at=when)
    is_rollback = release.kind == ReleaseKind.ROLLBACK
    story.append(
        EventKind.RESOLVED,
        actor=Actor.bot(),
        at=when,
        cause=story.state.cause or Cause.UNKNOWN,
        resolution=Resolution.ROLLED_BACK if is_rollback else Resolution.FIXED,
        message_id=message_id,
        release_id=release.pk,
    )


def _undo(story: Story, release: Release, when: datetime) -> None:
    """Its fix is out of production: what it resolved is reopened, what was not resolved yet goes on."""
    if story.state.state in SOLVED:
        story.append(EventKind.REOPENED, actor=Actor.bot(), at=when, release_id=release.pk)
    elif story.state.state is State.FIX_READY:
        story.append(
            EventKind.FIX_WITHDRAWN, actor=Actor.bot(), at=when, release_id=None, rolled_back_id=release.pk
        )


def _check_ahead(incident: Incident, release: Release) -> None:
    if release.launch_id != incident.launch_id:
        raise DomainError("That release belongs to another launch.", field="release")
    if not release.is_ahead:
        raise DomainError(
            f"{release.version} is {release.get_state_display().lower()}; choose a release that is ahead.",
            field="release",
        )


def _check_known(cause: Cause) -> None:
    if cause is Cause.UNKNOWN:
        raise DomainError("Say which cause was found; unknown is none.", field="cause")
