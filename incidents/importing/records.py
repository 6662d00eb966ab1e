"""The rows of a CSV text, one broken row never costing the next."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_LINES_OF_A_ROW = 20


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
        record = self._parsed(number, text)
        if not record.fault or text.count('"') % 2 == 0:
            return record
        return self._joined(number, text) or record

    def _joined(self, number: int, text: str) -> Record | None:
        """The row that begins here and ends on a later line; none if its quote is never closed."""
        taken: list[tuple[int, str]] = []
        while text.count('"') % 2 and len(taken) < MOST_LINES_OF_A_ROW and (more := self._next()):
            taken.append(more)
            text += more[1]
        record = self._parsed(number, text)
        if record.fault:
            # The lines that a stray quote would swallow are rows of their own.
            self._ahead.extendleft(reversed(taken))
            return None
        return record

    def _parsed(self, number: int, text: str) -> Record:
        try:
            cells = next(csv.reader([text], strict=True))
        except csv.Error as error:
            return Record(number, text.split(","), f"not CSV: {error}")
        return self._checked(number, cells)

    def _checked(self, number: int, cells: list[str]) -> Record:
        if self._width is not None and len(cells) != self._width:
            return Record(number, cells, f"has {len(cells)} columns, the header has {self._width}")
        return Record(number, cells)
