"""The one way to send work to Celery: after commit, and never at the caller's cost."""

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import Lock, Thread
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

# So long who asks waits for others who ask, after somebody's message was sent.
GATHER_SECONDS = 0.05

_redis = Redis.from_url(settings.REDIS_URL, **IMPATIENT)


def nudge(task_name: str, *args: Any) -> None:
    """Send a task by name once the transaction commits. A dead broker only delays it until its sweep."""
    transaction.on_commit(partial(_send, task_name, args), robust=True)


def nudge_drain(task_name: str) -> None:
    """Ask once the transaction commits for a task that does whatever waits, unless one waits to begin.

    However many ask before it begins, one message is sent; the task must begin with `drain_begins`. The
    caller does not wait for the broker.
    """
    transaction.on_commit(partial(_asker.ask, task_name), robust=True)


def drain_begins(task_name: str) -> None:
    """From now on a nudge sends a new message: what is committed later may not be seen by this run."""
    try:
        _redis.delete(_drain(task_name))
    except RedisError:
        return


class Asker:
    """A thread that asks for drains and ends when nobody wants one; all who ask meanwhile ask once.

    A process that ends waits for it. One that is killed leaves what it had to ask for to the sweep.
    """

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._lock = Lock()
        self._wanted: set[str] = set()
        self._thread: Thread | None = None

    def ask(self, task_name: str) -> None:
        """Have this drain asked for, soon."""
        with self._lock:
            self._wanted.add(task_name)
            if self._thread is None or not self._thread.is_alive():  # a forked process has no such thread
                self._thread = Thread(target=self._run, name="drains")
                self._thread.start()

    def _run(self) -> None:
        while names := self._take():
            for name in names:
                self._send(name)
            time.sleep(GATHER_SECONDS)

    def _take(self) -> set[str]:
        with self._lock:
            names, self._wanted = self._wanted, set()
            if not names:
                self._thread = None
            return names


def _send_drain(task_name: str) -> None:
    try:
        is_first = _redis.set(_drain(task_name), 1, nx=True, ex=DRAIN_SECONDS)
    except RedisError:
        logger.warning("no broker: %s is left to its sweep", task_name)
        return
    if is_first:
        _send(task_name, ())


_asker = Asker(_send_drain)


def _drain(task_name: str) -> str:
    return f"drain:{task_name}"


def _send(task_name: str, args: tuple[Any, ...]) -> None:
    try:
        current_app.send_task(task_name, args=args)
    except (OperationalError, RedisError, OSError):
        logger.warning("no broker: %s%s is left to its sweep", task_name, args)
