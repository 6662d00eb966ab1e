"""The whole application on a free port, for journeys and for tests that kill parts of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from hypercare.runtime import application, processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import PROJECT, Location
from hypercare.runtime.server import Server
from hypercare.runtime.services import Services

START_SECONDS = 60.0
START_ATTEMPTS = 10
NO_SETTINGS: Mapping[str, str] = {}
SETTINGS = "hypercare.settings.dev"


class Stack:
    """`make run` without the demo, on servers of its own that a test may stop and start."""

    def __init__(
        self, folder: Path, *, is_durable: bool = False, settings: Mapping[str, str] = NO_SETTINGS
    ) -> None:
        self.location = Location(folder / "servers")
        self.services = Services(self.location, is_durable=is_durable)
        self.port = free_port()
        self.url = f"http://{application.HOST}:{self.port}"
        self.log = folder / "run.log"
        self.environment = {
            **os.environ,
            **self.services.addresses,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "HYPERCARE_VAR": str(folder / "application"),
            "PORT": str(self.port),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return when the web server answers."""
        self.services.start()
        command = [sys.executable, "-m", "hypercare.runtime", "run", "--without-demo"]
        guarded = processes.dying_with_parent(command, signal.SIGKILL)
        self.process = processes.start_logged(
            guarded, log=self.log, folder=PROJECT, environment=self.environment
        )
        if not processes.wait_until(self.is_up, START_SECONDS):
            self.stop()
            raise AssertionError(f"The application did not start:\n{processes.last_lines(self.log, 60)}")

    def stop(self) -> None:
        """Stop the application, then its servers."""
        self.stop_application()
        self.services.stop()

    def stop_application(self) -> None:
        """Stop web, workers and beat, and leave the servers to whoever wants to look."""
        if self.process is not None:
            processes.stop(self.process, signal.SIGTERM)

    def is_up(self) -> bool:
        """Whether `/healthz` answers 200."""
        return is_answering(self.port)

    def manage(self, *arguments: str) -> str:
        """The output of a management command run against this stack; fails the test when it fails."""
        result = subprocess.run(
            application.manage(*arguments),
            cwd=PROJECT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def kill_worker(self, queue: str = "default") -> None:
        """`kill -9` the worker of a queue in the middle of whatever it does; the supervisor restarts it."""
        self.kill(worker_words(queue))

    def kill(self, words: str) -> None:
        """`kill -9` the main process with these words in its command; the supervisor restarts it."""
        [pid] = self.leaders(words)
        os.kill(pid, signal.SIGKILL)
        assert processes.wait_until(lambda: self.leaders(words) not in ([], [pid]), START_SECONDS)

    def workers(self, queue: str) -> list[int]:
        """The main process of the worker of a queue; its pool's processes are not counted."""
        return self.leaders(worker_words(queue))

    def leaders(self, words: str) -> list[int]:
        """Every main process with these words in its command."""
        mine = processes_at(self.location)
        return [pid for pid in mine if is_leader(pid) and words in processes.command_line(pid)]

    def kill_server(self, server: Server, *, away_seconds: float = 0) -> None:
        """`kill -9` PostgreSQL or Redis, and start it again."""
        assert server.process is not None
        server.process.kill()
        server.process.wait()
        time.sleep(away_seconds)
        start_patiently(server)

    def restart_redis(self, *, away_seconds: float = 0) -> None:
        """Stop Redis, which forgets everything, and start it again."""
        _restart(self.services.redis, away_seconds)

    def restart_postgres(self, *, away_seconds: float = 0) -> None:
        """Stop PostgreSQL under its clients, and start it again."""
        _restart(self.services.postgres, away_seconds)


def worker_words(queue: str) -> str:
    """What only the command of the worker of a queue has in it."""
    return f" -Q {queue} "


def start_patiently(server: Server) -> None:
    """Start it once the last process of a killed one has let go of its data."""
    for attempt in range(START_ATTEMPTS):
        try:
            server.start()
        except OperatorError:
            if attempt == START_ATTEMPTS - 1:
                raise
            time.sleep(1)
        else:
            return


def children(pid: int) -> list[int]:
    """The processes a process started itself."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


def processes_at(location: Location) -> list[int]:
    """Every living process that knows this location, by its command line or its environment."""
    markers = (location.sockets.name, str(location.root))
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        known = processes.command_line(pid) + _environment_of(folder)
        if any(marker in known for marker in markers) and processes.is_alive(pid):
            found.append(pid)
    return found


def is_leader(pid: int) -> bool:
    """Whether the process leads its group: the main process of a server or worker, not one of its pool."""
    try:
        return os.getpgid(pid) == pid
    except ProcessLookupError:
        return False


def is_answering(port: int) -> bool:
    """Whether `/healthz` answers 200 there."""
    try:
        with urllib.request.urlopen(f"http://{application.HOST}:{port}/healthz", timeout=5):
            return True
    except OSError:
        return False


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((application.HOST, 0))
        return int(probe.getsockname()[1])


def _environment_of(folder: Path) -> str:
    try:
        return (folder / "environ").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _restart(server: Server, away_seconds: float) -> None:
    server.stop()
    time.sleep(away_seconds)
    server.start()
