"""One pair of servers per test session: begun by the first process, shared with its xdist workers."""

import os
import shutil
from pathlib import Path

from hypercare.runtime.location import PROJECT, Location
from hypercare.runtime.processes import is_alive
from hypercare.runtime.services import Services

# Workers inherit the variable, so all of a session agree on its location.
OWNER = int(os.environ.setdefault("HYPERCARE_TEST_SESSION", str(os.getpid())))
SESSIONS = PROJECT / "var" / "tests"
LOCATION = Location(SESSIONS / str(OWNER))
# A Redis database for each worker: 0 without xdist, then 1, 2, ...
REDIS_DATABASE = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
ADDRESSES = {
    "DATABASE_URL": LOCATION.database_url,
    "REDIS_URL": LOCATION.redis_url.replace("db=0", f"db={REDIS_DATABASE}"),
}


def start() -> Services:
    """Start the servers, without the safety on disk that test data does not need."""
    _sweep(SESSIONS)
    services = Services(LOCATION, is_durable=False)
    services.start()
    return services


def stop(services: Services) -> None:
    """Stop them and forget their data."""
    services.stop()
    shutil.rmtree(services.location.root, ignore_errors=True)


def _sweep(sessions: Path) -> None:
    """Remove what killed sessions left; their servers died with them."""
    for left in sessions.iterdir() if sessions.exists() else ():
        if not is_alive(int(left.name)):
            shutil.rmtree(left, ignore_errors=True)
            shutil.rmtree(Location(left).sockets, ignore_errors=True)
