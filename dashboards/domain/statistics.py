"""The arithmetic of the numbers: each the pure twin of what the database computes."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Z95 = 1.959963984540054  # 97.5 % quantile of the normal distribution
ROUNDING = 1e-12  # a product of fractions that is a half may come out a little above
SMALLEST_MEDIAN_SAMPLE = 6  # below, not even the whole range covers a median with 95 %
AGE_BUCKETS: tuple[tuple[str, float, float], ...] = (  # label, from, to; in days
    ("0-1", 0, 1),
    ("1-3", 1, 3),
    ("3-7", 3, 7),
    ("7-14", 7, 14),
    ("14-30", 14, 30),
    (">30", 30, math.inf),
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long one incident took, or how long it has lasted so far when it is not over."""

    hours: float
    is_over: bool


def percentile(values: Sequence[float], fraction: float) -> float | None:
    """Continuous percentile with linear interpolation, as `percentile_cont`; `None` of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    rank = fraction * (len(ordered) - 1)
    below = math.floor(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])


def wilson(successes: int, n: int) -> Interval | None:
    """Wilson's score interval (1927) of a share, 95 %, in percent; `None` of nothing.

    It stays within 0 and 100 and is honest for few rows and for shares near the ends.
    """
    if not n:
        return None
    share, square = successes / n, Z95 * Z95
    centre = (share + square / (2 * n)) / (1 + square / n)
    reach = Z95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n**2))
    return Interval(100 * max(centre - reach, 0), 100 * min(centre + reach, 1))


def median_ranks(n: int) -> tuple[int, int] | None:
    """Which of n ordered values (counted from 1) bound their median with about 95 %; `None` under 6.

    How many values lie below the true median is binomial (n, 1/2), here by its normal approximation:
    n/2 -+ 1.96 * sqrt(n)/2, rounded outwards (Conover, Practical Nonparametric Statistics).
    """
    if n < SMALLEST_MEDIAN_SAMPLE:
        return None
    reach = Z95 * math.sqrt(n) / 2
    return max(1, math.floor(n / 2 - reach)), min(n, math.ceil(n / 2 + 1 + reach))


def median_interval(values: Sequence[float]) -> Interval | None:
    """Distribution-free 95 % interval of the median, by order statistics."""
    ranks = median_ranks(len(values))
    if ranks is None:
        return None
    ordered = sorted(values)
    return Interval(ordered[ranks[0] - 1], ordered[ranks[1] - 1])


def kaplan_meier_median(lifetimes: Iterable[Lifetime]) -> float | None:
    """Hours by which half are over, open ones counted as lasting on; `None` when not reached.

    The product-limit estimate (Kaplan and Meier, 1958): at each time somebody ends, survival shrinks by
    the share of those still there who end. What is open leaves the group without an end.
    """
    ordered = sorted(lifetimes, key=_hours)
    at_risk, survival = len(ordered), 1.0
    for hours, together in groupby(ordered, key=_hours):
        ends = [each.is_over for each in together]
        survival *= 1 - sum(ends) / at_risk
        at_risk -= len(ends)
        if survival <= 0.5 + ROUNDING:
            return hours
    return None


def _hours(lifetime: Lifetime) -> float:
    return lifetime.hours


def is_still_moving(lifetimes: Iterable[Lifetime], median: float | None) -> bool:
    """Whether time alone can move a Kaplan-Meier median: something open is younger than it."""
    return median is not None and any(not each.is_over and each.hours < median for each in lifetimes)


def age_counts(ages_in_days: Iterable[float]) -> Mapping[str, int]:
    """How many fall into each bucket; a bucket begins with its lower bound."""
    counts = dict.fromkeys((label for label, _, _ in AGE_BUCKETS), 0)
    for age in ages_in_days:
        counts[next(label for label, low, high in AGE_BUCKETS if low <= max(age, 0) < high)] += 1
    return counts
