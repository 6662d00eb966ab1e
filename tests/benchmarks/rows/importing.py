"""How many rows of another system's history the real command imports a second, into the large set.

The file is the tests' excerpt of a real log, many times over, each time with incident numbers of its own. The
launch has targets, so clocks are planned and breaches found; the time is that of the whole command.
"""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

from hypercare.runtime.location import PROJECT
from tests.benchmarks.report import Measured
from tests.benchmarks.stage import ROOT, Site, Stage

BAR = 3000
COPIES = 135
EXCERPT = PROJECT / "tests" / "incidents" / "importing" / "excerpt" / "incident_event_log.csv"
KEY = "IMPORTED"
LAUNCH = ("--name", "Imported history", "--go-live", "2016-02-29", "--ends", "2016-06-30")


def measure(stage: Stage) -> Iterator[Measured]:
    """One import into a launch made for it, which goes again."""
    file = ROOT / "history.csv"
    rows = multiply(EXCERPT, file)
    stage.large.run("tests.benchmarks.inside:forget_launch", KEY)
    try:
        seconds = _import(stage.large, file)
        written = stage.large.run("tests.benchmarks.inside:events_of", KEY)
    finally:
        stage.large.run("tests.benchmarks.inside:forget_launch", KEY)
    rate = rows / seconds
    figure = f"{rate:,.0f}/s ({rows:,} rows, {written:,} events, {seconds:.1f} s)"
    yield Measured("import", "history rows a second", f">= {BAR:,}", figure, rate >= BAR, rate)


def multiply(source: Path, target: Path, copies: int = COPIES) -> int:
    """Write the log `copies` times over; returns how many rows that are."""
    with source.open(newline="") as log:
        header, *rows = csv.reader(log)
    place = header.index("number")
    with target.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for copy in range(copies):
            for row in rows:
                writer.writerow([*row[:place], f"{row[place]}-{copy}", *row[place + 1 :]])
    return copies * len(rows)


def _import(site: Site, file: Path) -> float:
    """How long the command took, Python's start included."""
    site.manage("create_launch", KEY, *LAUNCH)
    started = time.perf_counter()
    site.manage("import_incidents", str(file), "--source", "servicenow", "--launch", KEY)
    return time.perf_counter() - started
