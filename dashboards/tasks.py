"""Background work of the dashboards: find what changed, compute it, draw it."""

from celery import shared_task
from django.utils import timezone

from dashboards import actions

PERIODS_PER_RUN = 200


@shared_task
def mark_dirty_days() -> None:
    """Mark what new events, ratings and calendars touch, batch after batch."""
    at = timezone.now()
    while actions.follow_changes(at=at):
        pass
    actions.mark_ratings(at=at)
    actions.mark_recalculated(at=at)


@shared_task
def roll_up() -> None:
    """Compute what is dirty; what is left over is the next run's."""
    for _ in range(PERIODS_PER_RUN):
        if actions.roll_up_next(at=timezone.now()) is None:
            break
