"""What was measured, as a table to read, as JSON to keep, and as a page of the docs."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

BEGIN, END = "<!-- begin: made by make bench -->", "<!-- end -->"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; `is_met` is `None` for a figure that has no bar."""

    row: str
    what: str
    bar: str
    figure: str
    is_met: bool | None
    ratio: float | None = None
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """In one word."""
        return {True: "pass", False: "FAIL", None: "-"}[self.is_met]


def machine() -> str:
    """What it ran on."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    model = names[0].partition(":")[2].strip() if names else platform.machine()
    return f"{len(names)} cores, {model}, Python {platform.python_version()}"


def show(results: Sequence[Measured], console: Console) -> None:
    """Print the table."""
    table = Table("what", "measured", "bar", "verdict")
    for each in results:
        colour = {True: "green", False: "red", None: "dim"}[each.is_met]
        table.add_row(f"{each.row}: {each.what}", each.figure, each.bar, f"[{colour}]{each.verdict}")
    console.print(table)


def write_json(results: Sequence[Measured], path: Path, *, at: datetime, load: str) -> None:
    """Everything, details included."""
    body = {"at": at.isoformat(timespec="seconds"), "machine": machine(), "load": load}
    rows = [asdict(each) for each in results]
    path.write_text(json.dumps(body | {"results": rows}, indent=1, default=str) + "\n")


def write_markdown(
    results: Sequence[Measured], path: Path, *, at: datetime, load: str, begin: str = BEGIN
) -> None:
    """Replace the table between the two marks of the page."""
    lines = [
        f"Measured {at:%Y-%m-%d %H:%M} UTC on {machine()}; load average before and after: {load}.",
        "",
        "| what | measured | bar | verdict |",
        "|---|---|---|---|",
        *(f"| {each.row}: {each.what} | {each.figure} | {each.bar} | {each.verdict} |" for each in results),
    ]
    before, _, rest = path.read_text().partition(begin)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{END}{after}")
