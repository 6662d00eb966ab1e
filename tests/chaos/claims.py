"""What clients say they did, to be held against what is stored. Plain values, written as JSON."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Standing(StrEnum):
    """What a client knows about something it did."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # no answer came, and nothing shows whether it arrived


class Fate(StrEnum):
    """What has to become of a form, by what was put into it."""

    INCIDENT = "incident"
    PRAISE = "praise"
    TWIN = "twin"  # the words of another form of the same person: one of the two counts
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A form for which somebody holds a receipt."""

    idempotency_key: str
    number: str
    token: str
    words: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Reply:
    """A reporter's message that was accepted."""

    idempotency_key: str
    words: str


@dataclass(frozen=True, slots=True)
class Rating:
    """The one score given to one survey."""

    token: str
    score: int


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing an agent did; `mark` is what only this one has in it, or empty."""

    incident: str
    verb: str
    agent: str
    standing: Standing
    mark: str = ""


@dataclass
class Claims:
    """Everything all clients say. Lists only grow, so threads may share them."""

    launch: str
    receipts: list[Receipt] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write them down."""
        path.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def load(cls, path: Path) -> "Claims":
        """Read them back."""
        said: dict[str, Any] = json.loads(path.read_text())
        return cls(
            said["launch"],
            [Receipt(**{**each, "fate": Fate(each["fate"])}) for each in said["receipts"]],
            [Reply(**each) for each in said["replies"]],
            [Rating(**each) for each in said["ratings"]],
            [Deed(**{**each, "standing": Standing(each["standing"])}) for each in said["deeds"]],
        )
