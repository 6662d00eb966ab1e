"""Moving an incident through its life."""

from datetime import datetime

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.launches.models import Membership, Team
from hypercare.lib.errors import DomainError
from incidents.actions.conversation import say
from incidents.actions.follow_ups import promise_fix
from incidents.actions.story import Actor, Story
from incidents.domain.history import Cause, DeclineReason, EventKind, Resolution
from incidents.domain.lifecycle import State, WaitingOn, check_transition
from incidents.models import Incident
from incidents.models.timeline import Visibility


@transaction.atomic
def acknowledge_incident(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Say that a person has seen it: a new incident goes in progress."""
    story = Story.open(incident, at=at)
    if story.state.acknowledged_at is not None and story.state.state is not State.NEW:
        raise DomainError("It has been acknowledged already.", field="state")
    check_transition(story.state.state, State.IN_PROGRESS)
    story.append(EventKind.ACKNOWLEDGED, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def assign_incident(
    incident: Incident, *, assignee: User | None, team: Team | None, actor: Actor, at: datetime
) -> Incident:
    """Give it to a person, a team, both or nobody, all of this launch."""
    story = Story.open(incident, at=at)
    launch_id = story.incident.launch_id
    if assignee and not Membership.objects.filter(launch_id=launch_id, user=assignee).exists():
        raise DomainError(f"{assignee} is not a member of this launch.", field="assignee")
    if team and team.launch_id != launch_id:
        raise DomainError(f"{team} belongs to another launch.", field="team")
    if assignee and not story.incident.may_be_read_by(assignee.pk):
        raise DomainError(
            f"It is restricted, and {assignee} is not among the named people; name them first.",
            field="assignee",
        )
    assignee_id, team_id = assignee and assignee.pk, team and team.pk
    if (story.state.assignee_id, story.state.team_id) == (assignee_id, team_id):
        return story.incident
    story.append(EventKind.ASSIGNED, actor=actor, at=at, assignee_id=assignee_id, team_id=team_id)
    return story.save(at=at)


@transaction.atomic
def start_wait(incident: Incident, *, waiting_on: WaitingOn, actor: Actor, at: datetime) -> Incident:
    """Wait for somebody or something; which clocks pause is in the table of `domain.clocks`."""
    story = Story.open(incident, at=at)
    check_transition(story.state.state, State.WAITING)
    story.append(EventKind.WAIT_STARTED, actor=actor, at=at, waiting_on=waiting_on)
    return story.save(at=at)


@transaction.atomic
def end_wait(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Go on with it."""
    story = Story.open(incident, at=at)
    if story.state.state is not State.WAITING:
        raise DomainError("It is not waiting for anything.", field="state")
    story.append(EventKind.WAIT_ENDED, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def resolve_incident(
    incident: Incident, *, cause: Cause, resolution: Resolution, body: str, actor: Actor, at: datetime
) -> Incident:
    """The user can work again. `body` tells the reporter how, and counts as a reply.

    After a workaround a follow-up of kind fix stays.
    """
    story = Story.open(incident, at=at)
    check_transition(story.state.state, State.RESOLVED)
    message = say(story, body=body, visibility=Visibility.PUBLIC, actor=actor, at=at)
    story.append(
        EventKind.RESOLVED, actor=actor, at=at, cause=cause, resolution=resolution, message_id=message.pk
    )
    if resolution == Resolution.WORKAROUND:
        promise_fix(story, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def reopen_incident(incident: Incident, *, actor: Actor, at: datetime, body: str) -> Incident:
    """Take it up again; the same clocks go on. `body` is an internal note that says why."""
    story = Story.open(incident, at=at)
    if story.state.state.is_open:
        raise DomainError("It is open already.", field="state")
    message = say(story, body=body, visibility=Visibility.INTERNAL, actor=actor, at=at)
    story.append(EventKind.REOPENED, actor=actor, at=at, message_id=message.pk)
    return story.save(at=at, is_stale=True)


@transaction.atomic
def decline_incident(
    incident: Incident, *, reason: DeclineReason, body: str, actor: Actor, at: datetime
) -> Incident:
    """Decide that nothing will be done. `body` tells the reporter why."""
    story = Story.open(incident, at=at)
    check_transition(story.state.state, State.DECLINED)
    message = say(story, body=body, visibility=Visibility.PUBLIC, actor=actor, at=at)
    story.append(EventKind.DECLINED, actor=actor, at=at, reason=reason, message_id=message.pk)
    return story.save(at=at)


@transaction.atomic
def close_incident(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """Put a resolved incident away."""
    story = Story.open(incident, at=at)
    check_transition(story.state.state, State.CLOSED)
    story.append(EventKind.CLOSED, actor=actor, at=at)
    return story.save(at=at)
