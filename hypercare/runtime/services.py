"""Both embedded servers, brought up and down in order."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from hypercare.runtime.location import Location
from hypercare.runtime.postgres import Postgres
from hypercare.runtime.redis import Redis


class Services:
    """PostgreSQL and Redis of one location."""

    def __init__(self, location: Location, *, is_durable: bool = True) -> None:
        self.location = location
        self.postgres = Postgres(location, is_durable=is_durable)
        self.redis = Redis(location)

    @property
    def addresses(self) -> dict[str, str]:
        """The environment that points the application here."""
        return {"DATABASE_URL": self.location.database_url, "REDIS_URL": self.location.redis_url}

    def start(self) -> None:
        """PostgreSQL, then Redis; both or none. Raises `OperatorError`."""
        self.postgres.start()
        try:
            self.redis.start()
        except BaseException:
            self.postgres.stop()
            raise

    def stop(self) -> None:
        """Redis, then PostgreSQL, then their empty socket folder."""
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self.location.sockets, ignore_errors=True)


@contextmanager
def running(location: Location, *, is_durable: bool = True) -> Iterator[Services]:
    """Both servers, for as long as the block runs."""
    services = Services(location, is_durable=is_durable)
    services.start()
    try:
        yield services
    finally:
        services.stop()
