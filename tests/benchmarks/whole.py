"""The whole application on a copy of the large set: web, workers and beat. The set itself stays as it is."""

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from hypercare.runtime import application, processes
from hypercare.runtime.location import PROJECT, Location
from hypercare.runtime.services import Services
from tests.benchmarks import stage

COPY, NUMBER = "load", 4
SETTLE_SECONDS = 600.0
LOOK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Whole:
    """The served copy, and the main process of each part by its name."""

    site: stage.Site
    processes: Mapping[str, int]

    def settle(self) -> float:
        """Wait until nothing is due; how many seconds that took. Raises `RuntimeError` when it never ends."""
        started = time.monotonic()
        while waiting := self.site.run("tests.benchmarks.ledger:waiting_work"):
            if time.monotonic() - started > SETTLE_SECONDS:
                raise RuntimeError(f"The background does not come to rest: {waiting}")
            time.sleep(LOOK_SECONDS)
        return time.monotonic() - started


@contextmanager
def running(say: Callable[[str], None]) -> Iterator[Whole]:
    """For as long as the block runs."""
    location = Location(stage.ROOT)
    large = stage.prepare(location, say)["large"]
    services = Services(location)
    with ExitStack() as stack:
        stack.callback(services.stop)
        services.start()
        site = stage.site_at(location, COPY, NUMBER)
        say("Copying the large set.")
        stage.recreate(site, template=large)
        stack.callback(stage.drop, site)
        stack.callback(site.stop)
        site.start_web(stage.ROOT / f"web-{COPY}.log")
        parts = dict(_background(site, location, stack))
        yield Whole(site, {"web": site.web.pid, **parts, **_servers(services)})


def _background(site: stage.Site, location: Location, stack: ExitStack) -> Iterator[tuple[str, int]]:
    """Workers and beat, as `make run` starts them."""
    for name, command in application.commands(location, site.port).items():
        if name == "web":
            continue
        started = processes.start_logged(
            processes.dying_with_parent(command, signal.SIGKILL),
            log=stage.ROOT / f"{name}-{COPY}.log",
            folder=PROJECT,
            environment={**site.environment, "BASE_URL": site.url},
        )
        stack.callback(processes.stop, started, signal.SIGTERM)
        yield name, started.pid


def _servers(services: Services) -> dict[str, int]:
    known = {"postgres": services.postgres.process, "redis": services.redis.process}
    return {name: process.pid for name, process in known.items() if process is not None}
