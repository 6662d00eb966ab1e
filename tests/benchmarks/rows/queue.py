"""The queue at the large set: every sort with every filter and fifty combinations, near and deep."""

import itertools
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.report import Measured
from tests.benchmarks.stage import Site, Stage
from tests.benchmarks.timing import Comparison, Visitor, compare, in_rounds, median_ratio

MEDIAN_BAR, P95_BAR, QUERIES_BAR = 1.5, 3.0, 8
FLOOR = "/bench/floor/?launch=B0"
PAIRS_EACH = 10
WORST, WORST_PAIRS = 4, 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One address of the queue and what it took."""

    path: str
    comparison: Comparison


def measure(stage: Stage) -> Iterator[Measured]:
    """Every cell a few times, then the slowest with all rounds."""
    site = stage.large
    visitor = Visitor(site, site.cookies())
    floor = visitor.page(FLOOR)
    compare(floor, visitor.page("/queue/?launch=B0"), pairs=1)
    cells = [
        Cell(path, compare(floor, visitor.page(path), pairs=PAIRS_EACH, warm_ups=2))
        for path in site.run("tests.benchmarks.cells:addresses", "B0")
    ]
    together = sum((cell.comparison for cell in cells), Comparison((), ()))
    yield _line("all", f"median over {len(cells)} addresses", together.ratio, MEDIAN_BAR, together)
    yield _line("all", "p95 against F's p95", together.p95_ratio, P95_BAR, together)
    yield from _worst(cells, visitor)
    yield _queries(site, [cell.path for cell in cells])


def _worst(cells: list[Cell], visitor: Visitor) -> Iterator[Measured]:
    """The slowest addresses once more, in three rounds each."""
    slowest = sorted(cells, key=lambda cell: cell.comparison.ratio, reverse=True)[:WORST]
    rounds = {
        cell.path: in_rounds(visitor.page(FLOOR), visitor.page(cell.path), pairs=WORST_PAIRS)
        for cell in slowest
    }
    path = max(rounds, key=lambda each: median_ratio(rounds[each]))
    ratio = median_ratio(rounds[path])
    p95 = statistics.median(each.p95_ratio for each in rounds[path])
    yield _line("slowest", path, ratio, MEDIAN_BAR, rounds[path][0])
    yield _line("slowest", "its p95 against F's p95", p95, P95_BAR, rounds[path][0])


def _line(row: str, what: str, ratio: float, bar: float, seen: Comparison) -> Measured:
    milliseconds = f"{seen.median * 1000:.1f} ms, F {seen.base_median * 1000:.1f} ms"
    return Measured(
        f"queue, {row}", what, f"<= {bar} x F", f"{ratio:.2f} x ({milliseconds})", ratio <= bar, ratio
    )


def _queries(site: Site, paths: list[str]) -> Measured:
    """Counted in the page itself, with the head's cache cold."""
    sample = list(itertools.islice(paths, 0, None, 7))
    floor, most = site.run("tests.benchmarks.cells:queries_beside", FLOOR, sample)
    return Measured(
        "queue",
        "queries besides F's",
        f"<= {QUERIES_BAR}",
        f"at most {most} (F has {floor})",
        most <= QUERIES_BAR,
    )
