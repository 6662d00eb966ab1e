"""Background work of the demo."""

from celery import shared_task
from django.utils import timezone

from hypercare.demo import actions
from hypercare.lib.background import nudge

BUDGET_SECONDS = 8.0  # then others of the queue have their turn


@shared_task
def continue_seeding() -> None:
    """Make some more reports, and ask to be called again while there are any."""
    if actions.continue_seeding(at=timezone.now(), budget_seconds=BUDGET_SECONDS):
        nudge("hypercare.demo.tasks.continue_seeding")
