"""The embedded servers, brought up and down in order."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hypercare.runtime.location import Location
from hypercare.runtime.postgres import Postgres
from hypercare.runtime.redis import Redis
from hypercare.runtime.server import Server

NOTHING_GIVEN: Mapping[str, str] = {}


class Services:
    """PostgreSQL and Redis of one location, less those that run elsewhere: their address is `given`."""

    def __init__(
        self, location: Location, *, given: Mapping[str, str] = NOTHING_GIVEN, is_durable: bool = True
    ) -> None:
        self.location = location
        self.postgres = Postgres(location, is_durable=is_durable)
        self.redis = Redis(location)
        own = {"DATABASE_URL": location.database_url, "REDIS_URL": location.redis_url}
        self.addresses = own | {name: given[name] for name in own if given.get(name)}
        servers: dict[str, Server] = {"DATABASE_URL": self.postgres, "REDIS_URL": self.redis}
        self.embedded = [server for name, server in servers.items() if not given.get(name)]

    def start(self) -> None:
        """PostgreSQL, then Redis; all or none. Raises `OperatorError`."""
        try:
            for server in self.embedded:
                server.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Redis, then PostgreSQL, then their empty socket folder."""
        for server in reversed(self.embedded):
            server.stop()
        shutil.rmtree(self.location.sockets, ignore_errors=True)

    def is_ready(self) -> bool:
        """Whether every embedded server answers."""
        return all(server.is_ready() for server in self.embedded)

    def keep(self) -> list[str]:
        """Start again what somebody killed, and name it. Raises `OperatorError`."""
        gone = [server for server in self.embedded if not server.is_running()]
        for server in gone:
            server.start()
        return [server.name for server in gone]

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        """Keep the owner from stopping the servers while the block runs."""
        with _locked(self.location.sockets, fcntl.LOCK_SH):
            yield

    def wait_for_borrowers(self) -> None:
        """Return when nobody else uses the servers any more."""
        with _locked(self.location.sockets, fcntl.LOCK_EX):
            return


@contextmanager
def running(location: Location, *, is_durable: bool = True) -> Iterator[Services]:
    """Both servers, for as long as the block runs."""
    services = Services(location, is_durable=is_durable)
    services.start()
    try:
        yield services
    finally:
        services.stop()


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)
