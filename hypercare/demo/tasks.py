"""Background work of the demo."""

from celery import shared_task
from django.utils import timezone

from hypercare.demo import actions
from hypercare.lib.background import drain_begins, nudge_drain

SEED = "hypercare.demo.tasks.continue_seeding"
BUDGET_SECONDS = 3.0  # then others of the queue have their turn: the messages of sweeps expire after five


@shared_task(name=SEED)
def continue_seeding() -> None:
    """Make some more reports, and ask to be called again while there are any."""
    drain_begins(SEED)
    if actions.continue_seeding(at=timezone.now(), budget_seconds=BUDGET_SECONDS):
        nudge_drain(SEED)
