"""The domain's words as model choices, with their labels."""

from collections.abc import Iterable
from enum import Enum, StrEnum

from incidents.domain.follow_ups import FollowUpKind
from incidents.domain.history import ActorKind, Cause, DeclineReason, EventKind, Nature, Resolution
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS
from incidents.domain.priority import Level, Priority, PrioritySource

Choices = list[tuple[str, str]]


def words(values: Iterable[StrEnum]) -> Choices:
    """Each value with itself in sentence case as its label."""
    return [(value.value, value.value.replace("_", " ").capitalize()) for value in values]


STATES: Choices = [(state.value, label) for state, label in STATE_LABELS.items()]
WAITING: Choices = [(value.value, label.capitalize()) for value, label in WAITING_LABELS.items()]
PRIORITIES = [(priority.value, priority.label) for priority in Priority]
LEVELS = words(Level)
NATURES = words(Nature)
CAUSES = words(Cause)
RESOLUTIONS = words(Resolution)
DECLINE_REASONS = words(DeclineReason)
PRIORITY_SOURCES = words(PrioritySource)
EVENT_KINDS = words(EventKind)
ACTOR_KINDS = words(ActorKind)
FOLLOW_UP_KINDS = words(FollowUpKind)


def values_of(kind: type[Enum]) -> list[object]:
    """Every stored value of an enum, for check constraints."""
    return [member.value for member in kind]
