"""What a hundred times the data costs: the same work at the small and at the large set, alternately."""

from collections.abc import Callable, Iterator

from tests.benchmarks.report import Measured
from tests.benchmarks.stage import Stage
from tests.benchmarks.timing import Comparison, Probe, Visitor, compare

RATIO_BAR, EXTRA_BAR_SECONDS = 1.3, 0.001
PAIRS = 200
BAR = "<= 1.3 x + 1 ms"
PAGES = {
    "queue": "/queue/?launch=B0",
    "queue by priority": "/queue/?launch=B0&sort=priority",
    "week page": "/launches/B0/",
}
WORK = {
    "one incident's recomputation": "tests.benchmarks.work:recompute",
    "one event's KPI refresh": "tests.benchmarks.work:refresh",
    "sweep of 50 due clocks": "tests.benchmarks.work:sweep",
}
# Their cost is that of the rows they count; they run once for many events, never once for each.
BATCHES = {
    "all numbers of one week": "tests.benchmarks.work:recount_week",
    "all numbers of a launch to date": "tests.benchmarks.work:recount_to_date",
}


def measure(stage: Stage) -> Iterator[Measured]:
    """Pages through their servers, background work inside each set's process."""
    visitors = {site.name: Visitor(site, site.cookies()) for site in stage.sites}
    for what, path in PAGES.items():
        yield line(what, compare(visitors["small"].page(path), visitors["large"].page(path), pairs=PAIRS))
    incidents = {
        site.name: site.run("tests.benchmarks.work:some_incidents", "B0", PAIRS // 2) for site in stage.sites
    }
    pages = {name: _one_after_another(visitors[name], keys) for name, keys in incidents.items()}
    yield line("incident page", compare(pages["small"], pages["large"], pairs=PAIRS))
    for what, function in WORK.items():
        small, large = (_inside(stage, name, function) for name in ("small", "large"))
        yield line(what, compare(small, large, pairs=PAIRS, warm_ups=10))
    for what, function in BATCHES.items():
        small, large = (_inside(stage, name, function) for name in ("small", "large"))
        seen = compare(small, large, pairs=5, warm_ups=1)
        yield Measured("batch, small and large", what, "-", _times(seen), None, seen.ratio)


def line(what: str, seen: Comparison) -> Measured:
    """One comparison against the bar; the bar allows for a millisecond on top."""
    allowed = RATIO_BAR * seen.base_median + EXTRA_BAR_SECONDS
    return Measured(
        "growth, small to large",
        what,
        BAR,
        f"{seen.ratio:.2f} x ({_times(seen)})",
        seen.median <= allowed,
        seen.ratio,
    )


def _times(seen: Comparison) -> str:
    return f"{seen.base_median * 1000:.1f} -> {seen.median * 1000:.1f} ms"


def _one_after_another(visitor: Visitor, keys: list[str]) -> Probe:
    turn = iter(range(10**9))
    return lambda: visitor.get(f"/incidents/{keys[next(turn) % len(keys)]}/")


def _inside(stage: Stage, name: str, function: str) -> Callable[[], float]:
    site = getattr(stage, name)
    return lambda: float(site.run(function, "B0"))
