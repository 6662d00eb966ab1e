"""What undoing means: an undone act and its undo are still told, and count for nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

UNDONE = "undone"  # `EventKind.UNDONE`; the fold stands on this module
UNDO_WITHIN = timedelta(seconds=30)


class Told(Protocol):
    """An event, stored or as the fold sees it."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def seq(self) -> int:
        """Its number in the history."""

    @property
    def payload(self) -> Mapping[str, Any]:
        """For an undo: `seqs`, the numbers of what it undid."""


AnEvent = TypeVar("AnEvent", bound=Told)


def undone_by(events: Iterable[AnEvent]) -> Mapping[int, AnEvent]:
    """The number of each undone event, with the undo. A declaration, which has number 1, always stands."""
    undos = (event for event in events if event.kind == UNDONE)
    return {seq: undo for undo in undos for seq in undo.payload["seqs"] if seq != 1}


def standing(events: Iterable[AnEvent]) -> list[AnEvent]:
    """The events that count: neither undone nor an undo."""
    told = list(events)
    if all(event.kind != UNDONE for event in told):
        return told
    undone = undone_by(told)
    return [event for event in told if event.kind != UNDONE and event.seq not in undone]


def may_be_undone(done_at: datetime, *, at: datetime) -> bool:
    """Whether what was done then can still be undone `at`."""
    return at <= done_at + UNDO_WITHIN
