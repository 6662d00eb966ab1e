"""The two data sets: the small one is 1 % of the large."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything. The largest launch has most of what is open, so its queue is deep."""

    name: str
    incidents: int
    in_largest: int
    open: int
    open_in_largest: int
    reporters: int
    raw_items: int

    def totals(self) -> list[int]:
        """Incidents of each launch."""
        return _shares(self.incidents, self.in_largest)

    def open_counts(self) -> list[int]:
        """Open incidents of each launch."""
        return _shares(self.open, self.open_in_largest)


def _shares(total: int, in_largest: int) -> list[int]:
    """`total` over the launches: the largest first, each of the others with less than the one before."""
    weights = [1 / (n + 1) for n in range(LAUNCHES - 1)]
    rest = [max(1, int((total - in_largest) * weight / sum(weights))) for weight in weights]
    rest[0] += total - in_largest - sum(rest)
    return [in_largest, *rest]


LAUNCHES = 40
LARGE = Size("large", 1_000_000, 200_000, 20_000, 12_000, 200_000, 100_000)
SMALL = Size("small", 10_000, 2_000, 200, 120, 2_000, 1_000)
SIZES = {size.name: size for size in (SMALL, LARGE)}
