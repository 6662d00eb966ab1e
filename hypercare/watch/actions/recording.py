"""Noting what the background did: one small upsert, never at the cost of the work itself."""

import logging
from datetime import datetime
from typing import Any

from django.db import Error
from django.utils import timezone

from hypercare.watch.models import DutyRun

logger = logging.getLogger(__name__)


def note_began(task: str) -> None:
    """A run began."""
    _note(task, began_at=timezone.now())


def note_finished(task: str) -> None:
    """A run ended well."""
    _note(task, finished_at=timezone.now())


def note_failed(task: str, *, error: str) -> None:
    """A run ended with this kind of error; what it was to do stays due."""
    _note(task, failed_at=timezone.now(), error=error[:80])


def _note(task: str, **noted: Any) -> None:
    """Set these columns of the duty's row. Without the database the work fails by itself, not by its note."""
    run = DutyRun(task=task, watched_since=_instant_in(noted), **noted)
    try:
        DutyRun.objects.bulk_create(
            [run], update_conflicts=True, unique_fields=["task"], update_fields=list(noted)
        )
    except Error:
        logger.warning("no note of %s: the database is away", task)


def _instant_in(noted: dict[str, Any]) -> datetime:
    return next(value for value in noted.values() if isinstance(value, datetime))
