"""How often what was looked for is among the first hits, and how sure the figure is."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DRAWS = 10_000
SEED = 20_261_124
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


def recall(found: Mapping[int, Sequence[int]], pairs: Sequence[Pair], at: int) -> list[float]:
    """For each pair, how many of its two sides have the other among their first `at`: 0, a half or 1."""
    return [((b in found[a][:at]) + (a in found[b][:at])) / 2 for a, b in pairs]


def halves(count: int, *, seed: int = SEED) -> tuple[list[int], list[int]]:
    """The places of `count` pairs, split by chance into two halves."""
    places = list(range(count))
    random.Random(seed).shuffle(places)  # noqa: S311 - statistics
    return sorted(places[: count // 2]), sorted(places[count // 2 :])


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def paired_difference(one: Sequence[float], other: Sequence[float]) -> Interval:
    """Mean of `one` minus `other` over the same pairs, whole pairs drawn with replacement."""
    return bootstrap([a - b for a, b in zip(one, other, strict=True)])


def bootstrap(values: Sequence[float], *, draws: int = DRAWS, seed: int = SEED) -> Interval:
    """The mean of `values` with its 95 % percentile interval; the same for the same seed."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    chance = random.Random(seed)  # noqa: S311 - statistics
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(draws))
    return Interval(mean(values), means[int(0.025 * draws)], means[int(0.975 * draws)])
