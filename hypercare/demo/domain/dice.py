"""Numbers that look random and are the same whenever the same labels are given."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
RANGE = 2**64
NORMAL = NormalDist()


class Dice:
    """A sequence of rolls that depends on the labels only, so a plan can be made again after a kill."""

    def __init__(self, *labels: object) -> None:
        self._name = "/".join(map(str, labels))
        self._count = 0

    def roll(self) -> float:
        """The next number, above 0 and below 1."""
        self._count += 1
        digest = sha256(f"{self._name}#{self._count}".encode()).digest()
        return (int.from_bytes(digest[:8]) + 1) / (RANGE + 2)

    def chance(self, share: float) -> bool:
        """True in this share of rolls, from 0 to 1."""
        return self.roll() < share

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self.roll() * len(options))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as likely as its weight says."""
        left = self.roll() * sum(weights.values())
        for option, weight in weights.items():
            left -= weight
            if left < 0:
                return option
        return list(weights)[-1]

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def around(self, median: float, sigma: float) -> float:
        """A positive number, half of them below the median (log-normal)."""
        return median * exp(sigma * NORMAL.inv_cdf(self.roll()))
