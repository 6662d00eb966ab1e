"""What happens to the raw ledger: accept, claim for reading, settle, release."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from hypercare.accounts.models import User
from hypercare.intake.models import Channel, Outcome, RawFile, RawItem
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch
from hypercare.lib.background import nudge_drain
from hypercare.lib.errors import ConflictError

# How long after a try that told nobody its end (a killed worker, an error) the next one follows.
RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 300, 900, 3600))
MAX_ATTEMPTS = len(RETRY_AFTER)
UNREADABLE = "could not be read"
UNDERSTAND = "feedback.tasks.sweep_raw_items"


@dataclass(frozen=True, slots=True)
class InboundFile:
    """A file as it was sent."""

    name: str
    content_type: str
    content: bytes


def accept_item(
    launch: Launch,
    *,
    channel: Channel,
    idempotency_key: str,
    payload: Mapping[str, Any],
    files: Sequence[InboundFile] = (),
    at: datetime,
) -> RawItem:
    """Store what arrived and nothing else; committed when this returns outside a transaction.

    The same key with the same body is the same item again. With another body: `ConflictError`.
    """
    item = RawItem(
        launch=launch,
        channel=channel,
        idempotency_key=idempotency_key,
        body_digest=digest_of(payload, files),
        payload=dict(payload),
        received_at=at,
        next_check_at=at,
    )
    try:
        return _insert(item, files)
    except IntegrityError:
        return _accepted_before(item)


def _insert(item: RawItem, files: Sequence[InboundFile]) -> RawItem:
    with _whole(files):
        item.save(force_insert=True)
        if files:
            RawFile.objects.bulk_create(_row(item, file) for file in files)
    nudge_drain(UNDERSTAND)
    return item


def _whole(files: Sequence[InboundFile]) -> AbstractContextManager[None]:
    """A transaction, or a part of the caller's; a lone statement is one already, two round trips cheaper."""
    is_alone = not files and not connection.in_atomic_block
    return nullcontext() if is_alone else transaction.atomic()


def _row(item: RawItem, file: InboundFile) -> RawFile:
    return RawFile(
        item=item, name=file.name[:200], content_type=file.content_type[:100], content=file.content
    )


def _accepted_before(item: RawItem) -> RawItem:
    """The item that holds this idempotency key, or `ConflictError` when it says something else."""
    earlier = RawItem.objects.select_related("launch").get(
        launch=item.launch, channel=item.channel, idempotency_key=item.idempotency_key
    )
    if earlier.body_digest != item.body_digest:
        raise ConflictError(
            f"This was sent before with other words, as {earlier.receipt}, which stays as it is.",
            field="idempotency_key",
        )
    return earlier


def digest_of(payload: Mapping[str, Any], files: Sequence[InboundFile]) -> str:
    """SHA-256 of a body: 64 hexadecimal digits, equal for equal words and equal files."""
    names = [[file.name, hashlib.sha256(file.content).hexdigest()] for file in files]
    return hashlib.sha256(json.dumps([payload, names], sort_keys=True).encode()).hexdigest()


@transaction.atomic
def claim_item(*, at: datetime) -> RawItem | None:
    """Take one due item for one try at understanding it.

    The try is counted before it begins, so that an item which kills its worker is not tried for ever.
    After `MAX_ATTEMPTS` it is put into quarantine, where people see it.
    """
    due = RawItem.objects.due(at).select_for_update(skip_locked=True)
    item = due.order_by("next_check_at").first()  # Uses index: raw_item_due
    if item is None:
        return None
    if item.attempt_count >= MAX_ATTEMPTS:
        return settle_item(item, outcome=Outcome.QUARANTINED, reason=UNREADABLE, at=at)
    item.next_check_at = at + RETRY_AFTER[item.attempt_count]
    item.attempt_count += 1
    item.save(update_fields=["next_check_at", "attempt_count"])
    return item


@transaction.atomic
def settle_item(
    item: RawItem,
    *,
    outcome: Outcome,
    at: datetime,
    reason: str = "",
    result_key: str = "",
    is_restricted: bool = False,
) -> RawItem:
    """Give a pending item its one outcome. Raises `ConflictError` when it has one already."""
    locked = RawItem.objects.select_for_update().get(pk=item.pk)
    if locked.outcome != Outcome.PENDING:
        raise ConflictError(f"{locked.receipt} is {locked.get_outcome_display().lower()} already.")
    locked.outcome = outcome
    locked.reason = reason[:200]
    locked.result_key = result_key
    locked.is_restricted = is_restricted
    locked.understood_at = at
    locked.next_check_at = None
    names = ["outcome", "reason", "result_key", "is_restricted", "understood_at", "next_check_at"]
    locked.save(update_fields=names)
    announce_change(locked.launch_id)
    return locked


def hide_words(launch_id: int, result_key: str, *, is_hidden: bool) -> None:
    """Keep the words of whatever led to this result from the readers of the ledger, or show them again."""
    RawItem.objects.filter(launch=launch_id, result_key=result_key).update(is_restricted=is_hidden)


@transaction.atomic
def release_item(item: RawItem, *, by: User, at: datetime) -> RawItem:
    """Let an item out of quarantine: it is read again, and no filter holds it a second time."""
    locked = RawItem.objects.select_for_update().get(pk=item.pk)
    if locked.outcome != Outcome.QUARANTINED:
        raise ConflictError(f"{locked.receipt} is not in quarantine.")
    locked.outcome, locked.reason, locked.understood_at = Outcome.PENDING, "", None
    locked.released_by, locked.released_at = by, at
    locked.next_check_at, locked.attempt_count = at, 0
    locked.save()
    announce_change(locked.launch_id)
    nudge_drain(UNDERSTAND)
    return locked
