"""Promising something, doing it, deciding; whatever hangs on an incident is told in its history."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch, Membership
from hypercare.lib.errors import DomainError
from incidents.actions.story import Actor, Story
from incidents.domain.follow_ups import (
    FIX_WITHIN,
    FIX_WORDS,
    AskedBy,
    FollowUpChange,
    FollowUpKind,
    FollowUpState,
    FollowUpStep,
    after,
    answers_of,
    check_due,
    sentence_in,
)
from incidents.domain.history import EventKind
from incidents.models import FollowUp, HandoverNote, Incident, Message


@dataclass(frozen=True, slots=True)
class Promise:
    """What is to be done: by whom, until when, and what shows that it is done.

    A decision may be without an owner: then whoever may decide answers it, with one of `options`.
    """

    kind: FollowUpKind
    words: str
    owner: User | None
    due_on: date
    done_when: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """What asked for it."""

    by: AskedBy
    incident: Incident | None = None
    message: Message | None = None
    handover_note: HandoverNote | None = None


def today_in(launch: Launch, at: datetime) -> date:
    """The day where the launch is."""
    return at.astimezone(launch.zone).date()


@transaction.atomic
def add_follow_up(launch: Launch, said: Promise, *, asking: Asking, actor: Actor, at: datetime) -> FollowUp:
    """Keep a promise. `DomainError` by field: words, owner, due_on, options."""
    promise = _checked(launch, said)
    check_due(promise.due_on, today=today_in(launch, at))
    if asking.incident is None:
        made = _row(launch, promise, asking, actor=actor, at=at)
        announce_change(launch.pk)
        return made
    story = Story.open(asking.incident, at=at)
    made = _add_to(story, promise, asking, actor=actor, at=at)
    story.save(at=at)
    return made


def promise_fix(story: Story, *, actor: Actor, at: datetime) -> None:
    """What a workaround leaves, within the story of its resolution: a fix, unless one is promised already."""
    incident, fixes = story.incident, FollowUp.objects.open().filter(kind=FollowUpKind.FIX)
    if fixes.filter(incident=incident).exists():
        return
    owner_id = story.state.assignee_id or actor.user_id
    owner = User.objects.filter(pk=owner_id).first() if owner_id else None
    due_on = today_in(incident.launch, at + FIX_WITHIN)
    promise = Promise(FollowUpKind.FIX, FIX_WORDS, owner, due_on)
    _add_to(story, promise, Asking(AskedBy.WORKAROUND, incident), actor=actor, at=at)


@transaction.atomic
def replan_follow_up(follow_up: FollowUp, said: Promise, *, actor: Actor, at: datetime) -> FollowUp:
    """Say it anew, give it to somebody else or another day; its kind and answers stay.

    Raises `DomainError` by field.
    """
    story, row = _opened(follow_up, at=at)
    if row.state != FollowUpState.OPEN:
        raise DomainError("It is settled. Open it again first.", field="state")
    promise = _checked(row.launch, replace(said, kind=FollowUpKind(row.kind), options=tuple(row.options)))
    if promise.due_on != row.due_on:
        check_due(promise.due_on, today=today_in(row.launch, at))
    row.words, row.done_when = promise.words, promise.done_when
    row.owner, row.due_on = promise.owner, promise.due_on
    return _saved(row, FollowUpChange.REPLANNED, story, actor=actor, at=at)


@transaction.atomic
def step_follow_up(follow_up: FollowUp, step: FollowUpStep, *, actor: Actor, at: datetime) -> FollowUp:
    """Tick it off, drop it, or open it again. `DomainError` on field `state`."""
    story, row = _opened(follow_up, at=at)
    state, change = after(FollowUpState(row.state), step, kind=FollowUpKind(row.kind))
    _settle(row, state, actor=actor, at=at)
    row.answer = ""
    return _saved(row, change, story, actor=actor, at=at)


@transaction.atomic
def decide(follow_up: FollowUp, *, answer: str, actor: Actor, at: datetime) -> FollowUp:
    """Answer a decision with one of its answers. `DomainError` on field `answer` or `state`."""
    story, row = _opened(follow_up, at=at)
    if not row.is_decision:
        raise DomainError("Nothing is to be decided there.", field="state")
    if row.state != FollowUpState.OPEN:
        raise DomainError("It is decided already. Open it again to decide anew.", field="state")
    if answer not in row.options:
        raise DomainError(f"Answer with one of: {', '.join(row.options)}.", field="answer")
    _settle(row, FollowUpState.DONE, actor=actor, at=at)
    row.answer = answer
    return _saved(row, FollowUpChange.DECIDED, story, actor=actor, at=at)


def _checked(launch: Launch, said: Promise) -> Promise:
    """The same with clean words. `DomainError` by field."""
    words = sentence_in(said.words, field="words", what="A follow-up")
    if not words:
        raise DomainError("Say what is to be done.", field="words")
    done_when = sentence_in(said.done_when, field="done_when", what="“Done when”")
    options = answers_of(said.kind, said.options)
    _check_owner(launch, said)
    return replace(said, words=words, done_when=done_when, options=options)


def _check_owner(launch: Launch, said: Promise) -> None:
    """A decision belongs to somebody who may decide, or to all of them; anything else to who may work."""
    is_decision = said.kind is FollowUpKind.DECIDE
    if said.owner is None:
        if is_decision:
            return
        raise DomainError("Say who does it.", field="owner")
    needs = Permission.DECIDE if is_decision else Permission.WORK_INCIDENTS
    member = Membership.objects.filter(launch=launch, user=said.owner).first()
    if member is None or not member.may(needs):
        raise DomainError(f"{said.owner} may not {needs.label} in this launch.", field="owner")


def _add_to(story: Story, promise: Promise, asking: Asking, *, actor: Actor, at: datetime) -> FollowUp:
    made = _row(story.incident.launch, promise, asking, actor=actor, at=at)
    story.append(
        EventKind.FOLLOW_UP_ADDED,
        actor=actor,
        at=at,
        follow_up_id=made.pk,
        follow_up=made.kind,
        asked_by=made.asked_by,
    )
    return made


def _row(launch: Launch, promise: Promise, asking: Asking, *, actor: Actor, at: datetime) -> FollowUp:
    return FollowUp.objects.create(
        launch=launch,
        incident=asking.incident,
        asked_by=asking.by,
        message=asking.message,
        handover_note=asking.handover_note,
        kind=promise.kind,
        words=promise.words,
        done_when=promise.done_when,
        options=list(promise.options),
        owner=promise.owner,
        due_on=promise.due_on,
        made_by_id=actor.user_id,
        made_at=at,
    )


def _opened(follow_up: FollowUp, *, at: datetime) -> tuple[Story | None, FollowUp]:
    """Its incident's story and the row, both locked, the incident first as everywhere."""
    story = Story.open(follow_up.incident, at=at) if follow_up.incident else None
    rows = FollowUp.objects.select_for_update(of=("self",), no_key=True).select_related("launch", "incident")
    row = rows.filter(pk=follow_up.pk).first()
    if row is None:
        raise DomainError("It was taken back meanwhile.", field="state")
    return story, row


def _settle(row: FollowUp, state: FollowUpState, *, actor: Actor, at: datetime) -> None:
    row.state = state
    is_open = state is FollowUpState.OPEN
    row.settled_at, row.settled_by_id = (None, None) if is_open else (at, actor.user_id)


def _saved(
    row: FollowUp, change: FollowUpChange, story: Story | None, *, actor: Actor, at: datetime
) -> FollowUp:
    row.save()
    if story is None:
        announce_change(row.launch_id)
        return row
    story.append(
        EventKind.FOLLOW_UP_CHANGED,
        actor=actor,
        at=at,
        follow_up_id=row.pk,
        follow_up=row.kind,
        change=change.value,
    )
    story.save(at=at)
    return row
