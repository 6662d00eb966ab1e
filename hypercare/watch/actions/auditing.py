"""The auditor: find what is late, write it down, do it, and say whether all is well."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest, Least

from hypercare.watch.actions.drift import correct_drift
from hypercare.watch.actions.repairing import REPAIRS, repair
from hypercare.watch.domain.duties import Late
from hypercare.watch.models import DutyRun, Finding
from hypercare.watch.queries.lateness import everything_late, is_still_late
from hypercare.watch.schedule import duties

KEPT = 500  # findings; older ones are forgotten once they are repaired


@dataclass(frozen=True, slots=True)
class Audit:
    """What one look found; `is_clean` when that and every earlier finding is nothing."""

    at: datetime
    found: tuple[Late, ...]
    is_clean: bool


def audit(*, at: datetime) -> Audit:
    """Compare, record, repair. Two at once find the same rows, and each sweep's action does its work once."""
    _begin_watching(at)
    outcome = [*_repaired(everything_late(at=at), at=at), *_corrected(at=at)]
    is_settled = _settle([late for late in outcome if not late.is_repaired], at=at)
    _forget()
    return Audit(at, tuple(outcome), is_clean=not outcome and is_settled)


def _repaired(found: Sequence[Late], *, at: datetime) -> Iterator[Late]:
    """Write down what is late before anything is done about it, then do it, and look again."""
    for late in found:
        _record(late, at=at)
    for late in sorted(found, key=_order):
        if late.task in REPAIRS:
            repair(late.task, at=at)
        yield replace(late, is_repaired=not is_still_late(late, at=at))


def _corrected(*, at: datetime) -> Iterator[Late]:
    for late in correct_drift(at=at):
        _record(late, at=at)
        yield replace(late, is_repaired=True)


def _order(late: Late) -> int:
    """One duty's repair makes work for the next."""
    return list(REPAIRS).index(late.task) if late.task in REPAIRS else len(REPAIRS)


def _begin_watching(at: datetime) -> None:
    """A duty that never ran is waited for from now on."""
    rows = [DutyRun(task=task, watched_since=at) for task in duties()]
    DutyRun.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def _record(late: Late, *, at: datetime) -> None:
    """Open a finding, or add to the open one."""
    finding = Finding(
        task=late.task,
        cause=late.cause,
        found_at=at,
        last_seen_at=at,
        late_count=late.count,
        oldest_due_at=late.oldest_due_at,
    )
    Finding.objects.bulk_create([finding], ignore_conflicts=True)
    Finding.objects.filter(task=late.task, cause=late.cause, repaired_at=None).update(
        last_seen_at=at,
        late_count=Greatest("late_count", Value(late.count)),
        oldest_due_at=Least("oldest_due_at", Coalesce(Value(late.oldest_due_at), F("oldest_due_at"))),
    )


def _settle(remaining: Iterable[Late], *, at: datetime) -> bool:
    """Close every finding that no longer holds; whether none is left open."""
    still = {(late.task, late.cause.value) for late in remaining}
    opened = list(Finding.objects.filter(repaired_at=None))
    done = [finding.pk for finding in opened if (finding.task, finding.cause) not in still]
    Finding.objects.filter(pk__in=done, repaired_at=None).update(repaired_at=at)
    return len(done) == len(opened)


def _forget() -> None:
    """Keep the newest findings; an open one is never forgotten."""
    last = Finding.objects.order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1].first()
    if last is not None:
        Finding.objects.filter(pk__lte=last, repaired_at__isnull=False).delete()
