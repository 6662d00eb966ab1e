"""What processes cost, read from the kernel: processor time and memory of a main process with all its own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.stack import children

TICKS = os.sysconf("SC_CLK_TCK")
# Behind the name in /proc/*/stat: time of its own, then of children that have ended.
OWN, ENDED = slice(11, 13), slice(13, 15)
MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at one group of processes."""

    cpu_seconds: float
    memory_mb: float


def read(group: Mapping[str, int]) -> dict[str, Reading]:
    """Each group by its name, given the pid of its main process."""
    return {name: _read(tree(pid)) for name, pid in group.items()}


def read_alone(pid: int) -> Reading:
    """One process without those it started."""
    return Reading(_ticks(pid, OWN) / TICKS, _memory(pid))


def tree(pid: int) -> list[int]:
    """A process and all that it and its own started."""
    return [pid, *(each for child in children(pid) for each in tree(child))]


def cpu_seconds(pid: int) -> float:
    """Processor time of a main process with all its own."""
    return sum(_cpu(each) for each in tree(pid))


def _read(pids: list[int]) -> Reading:
    return Reading(sum(map(_cpu, pids)), sum(map(_memory, pids)))


def _cpu(pid: int) -> float:
    return (_ticks(pid, OWN) + _ticks(pid, ENDED)) / TICKS


def _ticks(pid: int, which: slice) -> int:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(map(int, words[which]))


def _memory(pid: int) -> float:
    """Private pages only: what PostgreSQL's processes share has a fixed size."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:")) / MEGABYTE
