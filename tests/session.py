"""A pair of servers for each process that runs tests, so that none waits for another's transactions."""

import os
import shutil
from pathlib import Path

from hypercare.runtime.location import PROJECT, Location
from hypercare.runtime.processes import is_alive
from hypercare.runtime.services import Services

# Whatever a test starts inherits the variables, so it finds the servers of its test.
OWNER = int(os.environ.setdefault("HYPERCARE_TEST_SESSION", str(os.getpid())))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
SESSIONS = PROJECT / "var" / "tests"
LOCATION = Location(SESSIONS / f"{OWNER}-{WORKER}")
ADDRESSES = {"DATABASE_URL": LOCATION.database_url, "REDIS_URL": LOCATION.redis_url}


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
        owner, _, _ = left.name.partition("-")
        if not is_alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
            shutil.rmtree(Location(left).sockets, ignore_errors=True)
