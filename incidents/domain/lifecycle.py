"""The states of an incident and the moves between them (ITIL incident lifecycle)."""

from collections.abc import Mapping
from enum import StrEnum

from hypercare.lib.errors import DomainError


class State(StrEnum):
    """Where an incident stands."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    FIX_READY = "fix_ready"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self in OPEN_STATES


class WaitingOn(StrEnum):
    """Whom or what a waiting incident waits for."""

    REPORTER = "reporter"
    EVIDENCE = "evidence"
    VENDOR = "vendor"
    TEAM = "team"
    PROBLEM = "problem"


OPEN_STATES = frozenset({State.NEW, State.IN_PROGRESS, State.WAITING, State.FIX_READY})
AT_REST_STATES = frozenset({State.RESOLVED, State.CLOSED, State.DECLINED})

TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.NEW: frozenset({State.IN_PROGRESS, State.WAITING, State.DECLINED, State.RESOLVED}),
    State.IN_PROGRESS: frozenset({State.WAITING, State.FIX_READY, State.RESOLVED, State.DECLINED}),
    State.WAITING: frozenset({State.IN_PROGRESS, State.FIX_READY, State.RESOLVED}),
    State.FIX_READY: frozenset({State.RESOLVED, State.IN_PROGRESS}),
    State.RESOLVED: frozenset({State.CLOSED, State.IN_PROGRESS}),
    State.CLOSED: frozenset({State.IN_PROGRESS}),
    State.DECLINED: frozenset({State.IN_PROGRESS}),
}

STATE_LABELS: Mapping[State, str] = {
    State.NEW: "New",
    State.IN_PROGRESS: "In progress",
    State.WAITING: "Waiting",
    State.FIX_READY: "Fix ready",
    State.RESOLVED: "Resolved",
    State.CLOSED: "Closed",
    State.DECLINED: "Declined",
}

WAITING_LABELS: Mapping[WaitingOn, str] = {
    WaitingOn.REPORTER: "the reporter",
    WaitingOn.EVIDENCE: "evidence from the reporter",
    WaitingOn.VENDOR: "the vendor",
    WaitingOn.TEAM: "another team",
    WaitingOn.PROBLEM: "a problem",
}


def check_transition(current: State, wanted: State) -> None:
    """Raise `DomainError` on field `state` unless the lifecycle table allows the move."""
    if wanted in TRANSITIONS[current]:
        return
    allowed = ", ".join(STATE_LABELS[state] for state in State if state in TRANSITIONS[current])
    raise DomainError(
        f"An incident that is {STATE_LABELS[current]} cannot become {STATE_LABELS[wanted]}; "
        f"from here it goes to {allowed}.",
        field="state",
    )
