"""What a person may do next with an incident, and what they most likely want."""

from enum import StrEnum

from incidents.domain.history import IncidentState
from incidents.domain.lifecycle import AT_REST_STATES, TRANSITIONS, State


class Step(StrEnum):
    """One thing to do; triage, notes and replies are always possible besides."""

    TAKE = "take"
    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    SNOOZE = "snooze"
    TIE = "tie"
    UNTIE = "untie"
    WAKE = "wake"
    END_WAIT = "end_wait"
    FIND_CAUSE = "find_cause"
    FIX_READY = "fix_ready"
    WITHDRAW_FIX = "withdraw_fix"
    RESOLVE = "resolve"
    WAIT = "wait"
    DECLINE = "decline"
    CLOSE = "close"
    REOPEN = "reopen"


def possible_steps(given: IncidentState, *, user_id: int) -> frozenset[Step]:
    """What the lifecycle table lets this person do now."""
    leads_to = TRANSITIONS[given.state]
    rules = {
        Step.TAKE: given.state.is_open and given.assignee_id != user_id,
        Step.ACKNOWLEDGE: given.state is State.NEW,
        Step.REPLY: True,
        Step.SNOOZE: given.state is State.NEW,
        Step.TIE: given.state.is_open and given.parent_number is None and not given.joined_count,
        Step.UNTIE: given.parent_number is not None,
        Step.WAKE: given.snoozed_until is not None,
        Step.END_WAIT: given.state is State.WAITING,
        Step.FIND_CAUSE: given.state.is_open and given.cause_found_at is None,
        Step.FIX_READY: State.FIX_READY in leads_to,
        Step.WITHDRAW_FIX: given.state is State.FIX_READY,
        Step.RESOLVE: State.RESOLVED in leads_to,
        Step.WAIT: State.WAITING in leads_to,
        Step.DECLINE: State.DECLINED in leads_to,
        Step.CLOSE: State.CLOSED in leads_to,
        Step.REOPEN: given.state in AT_REST_STATES,
    }
    return frozenset(step for step, is_possible in rules.items() if is_possible)


def likely_step(given: IncidentState) -> Step:
    """The one step to put first: take it, say so, answer, end the wait, resolve, put away.

    With a fix ready there is nothing left but to tell people.
    """
    if given.state in AT_REST_STATES:
        return Step.CLOSE if given.state is State.RESOLVED else Step.REOPEN
    if given.state is State.WAITING:
        return Step.END_WAIT
    if given.state is State.FIX_READY:
        return Step.REPLY
    if given.assignee_id is None:
        return Step.TAKE
    if given.state is State.NEW:
        return Step.ACKNOWLEDGE
    return Step.RESOLVE if given.first_response_at else Step.REPLY
