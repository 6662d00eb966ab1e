"""The one way to send work to Celery: after commit, and never at the caller's cost."""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def nudge(task_name: str, *args: Any) -> None:
    """Send a task by name once the transaction commits. A dead broker only delays it until its sweep."""
    transaction.on_commit(partial(_send, task_name, args), robust=True)


def _send(task_name: str, args: tuple[Any, ...]) -> None:
    try:
        current_app.send_task(task_name, args=args)
    except (OperationalError, RedisError, OSError):
        logger.warning("no broker: %s%s is left to its sweep", task_name, args)
