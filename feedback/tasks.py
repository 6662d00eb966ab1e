"""Background work of feedback: each task looks up ids and calls one action."""

from celery import shared_task
from django.utils import timezone

from feedback import actions
from hypercare.intake.actions import UNDERSTAND
from hypercare.lib.background import drain_begins, nudge_drain

SWEEP_SIZE = 200


@shared_task(name=UNDERSTAND)
def sweep_raw_items() -> None:
    """Understand what has arrived, and what a failed try or a killed worker left behind."""
    drain_begins(UNDERSTAND)
    for _ in range(SWEEP_SIZE):
        if actions.try_item(at=timezone.now()) is None:
            return
    nudge_drain(UNDERSTAND)


@shared_task
def follow_incidents() -> None:
    """Tell reporters what has happened since the last look, and what can no longer be undone."""
    while actions.follow_incidents(at=timezone.now()):
        pass
    while actions.settle_change(at=timezone.now()):
        pass
