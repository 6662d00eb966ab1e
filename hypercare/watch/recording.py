"""How Celery's tasks tell that they ran: a task of the beat schedule notes when it began and ended."""

from time import monotonic
from typing import Any

from celery import Task

from hypercare.watch.actions.recording import note_began, note_failed, note_finished
from hypercare.watch.schedule import duties

# A process notes a duty at most this often, so that a sweep of every second writes a row now and then.
NOTE_EVERY_SECONDS = 10.0


class WatchedTask(Task):  # type: ignore[type-arg]
    """A task that leaves a note when it is a duty. One that is killed leaves a beginning without an end."""

    _next_note = float("-inf")
    _is_noting = False

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        """Note the beginning, unless this process has noted a run of it a moment ago."""
        self._is_noting = monotonic() >= self._next_note and self.name in duties()
        if self._is_noting:
            self._next_note = monotonic() + NOTE_EVERY_SECONDS
            note_began(self.name)

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        """Note the end of a run whose beginning was noted."""
        if self._is_noting:
            note_finished(self.name)

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        """Note a failure always, and the next run again."""
        if self.name in duties():
            self._next_note = float("-inf")
            note_failed(self.name, error=type(exc).__name__)
