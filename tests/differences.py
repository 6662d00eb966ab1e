"""Unified differences, applied to a folder; git is not needed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HEADER = re.compile(r"^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
NO_FILE = "/dev/null"


class DifferenceError(Exception):
    """A difference that does not fit, with its file and why."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Consecutive lines of a file, before and after."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in one file."""

    name: str
    is_new: bool
    hunks: tuple[Hunk, ...]

    def apply(self, tree: Path) -> Path:
        """Change the file in `tree`; its path. Raises `DifferenceError`."""
        path = tree / self.name
        if path.exists() is self.is_new:
            raise DifferenceError(f"{self.name}: there is {'already' if self.is_new else 'no'} such file")
        text = "" if self.is_new else path.read_text()
        for hunk in self.hunks:
            text = self._replace(text, hunk)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def _replace(self, text: str, hunk: Hunk) -> str:
        before, after = ("".join(f"{line}\n" for line in lines) for lines in (hunk.before, hunk.after))
        found = len(re.findall(f"^{re.escape(before)}", text, re.MULTILINE))
        if found != 1:
            raise DifferenceError(f"{self.name}: these lines stand there {found} times, not once:\n{before}")
        return re.sub(f"^{re.escape(before)}", lambda _: after, text, flags=re.MULTILINE)


def parse(text: str) -> Difference:
    """One file's difference as `git diff` prints it. Raises `DifferenceError`."""
    lines = text.splitlines()
    old, new = (line[4:] for line in lines[:2])
    return Difference(new.removeprefix("b/"), old == NO_FILE, tuple(_hunks(new, lines[2:])))


def _hunks(name: str, lines: Sequence[str]) -> Iterator[Hunk]:
    starts = [number for number, line in enumerate(lines) if HEADER.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = [line or " " for line in lines[start + 1 : end]]
        hunk = Hunk(_side(body, " -"), _side(body, " +"))
        counted = HEADER.match(lines[start])
        promised = tuple(int(count or 1) for count in counted.groups()) if counted else ()
        if promised != (len(hunk.before), len(hunk.after)):
            raise DifferenceError(f"{name}: the numbers of {lines[start]} are not those of its lines")
        yield hunk


def _side(body: Sequence[str], marks: str) -> tuple[str, ...]:
    return tuple(line[1:] for line in body if line[0] in marks)
