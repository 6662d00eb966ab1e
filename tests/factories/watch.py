"""Duties that ran, as far as their notes say."""

from datetime import datetime

from hypercare.watch.models import DutyRun
from hypercare.watch.schedule import duties


def let_duties_run(at: datetime) -> None:
    """Every duty of the schedule ended well at `at`."""
    DutyRun.objects.bulk_create(
        [DutyRun(task=task, watched_since=at, began_at=at, finished_at=at) for task in duties()],
        update_conflicts=True,
        unique_fields=["task"],
        update_fields=["began_at", "finished_at"],
    )
