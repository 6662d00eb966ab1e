"""The week page against the floor."""

from collections.abc import Iterator

from tests.benchmarks.report import Measured
from tests.benchmarks.rows.queue import FLOOR
from tests.benchmarks.stage import Stage
from tests.benchmarks.timing import Visitor, in_rounds, median_ratio

BAR = 1.5
PATH = "/launches/B0/"


def measure(stage: Stage) -> Iterator[Measured]:
    """The largest launch's latest week."""
    visitor = Visitor(stage.large, stage.large.cookies())
    rounds = in_rounds(visitor.page(FLOOR), visitor.page(PATH))
    ratio = median_ratio(rounds)
    figure = f"{ratio:.2f} x ({rounds[0].median * 1000:.1f} ms, F {rounds[0].base_median * 1000:.1f} ms)"
    yield Measured("week page", "largest launch", f"<= {BAR} x F", figure, ratio <= BAR, ratio)
