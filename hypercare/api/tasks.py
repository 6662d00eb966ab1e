"""Background work of the API."""

from celery import shared_task
from django.utils import timezone

from hypercare.api import actions


@shared_task
def forget_answers() -> None:
    """Remove kept answers that have had their time."""
    while actions.forget_answers(at=timezone.now()):
        pass
