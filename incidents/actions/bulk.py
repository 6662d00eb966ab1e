"""Doing one thing to many incidents: each by itself through its single action, all of it undone at once."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions.story import Actor
from incidents.actions.undoing import undo_act
from incidents.domain.bulk import LEASE, WHOLE, BulkAct, Outcome
from incidents.domain.undoing import UNDO_WITHIN, standing
from incidents.models import BulkChange, BulkItem, Incident, IncidentEvent, Message

Deed = Callable[..., Incident]  # a single action with all but `actor` and `at`
Rehearsal = tuple[Mapping[str, Any], Mapping[str, Any], str]
Now = Callable[[], datetime]
Handler = Callable[[Sequence[IncidentEvent], datetime], None]


def change_many(
    launch: Launch,
    incidents: Sequence[Incident],
    deed: Deed,
    *,
    act: BulkAct,
    once: str,
    user: User,
    now: Now,
) -> BulkChange:
    """Do `deed` to each, in a transaction of its own, and keep what came of it; once for each key.

    Whatever it would tell people outside waits until it can no longer be undone. An act of `WHOLE` is done
    to all or, killed half-way, to none.
    """
    with transaction.atomic() if act in WHOLE else nullcontext():
        return _change_many(launch, incidents, deed, act=act, once=once, user=user, now=now)


def _change_many(
    launch: Launch,
    incidents: Sequence[Incident],
    deed: Deed,
    *,
    act: BulkAct,
    once: str,
    user: User,
    now: Now,
) -> BulkChange:
    change, is_new = _begin(launch, incidents, act=act, once=once, user=user, at=now())
    if not is_new:
        return change
    actor = Actor.human(user, act=change.cause)
    for item in change.items.select_related("incident").order_by("incident_id"):
        _do(item, deed, actor=actor, at=now())
    change.finished_at = now()
    change.settles_at = change.finished_at + UNDO_WITHIN
    change.save(update_fields=["finished_at", "settles_at"])
    return change


@transaction.atomic
def _begin(
    launch: Launch, incidents: Sequence[Incident], *, act: BulkAct, once: str, user: User, at: datetime
) -> tuple[BulkChange, bool]:
    said = {"launch": launch, "act": act, "made_at": at, "settles_at": at + LEASE}
    change, is_new = BulkChange.objects.get_or_create(actor=user, once=once, defaults=said)
    if is_new:
        BulkItem.objects.bulk_create(BulkItem(change=change, incident=incident) for incident in incidents)
    return change, is_new


def _do(item: BulkItem, deed: Deed, *, actor: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            _go_on(item.change, at=at)
            deed(_as_it_is_now(item), actor=actor, at=at)
            done = IncidentEvent.objects.filter(incident=item.incident, cause=actor.act).exists()
            _keep(item, Outcome.CHANGED if done else Outcome.UNCHANGED)
    except DomainError as refused:
        _keep(item, Outcome.REFUSED, refused.message)


def _as_it_is_now(item: BulkItem) -> Incident:
    """With whoever has it, for the deed may leave that as it is."""
    return Incident.objects.select_related("launch", "assignee", "team", "reporter").get(pk=item.incident_id)


def _go_on(change: BulkChange, *, at: datetime) -> None:
    """Keep what is being done from being settled; what was settled while it stood still goes no further."""
    unsettled = BulkChange.objects.filter(pk=change.pk, settled_at=None)
    if not unsettled.update(settles_at=at + LEASE):
        raise DomainError("It came too late: the rest was told already. Select it again.")


def _keep(item: BulkItem, outcome: Outcome, reason: str = "") -> None:
    item.outcome, item.reason = outcome, reason[:300]
    item.save(update_fields=["outcome", "reason"])


@transaction.atomic
def undo_many(change: BulkChange, *, user: User, at: datetime) -> BulkChange:
    """Undo it wherever nobody went on from it; what was changed since stays and says so.

    One transaction under the lock that `settle_next` takes: what is undone is never told, and what is
    told is never undone.
    """
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if change.actor_id != user.pk:
        raise DomainError("Only who did it can undo it.")
    if not change.may_be_undone(at=at):
        raise DomainError(f"It can be undone for {UNDO_WITHIN.seconds} seconds, and once.")
    changed = change.items.filter(outcome=Outcome.CHANGED).select_related("incident")
    for item in changed.order_by("incident_id"):
        _undo(item, change.cause, actor=Actor.human(user), at=at)
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    return change


def _undo(item: BulkItem, cause: str, *, actor: Actor, at: datetime) -> None:
    try:
        undo_act(item.incident, act=cause, actor=actor, at=at)
    except DomainError as refused:
        _keep(item, Outcome.CHANGED, refused.message)
    else:
        _keep(item, Outcome.UNDONE)


@transaction.atomic
def settle_next(handle: Handler, *, at: datetime) -> bool:
    """Release what stands of one act whose undo has lapsed, and hand it to `handle`; False when none is due.

    Either all of it is told and settled or nothing: a worker killed here leaves it to the next.
    """
    due = BulkChange.objects.filter(settled_at=None, settles_at__lt=at)  # Uses index: bulk_to_settle
    change = due.select_for_update(skip_locked=True, of=("self",)).order_by("settles_at").first()
    if change is None:
        return False
    events = _standing_of(change)
    ids = [event.payload["message_id"] for event in events if "message_id" in event.payload]
    Message.objects.filter(pk__in=ids).update(is_held=False)
    handle(events, at)
    change.settled_at = at
    change.save(update_fields=["settled_at"])
    return True


def _standing_of(change: BulkChange) -> list[IncidentEvent]:
    rows = IncidentEvent.objects.filter(incident__in=change.items.values("incident"))
    told: dict[int, list[IncidentEvent]] = {}
    for event in rows.select_related("incident__launch", "incident__reporter", "launch").order_by("id"):
        told.setdefault(event.incident_id, []).append(event)
    return [each for events in told.values() for each in standing(events) if each.cause == change.cause]


def rehearse(incidents: Sequence[Incident], deed: Deed, *, user: User, at: datetime) -> list[Rehearsal]:
    """What `deed` would do to each: the row before, the row after, or why not. Nothing of it stays.

    It is the deed itself, taken back: no preview can promise what the deed would not do.
    """
    actor = Actor.human(user)
    return [_rehearsed(incident, deed, actor=actor, at=at) for incident in incidents]


def _rehearsed(incident: Incident, deed: Deed, *, actor: Actor, at: datetime) -> Rehearsal:
    before = after = Incident.objects.values().get(pk=incident.pk)
    refusal = ""
    with transaction.atomic():
        try:
            deed(incident, actor=actor, at=at)
            after = Incident.objects.values().get(pk=incident.pk)
        except DomainError as refused:
            refusal = refused.message
        transaction.set_rollback(True)
    return before, after, refusal
