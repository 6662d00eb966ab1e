"""`make load`: fifty agents and two hundred reporters on the large set, for five minutes."""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from rich.console import Console

from hypercare.runtime.location import PROJECT
from tests.benchmarks import crowd, gauges, report, stage, whole
from tests.benchmarks.gauges import Reading

AGENTS, REPORTERS = 50, 200
SECONDS, LOOKS = 300, 5
LAUNCH, SEED = "B0", 7
CLIENTS = "these clients"
# Flat: the lower of the last two looks shows at most this much more than the first one.
FLAT_SHARE, FLAT_MB = 0.1, 16.0
PAGE = PROJECT / "docs" / "benchmarks.md"
BEGIN = "<!-- begin: made by make load -->"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one run showed: a reading of every process at the start, at each look and at the end."""

    seconds: float
    tally: crowd.Tally
    readings: Sequence[Mapping[str, Reading]]
    sent_count: int
    afterwards: Mapping[str, int]
    settle_seconds: float


def main() -> int:
    """Exit code 1 when a request failed, a report was lost, or memory grew."""
    options = parse()
    console, before, at = Console(), _load(), datetime.now(UTC)
    with whole.running(console.print) as application:
        console.print("Waiting until nothing is due.")
        console.print(f"At rest after {application.settle():.0f} s.")
        seen = watch(application, options.seconds, console)
    results = list(judged(seen))
    load = f"{before} / {_load()}"
    report.show(results, console)
    for problem in seen.tally.errors[:20]:
        console.print(f"[red]{problem}")
    report.write_json(results, stage.ROOT / "load.json", at=at, load=load)
    if options.write:
        report.write_markdown(results, PAGE, at=at, load=load, begin=BEGIN)
    return 1 if any(each.is_met is False for each in results) else 0


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="make load ARGS=", description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    return parser.parse_args()


def watch(application: whole.Whole, seconds: int, console: Console) -> Seen:
    """Let everybody in, look at the processes now and then, send everybody home, and count what came in."""
    world, began_at = crowd.World(application.site.port, SEED), datetime.now(UTC)
    people = [*_agents(application, world), *_reporters(application, world)]
    watched = {**application.processes, CLIENTS: os.getpid()}
    readings, started = [_look(watched)], time.monotonic()
    for person in people:
        person.start()
    for _ in range(LOOKS):
        time.sleep(seconds / LOOKS)
        readings.append(_look(watched))
        console.print(f"{time.monotonic() - started:.0f} s: {world.tally.count} requests")
    world.closing.set()
    for person in people:
        person.join()
    spent = time.monotonic() - started
    settled = application.settle()
    sent = sum(person.sent for person in people if isinstance(person, crowd.Reporter))
    counts = application.site.run("tests.benchmarks.ledger:received_since", began_at)
    return Seen(spent, world.tally, readings, sent, counts, settled)


def _agents(application: whole.Whole, world: crowd.World) -> Iterator[crowd.Agent]:
    for number in range(AGENTS):
        cookies = application.site.cookies(f"agent{number}@bench.example")
        yield crowd.Agent(f"agent{number}", world, cookies, LAUNCH)


def _reporters(application: whole.Whole, world: crowd.World) -> Iterator[crowd.Reporter]:
    form_key = application.site.run("tests.benchmarks.ledger:form_key", LAUNCH)
    for number in range(REPORTERS):
        yield crowd.Reporter(f"reporter{number}", world, form_key)


def _look(watched: Mapping[str, int]) -> dict[str, Reading]:
    """This process only by itself: the servers are its children."""
    servers = gauges.read({name: pid for name, pid in watched.items() if name != CLIENTS})
    return {**servers, CLIENTS: gauges.read_alone(watched[CLIENTS])}


def judged(seen: Seen) -> Iterator[report.Measured]:
    """The lines of the table."""
    rate = seen.tally.count / seen.seconds
    many = f"{seen.tally.count} in {seen.seconds:.0f} s, {rate:.0f} a second"
    yield report.Measured("load", f"{AGENTS} agents, {REPORTERS} reporters: requests", "-", many, None)
    failed = len(seen.tally.errors)
    yield report.Measured("load", "requests that failed", "0", str(failed), failed == 0)
    yield from map(_times, seen.tally.seconds.items())
    yield _received(seen)
    yield from (_cost(name, seen) for name in seen.readings[0])


def _times(kind: tuple[str, list[float]]) -> report.Measured:
    name, seconds = kind
    cuts = statistics.quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else seconds * 99
    p50, p95, p99 = (cuts[n] * 1000 for n in (49, 94, 98))
    figure = f"{p50:.0f} / {p95:.0f} / {p99:.0f} ms ({len(seconds)})"
    return report.Measured("load, p50 / p95 / p99", name, "-", figure, None)


def _received(seen: Seen) -> report.Measured:
    """Every report that was sent is an incident in the end."""
    counts = seen.afterwards
    took = f"{seen.settle_seconds:.0f} s later"
    figure = f"{seen.sent_count} sent, {counts['received']} received, {counts['created']} incidents {took}"
    is_met = seen.sent_count == counts["received"] == counts["created"]
    return report.Measured("load", "reports", "none lost, none twice", figure, is_met, detail=dict(counts))


def _cost(name: str, seen: Seen) -> report.Measured:
    """Processor time as a share of one core, and whether memory was flat after the first minute."""
    memory = [reading[name].memory_mb for reading in seen.readings]
    cpu = seen.readings[-1][name].cpu_seconds - seen.readings[0][name].cpu_seconds
    allowed = memory[1] * (1 + FLAT_SHARE) + FLAT_MB
    is_judged = name != CLIENTS and seen.seconds >= SECONDS  # before, caches are still filling
    is_flat = min(memory[-2:]) <= allowed if is_judged else None  # what grows for good stays
    megabytes = ", ".join(f"{each:.0f}" for each in memory)
    words = {True: ": flat", False: ": grows", None: ""}[is_flat]
    figure = f"{cpu / seen.seconds:.0%} of a core; {megabytes} MB{words}"
    detail = {"readings": [asdict(reading[name]) for reading in seen.readings]}
    return report.Measured("load, processor and memory", name, "flat", figure, is_flat, detail=detail)


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
