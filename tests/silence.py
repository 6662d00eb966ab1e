"""A Redis that takes connections and never says a word, as one does that hangs."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from redis import Redis

from hypercare.lib.cache import IMPATIENT


@contextmanager
def silent_redis(folder: Path, *modules: str) -> Iterator[None]:
    """While it lasts, these modules' client speaks to such a server."""
    address = folder / "silent.sock"
    with socket.socket(socket.AF_UNIX) as server, ExitStack() as patches:
        server.bind(str(address))
        server.listen()
        client = Redis.from_url(f"unix://{address}", **IMPATIENT)
        for module in modules:
            patches.enter_context(patch(f"{module}._redis", client))
        yield
