"""Comparing two things fairly on a noisy machine: alternately, many times, by the median of the ratios."""

import gc
import http.client
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypercare.runtime import application
from tests.benchmarks.stage import Site

WARM_UPS = 20
PAIRS = 200
ROUNDS = 3
Seconds = float
Probe = Callable[[], Seconds]


class Visitor:
    """A signed-in browser on one connection, which counts only the time of its requests."""

    def __init__(self, site: Site, cookies: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection(application.HOST, site.port, timeout=120)
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}

    def get(self, path: str) -> Seconds:
        """How long the page took. Raises `AssertionError` unless it came with 200."""
        started = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - started
        assert answer.status == 200, f"{answer.status} for {path}: {body[:200]!r}"
        return seconds

    def page(self, path: str) -> Probe:
        """A probe of one page."""
        return lambda: self.get(path)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Times of a thing and of what it is measured against, pair by pair."""

    base: tuple[Seconds, ...]
    measured: tuple[Seconds, ...]

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(self.base + other.base, self.measured + other.measured)

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return statistics.median(m / b for b, m in zip(self.base, self.measured, strict=True))

    @property
    def p95_ratio(self) -> float:
        """The 95th percentile of one against that of the other."""
        return p95(self.measured) / p95(self.base)

    @property
    def extra(self) -> Seconds:
        """The median of what it takes longer."""
        return statistics.median(m - b for b, m in zip(self.base, self.measured, strict=True))

    @property
    def median(self) -> Seconds:
        """Of the thing itself."""
        return statistics.median(self.measured)

    @property
    def base_median(self) -> Seconds:
        """Of what it is measured against."""
        return statistics.median(self.base)


def p95(times: Sequence[Seconds]) -> Seconds:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def compare(base: Probe, measured: Probe, *, pairs: int = PAIRS, warm_ups: int = WARM_UPS) -> Comparison:
    """Alternately, after warming both up; which goes first changes with each pair."""
    for _ in range(warm_ups):
        base(), measured()
    gc.collect()
    gc.disable()
    try:
        times = [_pair(base, measured, is_swapped=bool(n % 2)) for n in range(pairs)]
    finally:
        gc.enable()
    return Comparison(tuple(b for b, _ in times), tuple(m for _, m in times))


def in_rounds(base: Probe, measured: Probe, *, pairs: int = PAIRS) -> list[Comparison]:
    """Three rounds of `compare`."""
    return [compare(base, measured, pairs=pairs) for _ in range(ROUNDS)]


def median_ratio(rounds: Sequence[Comparison]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(each.ratio for each in rounds)


def _pair(base: Probe, measured: Probe, *, is_swapped: bool) -> tuple[Seconds, Seconds]:
    if is_swapped:
        second = measured()
        return base(), second
    return base(), measured()
