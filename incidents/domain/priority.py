"""Priority: the matrix of impact and urgency, a stated floor rule, or a person's override (ITIL)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(StrEnum):
    """How much an incident hurts (impact) or how soon (urgency)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(IntEnum):
    """P1 is first."""

    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4

    @property
    def label(self) -> str:
        """Short name shown on screens."""
        return f"P{self.value}"


class PrioritySource(StrEnum):
    """Which rule the priority comes from."""

    MATRIX = "matrix"
    FLOOR = "floor"
    OVERRIDE = "override"


H, M, L = Level.HIGH, Level.MEDIUM, Level.LOW

MATRIX: Mapping[tuple[Level, Level], Priority] = {
    (H, H): Priority.P1,
    (H, M): Priority.P2,
    (M, H): Priority.P2,
    (M, M): Priority.P3,
    (L, H): Priority.P3,
    (H, L): Priority.P3,
    (M, L): Priority.P4,
    (L, M): Priority.P4,
    (L, L): Priority.P4,
}

SERVICE_DOWN_FLOOR = Priority.P1


@dataclass(frozen=True, slots=True)
class PriorityInput:
    """What the priority of one incident depends on."""

    impact: Level
    urgency: Level
    is_service_down: bool = False
    override: Priority | None = None


@dataclass(frozen=True, slots=True)
class PriorityDecision:
    """The priority and the rule that set it, with a sentence for people."""

    priority: Priority
    source: PrioritySource
    explanation: str


def priority_for(given: PriorityInput) -> PriorityDecision:
    """Decide the priority: override before floor before matrix."""
    matrix = MATRIX[given.impact, given.urgency]
    reading = f"Impact {given.impact} and urgency {given.urgency} give {matrix.label}"
    if given.override is not None:
        sentence = f"A person set {given.override.label}. {reading}."
        return PriorityDecision(given.override, PrioritySource.OVERRIDE, sentence)
    if given.is_service_down and matrix > SERVICE_DOWN_FLOOR:
        sentence = f"The service is down for everyone, so at least {SERVICE_DOWN_FLOOR.label}. {reading}."
        return PriorityDecision(SERVICE_DOWN_FLOOR, PrioritySource.FLOOR, sentence)
    return PriorityDecision(matrix, PrioritySource.MATRIX, f"{reading}.")
