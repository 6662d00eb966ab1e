"""What a check is given and what it gives back."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from hypercare.launches.models import Launch
from incidents.models import Incident
from incidents.queries.verification import History, histories_of
from tests.chaos.claims import Claims


@dataclass
class Held:
    """The launch as it is stored, and what clients say.

    `swept_at` is an instant up to which every sweep has run, `at` is now.
    """

    launch: Launch
    claims: Claims
    swept_at: datetime
    at: datetime
    letters: Path | None = None

    @cached_property
    def histories(self) -> list[History]:
        """Every incident with its events and clocks."""
        return histories_of(Incident.objects.filter(launch=self.launch).select_related("launch"))


@dataclass
class Findings:
    """How many things were looked at, and a sentence for each that is wrong."""

    count: int = 0
    wrong: list[str] = field(default_factory=list)

    def look(self, words: str, *, is_right: bool) -> None:
        """One more thing; `words` are kept when it is wrong."""
        self.count += 1
        if not is_right:
            self.wrong.append(words)
