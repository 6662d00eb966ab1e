"""The one way to send work to Celery: after commit, and never at the caller's cost."""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from hypercare.lib.cache import IMPATIENT

logger = logging.getLogger(__name__)

# A drain that nobody took up for this long is asked for again, as its message may be lost.
DRAIN_SECONDS = 5

_redis = Redis.from_url(settings.REDIS_URL, **IMPATIENT)


def nudge(task_name: str, *args: Any) -> None:
    """Send a task by name once the transaction commits. A dead broker only delays it until its sweep."""
    transaction.on_commit(partial(_send, task_name, args), robust=True)


def nudge_drain(task_name: str) -> None:
    """Ask once the transaction commits for a task that does whatever waits, unless one waits to begin.

    However many ask before it begins, one message is sent; the task must begin with `drain_begins`.
    """
    transaction.on_commit(partial(_send_drain, task_name), robust=True)


def drain_begins(task_name: str) -> None:
    """From now on a nudge sends a new message: what is committed later may not be seen by this run."""
    try:
        _redis.delete(_drain(task_name))
    except RedisError:
        return


def _send_drain(task_name: str) -> None:
    try:
        is_first = _redis.set(_drain(task_name), 1, nx=True, ex=DRAIN_SECONDS)
    except RedisError:
        logger.warning("no broker: %s is left to its sweep", task_name)
        return
    if is_first:
        _send(task_name, ())


def _drain(task_name: str) -> str:
    return f"drain:{task_name}"


def _send(task_name: str, args: tuple[Any, ...]) -> None:
    try:
        current_app.send_task(task_name, args=args)
    except (OperationalError, RedisError, OSError):
        logger.warning("no broker: %s%s is left to its sweep", task_name, args)
