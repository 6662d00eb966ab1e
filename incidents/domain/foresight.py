"""What would follow from a change, before anybody makes it: by the fold and the rules that will follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from incidents.domain.clocks import ClockPlan, ClockState
from incidents.domain.history import ActorKind, Event, EventKind, IncidentState, evolve
from incidents.domain.priority import PriorityDecision, priority_for

NOT_YET = 0  # the number of an event nobody has written


def foreseen(
    state: IncidentState, kind: EventKind, payload: Mapping[str, Any], *, at: datetime
) -> IncidentState:
    """The state once a person has done this at `at` and the priority has followed."""
    done = evolve(state, Event(kind, at, NOT_YET, ActorKind.HUMAN, payload))
    decided = priority_payload(priority_for(done.priority_input))
    return evolve(done, Event(EventKind.PRIORITY_SET, at, NOT_YET, ActorKind.BOT, decided))


def priority_payload(decision: PriorityDecision) -> dict[str, Any]:
    """What the event says that sets a priority."""
    return {"priority": decision.priority.value, "source": decision.source}


def warning_at(plan: ClockPlan, *, is_warned: bool, at: datetime) -> datetime | None:
    """When the warning of 90 % goes out: at once if that much has passed; never if decided or told before."""
    is_running = plan.as_of(at).state is ClockState.RUNNING
    if is_warned or not is_running or plan.warn_at is None:
        return None
    return max(plan.warn_at, at)
