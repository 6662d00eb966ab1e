"""What somebody else did to an incident while a person was busy with a form of it."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from incidents.domain.history import EventKind
from incidents.domain.undoing import UNDONE, Told, standing

SPOKEN = frozenset({EventKind.REPLIED, EventKind.REPORTER_WROTE})
MOVED = frozenset(
    {
        EventKind.ACKNOWLEDGED,
        EventKind.WAIT_STARTED,
        EventKind.WAIT_ENDED,
        EventKind.RESOLVED,
        EventKind.REOPENED,
        EventKind.DECLINED,
        EventKind.CLOSED,
        EventKind.RECORDED,
    }
)
JUDGED = frozenset({EventKind.TRIAGED, EventKind.PRIORITY_OVERRIDDEN, EventKind.OVERRIDE_LIFTED})
GIVEN = frozenset({EventKind.ASSIGNED})
COURSE = SPOKEN | MOVED

# What whoever does this has to know of first, by the name of the action; for any other it is the course.
MINDS: Mapping[str, frozenset[EventKind]] = {
    "reply_to_reporter": COURSE | {EventKind.NOTED},
    "resolve_incident": COURSE | {EventKind.NOTED},
    "decline_incident": COURSE | {EventKind.NOTED},
    "triage_incident": JUDGED | MOVED,
    "override_priority": JUDGED | MOVED,
    "raise_priority": JUDGED | MOVED,
    "lift_override": JUDGED | MOVED,
    "assign_incident": GIVEN | MOVED,
    "acknowledge_incident": GIVEN | MOVED,
    "add_follow_up": frozenset(),
}


class Done(Told, Protocol):
    """A stored event."""

    @property
    def actor_id(self) -> int | None:
        """The person who did it; nobody for a reporter or a machine."""


AnEvent = TypeVar("AnEvent", bound=Done)


def minds(action: str) -> frozenset[EventKind]:
    """The kinds of events that matter to whoever does this."""
    return MINDS.get(action, COURSE)


def came_between(
    after: Iterable[AnEvent], *, seen: int, kinds: frozenset[EventKind], user_id: int | None
) -> list[AnEvent]:
    """Of the events after the one numbered `seen`, those of others that matter and still count.

    An undo matters when it took back something that was seen.
    """
    told = [event for event in after if event.seq > seen]
    stands = {event.seq for event in standing(told) if event.kind in kinds}
    takes_back = {event.seq for event in told if event.kind == UNDONE and min(event.payload["seqs"]) <= seen}
    return [event for event in told if event.seq in stands | takes_back and event.actor_id != user_id]
