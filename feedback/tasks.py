"""Background work of feedback: each task looks up ids and calls one action."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from feedback import actions

SWEEP_SIZE = 200


@shared_task
def understand_item(item_id: str) -> None:
    """Understand one item, if it is due."""
    actions.try_item(item_id=UUID(item_id), at=timezone.now())


@shared_task
def sweep_raw_items() -> None:
    """Understand what a lost message, a failed try or a killed worker left behind."""
    for _ in range(SWEEP_SIZE):
        if actions.try_item(at=timezone.now()) is None:
            return


@shared_task
def follow_incidents() -> None:
    """Tell reporters what has happened since the last look."""
    while actions.follow_incidents(at=timezone.now()):
        pass
