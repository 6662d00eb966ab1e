"""How the background stands now: read by `/readyz`, `/metrics` and the health page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from hypercare.intake.models import Outcome, RawItem
from hypercare.notifications.models import OutgoingMessage
from hypercare.watch.domain.duties import Duty, Standing, Work
from hypercare.watch.models import DutyRun, Finding, FindingCause
from hypercare.watch.queries.due_work import works
from hypercare.watch.schedule import duties

RECENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """One duty, the note of its runs if there is one, what waits for it, and how it is doing."""

    duty: Duty
    run: DutyRun | None
    work: Work
    standing: Standing


@dataclass(frozen=True, slots=True)
class Letters:
    """What has not left the house: all that waits, what a server refused, what was given up in a day."""

    waiting_count: int
    refused_count: int
    oldest_queued_at: datetime | None
    given_up_count: int


@dataclass(frozen=True, slots=True)
class FindingCount:
    """Findings of one cause: those open now, and those seen within a day."""

    open_count: int = 0
    recent_count: int = 0


def last_sweep_at() -> datetime | None:
    """When any duty last ended well."""
    ended = DutyRun.objects.exclude(finished_at=None).order_by("-finished_at")
    return ended.values_list("finished_at", flat=True).first()


def late_duties(*, at: datetime) -> list[str]:
    """The names of the duties whose last good run is too far away."""
    known = duties()
    runs = DutyRun.objects.filter(task__in=known)
    return sorted(known[run.task].name for run in runs if known[run.task].is_late(run.since, at=at))


def duty_standings(*, at: datetime) -> list[DutyStanding]:
    """Every duty of the schedule, in its order."""
    runs = DutyRun.objects.in_bulk()
    work = {each.task: each for each in works(at=at)}
    return [
        _standing(duty, runs.get(task), work.get(task, Work(task)), at=at) for task, duty in duties().items()
    ]


def _standing(duty: Duty, run: DutyRun | None, work: Work, *, at: datetime) -> DutyStanding:
    standing = duty.standing(
        run.since if run else None,
        failed_at=run.failed_at if run else None,
        late_count=work.late_count,
        at=at,
    )
    return DutyStanding(duty, run, work, standing)


def newest_end(standings: Iterable[DutyStanding]) -> datetime | None:
    """When any of these duties last ended well."""
    ends = [each.run.finished_at for each in standings if each.run and each.run.finished_at]
    return max(ends, default=None)


def oldest_pending_item() -> RawItem | None:
    """The item that has waited longest to be understood, whether or not its next try has come."""
    pending = RawItem.objects.select_related("launch").filter(outcome=Outcome.PENDING)
    return pending.order_by("received_at").first()  # Uses index: raw_item_due, for its condition


def letters(*, at: datetime) -> Letters:
    """What waits in the outbox, and what was given up lately."""
    waiting = OutgoingMessage.objects.waiting()  # Uses index: outgoing_due
    refused = Q(attempt_count__gt=0)
    found = waiting.aggregate(count=Count("pk"), refused=Count("pk", filter=refused), oldest=Min("queued_at"))
    given_up = OutgoingMessage.objects.filter(failed_at__gte=at - RECENT)  # Uses index: outgoing_given_up
    return Letters(found["count"], found["refused"], found["oldest"], given_up.count())


def finding_counts(*, at: datetime) -> Mapping[str, FindingCount]:
    """Findings by cause."""
    counted = Finding.objects.order_by().values_list("cause")
    rows = counted.annotate(
        still=Count("pk", filter=Q(repaired_at=None)),
        recent=Count("pk", filter=Q(last_seen_at__gte=at - RECENT)),
    )
    found = {cause: FindingCount(still, recent) for cause, still, recent in rows}
    return {cause: found.get(cause, FindingCount()) for cause in FindingCause.values}
