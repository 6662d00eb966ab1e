"""Clocks that fall due: what a sweep costs beside one UPDATE, and how late a breach is marked.

The UPDATE changes the very rows and columns that the sweep does, clocks and incidents, as one statement that
is told their ids; the sweep finds and locks them, asks the rules, writes the events and says so as well.

For the breaches beat and the worker of the urgent queue run as in production, on the large set; they are all
that a breach passes through. The instants are spread over one second, and the wait is seen from outside.
"""

import signal
import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from hypercare.runtime import application, processes
from hypercare.runtime.location import PROJECT, Location
from tests.benchmarks.report import Measured
from tests.benchmarks.stage import ROOT, Site, Stage
from tests.benchmarks.timing import compare

BAR, SECONDS_BAR = 5.0, 2.0
DUE = 500
PAIRS, WARM_UPS = 30, 3
ROUNDS = 5
RUNNING = ("worker-urgent", "beat")


def measure(stage: Stage) -> Iterator[Measured]:
    """A full second's load: as many as may be due in one."""
    site = stage.large
    seen = compare(
        lambda: float(site.run("tests.benchmarks.work:plain_update", "B0", DUE)),
        lambda: float(site.run("tests.benchmarks.work:sweep", "B0", DUE)),
        pairs=PAIRS,
        warm_ups=WARM_UPS,
    )
    figure = f"{seen.ratio:.2f} x ({seen.median * 1000:.0f} ms, UPDATE {seen.base_median * 1000:.0f} ms)"
    yield Measured(
        "sweep", f"{DUE} due clocks, one UPDATE", f"<= {BAR:g} x", figure, seen.ratio <= BAR, seen.ratio
    )
    with _swept(site):
        waits = [site.run("tests.benchmarks.breaching:latest_marks", DUE) for _ in range(ROUNDS)]
    last = max(max(each) for each in waits)
    middle = statistics.median(wait for each in waits for wait in each)
    figure = f"last after {last:.2f} s, half after {middle:.2f} s"
    yield Measured(
        "sweep", f"{DUE} breaches within a second", f"<= {SECONDS_BAR:g} s", figure, last <= SECONDS_BAR
    )


@contextmanager
def _swept(site: Site) -> Iterator[None]:
    """Beat and the urgent worker on this set, as soon as they have begun and caught up."""
    commands = application.commands(Location(ROOT), site.port)
    running = [
        processes.start_logged(
            processes.dying_with_parent(commands[name], signal.SIGTERM),
            log=ROOT / f"{name}.log",
            folder=PROJECT,
            environment=site.environment,
        )
        for name in RUNNING
    ]
    try:
        site.run("tests.benchmarks.breaching:latest_marks", 1)
        yield
    finally:
        for process in reversed(running):
            processes.stop(process, signal.SIGTERM)
