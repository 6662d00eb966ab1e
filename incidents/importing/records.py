"""The rows of a CSV text, one broken row never costing the next."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_LINES_OF_A_ROW = 20
UNCLOSED = "a quote is never closed"


@dataclass(frozen=True, slots=True)
class Record:
    """A row, the line it begins on, and what keeps it from being understood."""

    line: int
    cells: list[str]
    fault: str = ""


class Records:
    """Rows of `width` cells; the first row read sets the width. Blank lines are no rows."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, 1)
        self._ahead: deque[tuple[int, str]] = deque()
        self._width: int | None = None

    def __iter__(self) -> Iterator[Record]:
        while (line := self._next()) is not None:
            if line[1].strip():
                record = self._record(*line)
                self._width = self._width or len(record.cells)
                yield record

    def _next(self) -> tuple[int, str] | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _record(self, number: int, text: str) -> Record:
        if '"' not in text:
            return self._checked(number, text.rstrip("\r\n").split(","))
        taken: list[tuple[int, str]] = []
        while text.count('"') % 2 and len(taken) < MOST_LINES_OF_A_ROW and (more := self._next()):
            taken.append(more)
            text += more[1]
        record = self._parsed(number, text)
        if taken and record.fault:
            # The lines that a stray quote swallowed are rows of their own.
            self._ahead.extendleft(reversed(taken))
            return Record(number, [], UNCLOSED)
        return record

    def _parsed(self, number: int, text: str) -> Record:
        try:
            return self._checked(number, next(csv.reader([text], strict=True)))
        except csv.Error as error:
            return Record(number, [], f"not CSV: {error}")

    def _checked(self, number: int, cells: list[str]) -> Record:
        if self._width is not None and len(cells) != self._width:
            return Record(number, cells, f"has {len(cells)} columns, the header has {self._width}")
        return Record(number, cells)
