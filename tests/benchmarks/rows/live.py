"""How soon a change is seen in another browser, and what open queues cost while nothing changes."""

import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.benchmarks import crowd, gauges
from tests.benchmarks.browser import signed_in
from tests.benchmarks.report import Measured
from tests.benchmarks.stage import Site, Stage

SEEN_SECONDS, SHARE_OF_A_CORE = 2.0, 0.25
LAUNCH, PATH = "B0", "/queue/?launch=B0"
CHANGES, QUEUES, AGENTS = 12, 200, 60
WARM_UP_SECONDS, IDLE_SECONDS = 15.0, 30.0
CHANGED = "([row, words]) => document.getElementById(row)?.innerText !== words"


def measure(stage: Stage) -> Iterator[Measured]:
    """Nobody else works on the set meanwhile."""
    yield _seen(stage.large)
    yield _idle(stage.large)


def _seen(site: Site) -> Measured:
    """Two people take an incident from each other, while a third looks at the queue."""
    takers = [_taker(site, number) for number in (1, 2)]
    with signed_in(site) as browser:
        page = browser.new_page()
        page.goto(PATH)
        seconds = [_until_seen(page, takers[n % 2], n) for n in range(CHANGES)]
    worst = max(seconds)
    figure = f"at most {worst:.2f} s, median {statistics.median(seconds):.2f} s of {CHANGES}"
    return Measured("live", "a change seen in another browser", "<= 2 s", figure, worst <= SEEN_SECONDS)


def _taker(site: Site, number: int) -> crowd.Agent:
    world = crowd.World(site.port, seed=number)
    agent = crowd.Agent(f"agent{number}", world, site.cookies(f"agent{number}@bench.example"), LAUNCH)
    agent.look()
    return agent


def _until_seen(page: Page, taker: crowd.Agent, number: int) -> float:
    """From the click of one to the row of the other; the clicks fall anywhere between two polls."""
    page.wait_for_timeout(1000 * crowd.POLL_SECONDS * (1 + number / CHANGES))
    row = page.locator("[data-row]").first
    name, words = row.get_attribute("id") or "", row.inner_text()
    started = time.perf_counter()
    taker.send("take", name.removeprefix("row-"), {})
    page.wait_for_function(CHANGED, arg=[name, words])
    return time.perf_counter() - started


def _idle(site: Site) -> Measured:
    """Every open page asks on a connection of its own, as a browser does."""
    world = crowd.World(site.port, seed=1)
    sessions = [site.cookies(f"agent{number}@bench.example") for number in range(AGENTS)]
    people = [crowd.Watcher(f"queue{n}", world, sessions[n % AGENTS], LAUNCH) for n in range(QUEUES)]
    for person in people:
        person.start()
    time.sleep(WARM_UP_SECONDS)
    polls, before, started = _polls(world), gauges.cpu_seconds(site.web.pid), time.monotonic()
    time.sleep(IDLE_SECONDS)
    spent = time.monotonic() - started
    share = (gauges.cpu_seconds(site.web.pid) - before) / spent
    rate = (_polls(world) - polls) / spent
    world.closing.set()
    for person in people:
        person.join()
    figure = f"{share:.1%} of a core, {rate:.0f} polls a second, {len(world.tally.errors)} errors"
    is_met = share <= SHARE_OF_A_CORE and not world.tally.errors
    return Measured(
        "live", f"{QUEUES} open queues, nothing changes", "<= 25 % of a core", figure, is_met, share
    )


def _polls(world: crowd.World) -> int:
    return len(world.tally.seconds["live poll"])
