"""What happened when: one line per event, on the screen and in the log."""

import sys
import threading
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SHOWN = 20


class Diary:
    """A log that several threads write, and a count of what clients were answered."""

    def __init__(self, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log = log
        self.lines: list[str] = []
        self._lock = threading.Lock()
        self._answers: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self.unlawful: list[str] = []

    def note(self, words: str) -> None:
        """One line with the time of day in UTC."""
        self.write(f"{datetime.now(UTC):%H:%M:%S.%f}"[:12] + f"  {words}")

    def write(self, line: str) -> None:
        """One line as it is."""
        with self._lock, self.log.open("a") as file:
            file.write(line + "\n")
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def answered(self, words: str) -> None:
        """Count what one client was told."""
        with self._lock:
            self._answers[words] += 1

    def refuse(self, words: str) -> None:
        """Note an answer that no client should ever get."""
        self.unlawful.append(words)
        self.note(f"UNLAWFUL ANSWER: {words}")

    def answers_since(self) -> str:
        """What clients were told since this was last asked, most frequent first."""
        with self._lock:
            fresh = self._answers - self._told
            self._told = Counter(self._answers)
        return in_words(fresh)

    @property
    def answers(self) -> dict[str, int]:
        """Everything clients were told, counted."""
        with self._lock:
            return dict(self._answers.most_common())


def in_words(counts: Counter[str]) -> str:
    """Such as `12 x page, 3 x 503 Retry-After 5`."""
    return ", ".join(f"{count} x {words}" for words, count in counts.most_common()) or "nothing"


def table(verdicts: Iterable[dict[str, Any]]) -> list[str]:
    """One line per check, and what it found below."""
    lines = []
    for verdict in verdicts:
        word = "FAILED" if verdict["findings"] else "holds"
        lines.append(f"{word:6}  {verdict['count']:>6}  {verdict['name']}")
        lines += [f"                  {finding}" for finding in verdict["findings"][:SHOWN]]
    return lines
