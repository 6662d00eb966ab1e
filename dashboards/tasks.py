"""Background work of the dashboards: find what changed, compute it, draw it."""

from time import monotonic

from celery import shared_task
from django.utils import timezone

from dashboards import actions

RUN_SECONDS = 3  # then others have their turn; beat comes back two seconds later


@shared_task
def mark_dirty_days() -> None:
    """Mark what new events, ratings and calendars touch; what is left over is the next run's."""
    started, at = monotonic(), timezone.now()
    while monotonic() - started < RUN_SECONDS and actions.follow_changes(at=at):
        pass
    actions.mark_ratings(at=at)
    actions.mark_recalculated(at=at)


@shared_task
def roll_up() -> None:
    """Compute what is dirty; what is left over is the next run's."""
    started = monotonic()
    while monotonic() - started < RUN_SECONDS and actions.roll_up_next(at=timezone.now()):
        pass
