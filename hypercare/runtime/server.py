"""What PostgreSQL and Redis have in common: one process in the foreground, one log, one stop signal."""

import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from hypercare.runtime import processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import Location


class Server(ABC):
    """A server of one location. Whoever starts it must hold the location's lock, or own the location."""

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]
    start_seconds: ClassVar[float]

    def __init__(self, location: Location) -> None:
        self.location = location
        self.log = location.root / f"{self.name.lower()}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def start(self) -> None:
        """Come up, recovering from whatever an earlier run left. Raises `OperatorError`."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers."""

    def is_running(self) -> bool:
        """Whether the process we started still runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End at once but cleanly."""
        if self.process is not None:
            processes.stop(self.process, self.stop_signal)

    def launch(self, command: Sequence[str]) -> None:
        """Start the process and wait until it answers. Raises `OperatorError` with the end of its log."""
        self.process = processes.start_logged(command, log=self.log, folder=self.location.root)
        processes.wait_until(lambda: self.is_ready() or not self.is_running(), self.start_seconds)
        if not self.is_ready():
            self.stop()
            raise OperatorError(f"{self.name} did not start:\n{processes.last_lines(self.log)}")
