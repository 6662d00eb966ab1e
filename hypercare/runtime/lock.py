"""One owner per location: whoever holds the lock may start its servers."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypercare.runtime import processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import Location

# A killed owner's helpers need a moment to notice and let go.
LINGER_SECONDS = 10.0


class AlreadyOwnedError(OperatorError):
    """Another process owns the location: `pid` is None while it has not said so yet."""

    def __init__(self, location: Location, pid: int | None) -> None:
        self.pid = pid
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"Hypercare already runs here: {who} uses {location.root}."
            " Stop it (Ctrl-C in its terminal) before starting a second copy."
        )


@contextmanager
def owned(location: Location) -> Iterator[bool]:
    """Own the location while the block runs; yields whether the previous owner was killed.

    Raises `AlreadyOwnedError`. The kernel drops the lock with its owner, so it is never stale.
    """
    location.prepare()
    pid_file = location.root / "owner.pid"
    handle = os.open(location.root, os.O_RDONLY)
    try:
        _acquire(handle, location, pid_file)
        was_killed = pid_file.exists()
        pid_file.write_text(f"{os.getpid()}\n")
        try:
            yield was_killed
        finally:
            pid_file.unlink(missing_ok=True)
            shutil.rmtree(location.sockets, ignore_errors=True)
    finally:
        os.close(handle)


def _acquire(handle: int, location: Location, pid_file: Path) -> None:
    """Lock the folder itself. Waits only for an owner that is dead already."""
    if _try_lock(handle):
        return
    pid = processes.first_number(pid_file)
    is_waiting_worth_it = pid is not None and not processes.is_alive(pid)
    if not is_waiting_worth_it or not processes.wait_until(lambda: _try_lock(handle), LINGER_SECONDS):
        raise AlreadyOwnedError(location, pid)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
