"""`make bench`: build or reuse the two data sets, serve both, measure every row, print the table."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module

from rich.console import Console

from hypercare.runtime.location import PROJECT
from tests.benchmarks import report, stage

ROWS = (
    "queue",
    "growth",
    "search",
    "week",
    "submissions",
    "sweep",
    "importing",
    "explain",
    "live",
    "weight",
)
PAGE = PROJECT / "docs" / "benchmarks.md"


def main() -> int:
    """Exit code 1 when a bar was missed."""
    options = parse()
    console = Console()
    before = _load()
    with stage.opened(console.print, is_fresh=options.fresh) as both:
        results = list(measure(options.only or ROWS, both, console))
    load, at = f"{before} / {_load()}", datetime.now(UTC)
    report.show(results, console)
    report.write_json(results, stage.ROOT / "results.json", at=at, load=load)
    if options.write:
        report.write_markdown(results, PAGE, at=at, load=load)
    return 1 if any(each.is_met is False for each in results) else 0


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("--only", action="append", choices=ROWS, help="measure this row; may be repeated")
    parser.add_argument("--fresh", action="store_true", help="make the data sets anew")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    return parser.parse_args()


def measure(names: Iterable[str], both: stage.Stage, console: Console) -> Iterator[report.Measured]:
    """Every row asked for, one after the other."""
    for name in names:
        with console.status(f"measuring {name}"):
            for each in import_module(f"tests.benchmarks.rows.{name}").measure(both):
                console.print(f"{each.row}: {each.what}: {each.figure} ({each.verdict})")
                yield each


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
