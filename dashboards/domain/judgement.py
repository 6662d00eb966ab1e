"""Whether a number may be judged, and whether it got better or worse."""

from dataclasses import dataclass
from enum import StrEnum

from dashboards.domain.kpis import ENOUGH, Better, Kpi, Unit


class Verdict(StrEnum):
    """What a change means to the people of the launch."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNJUDGED = "unjudged"


class Direction(StrEnum):
    """Where a number moved."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with the number of rows it was computed from."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A change against the week before: relative in percent for times, in points for shares, else plain."""

    direction: Direction
    change: float
    verdict: Verdict


def has_too_few(kpi: Kpi, n: int) -> bool:
    """Whether a share or an average stands on too few rows to be judged; counts never do."""
    return kpi.is_sample and n < ENOUGH


def trend(kpi: Kpi, now: Reading, before: Reading) -> Trend | None:
    """The change since the week before; `None` where either side is missing or has too few rows."""
    if now.value is None or before.value is None:
        return None
    if has_too_few(kpi, now.n) or has_too_few(kpi, before.n):
        return None
    if kpi.unit is Unit.HOURS and not before.value:
        return None
    change = now.value - before.value
    if kpi.unit is Unit.HOURS:
        change = 100 * change / before.value
    change = float(round(change, 1 if kpi.unit is Unit.PERCENT else 0))
    direction = Direction.FLAT if not change else Direction.UP if change > 0 else Direction.DOWN
    return Trend(direction, abs(change), verdict_of(kpi.better, direction))


def verdict_of(better: Better, direction: Direction) -> Verdict:
    """The table of good and bad directions."""
    return _VERDICTS[better, direction]


_VERDICTS = {
    (Better.LOWER, Direction.DOWN): Verdict.BETTER,
    (Better.LOWER, Direction.UP): Verdict.WORSE,
    (Better.LOWER, Direction.FLAT): Verdict.SAME,
    (Better.HIGHER, Direction.DOWN): Verdict.WORSE,
    (Better.HIGHER, Direction.UP): Verdict.BETTER,
    (Better.HIGHER, Direction.FLAT): Verdict.SAME,
    (Better.NEITHER, Direction.DOWN): Verdict.UNJUDGED,
    (Better.NEITHER, Direction.UP): Verdict.UNJUDGED,
    (Better.NEITHER, Direction.FLAT): Verdict.SAME,
}
