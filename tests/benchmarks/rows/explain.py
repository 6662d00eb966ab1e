"""Which index each query of a hot path uses at the large set; reading a large table from end to end fails."""

from collections.abc import Iterator

from tests.benchmarks.report import Measured
from tests.benchmarks.stage import Stage


def measure(stage: Stage) -> Iterator[Measured]:
    """One line for each path."""
    for path in stage.large.run("tests.benchmarks.plans:paths"):
        indexes, scans = stage.large.run("tests.benchmarks.plans:plan", path)
        figure = ", ".join(indexes) or "no table of size"
        if scans:
            figure = f"reads all of {', '.join(scans)}; {figure}"
        yield Measured("plan", path, "no sequential scan", figure, not scans)
