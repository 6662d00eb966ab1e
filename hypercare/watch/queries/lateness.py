"""What should have run by now, against what did."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.watch.domain.duties import Cause, Late
from hypercare.watch.models import DutyRun
from hypercare.watch.queries.due_work import work_of, works
from hypercare.watch.schedule import AUDIT, duties


def everything_late(*, at: datetime) -> list[Late]:
    """All that is later than its grace: work, runs, and the auditor's own rounds."""
    return [*_late_work(at), *_late_runs(at)]


def is_still_late(late: Late, *, at: datetime) -> bool:
    """Whether it is late now, after a repair."""
    if late.cause is Cause.WORK:
        return work_of(late.task, at=at).late_count > 0
    return late.cause is Cause.RUN and any(each.task == late.task for each in _late_runs(at))


def _late_work(at: datetime) -> Iterator[Late]:
    for work in works(at=at):
        if work.late_count:
            yield Late(work.task, Cause.WORK, work.late_count, work.oldest_due_at)


def _late_runs(at: datetime) -> Iterator[Late]:
    known = duties()
    for run in DutyRun.objects.filter(task__in=known):
        if known[run.task].is_late(run.since, at=at):
            yield Late(run.task, Cause.GAP if run.task == AUDIT else Cause.RUN, 1, run.since)
