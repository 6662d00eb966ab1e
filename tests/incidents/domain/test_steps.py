"""What comes next, as a table over states."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from incidents.domain.history import IncidentState
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.steps import Step, likely_step, possible_steps

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
MINE = IncidentState(reported_at=AT, assignee_id=1)
ALWAYS = {Step.REPLY}

POSSIBLE = {
    State.NEW: {
        Step.TIE,
        Step.ACKNOWLEDGE,
        Step.SNOOZE,
        Step.WAIT,
        Step.RESOLVE,
        Step.DECLINE,
        Step.FIND_CAUSE,
    },
    State.IN_PROGRESS: {Step.TIE, Step.WAIT, Step.RESOLVE, Step.DECLINE, Step.FIND_CAUSE, Step.FIX_READY},
    State.WAITING: {Step.TIE, Step.END_WAIT, Step.RESOLVE, Step.FIND_CAUSE, Step.FIX_READY},
    State.FIX_READY: {Step.TIE, Step.RESOLVE, Step.FIND_CAUSE, Step.WITHDRAW_FIX},
    State.RESOLVED: {Step.CLOSE, Step.REOPEN},
    State.CLOSED: {Step.REOPEN},
    State.DECLINED: {Step.REOPEN},
}


@pytest.mark.parametrize("state", State)
def test_only_what_the_lifecycle_allows_is_offered(state: State) -> None:
    given = replace(MINE, state=state, waiting_on=WaitingOn.VENDOR if state is State.WAITING else None)
    assert possible_steps(given, user_id=1) == POSSIBLE[state] | ALWAYS


def test_what_is_snoozed_may_be_brought_back() -> None:
    assert Step.WAKE in possible_steps(replace(MINE, snoozed_until=AT), user_id=1)


@pytest.mark.parametrize("bundled", [{"parent_number": 7}, {"joined_count": 2}])
def test_what_is_in_a_bundle_joins_no_other(bundled: dict[str, Any]) -> None:
    assert Step.TIE not in possible_steps(replace(MINE, **bundled), user_id=1)


def test_what_is_tied_may_be_untied() -> None:
    assert Step.UNTIE in possible_steps(replace(MINE, parent_number=7), user_id=1)


def test_what_another_has_may_be_taken() -> None:
    assert Step.TAKE in possible_steps(MINE, user_id=2)


def test_what_is_at_rest_is_not_taken() -> None:
    assert Step.TAKE not in possible_steps(replace(MINE, state=State.CLOSED), user_id=2)


@pytest.mark.parametrize(
    ("given", "step"),
    [
        (replace(MINE, assignee_id=None), Step.TAKE),
        (MINE, Step.ACKNOWLEDGE),
        (replace(MINE, state=State.IN_PROGRESS), Step.REPLY),
        (replace(MINE, state=State.IN_PROGRESS, first_response_at=AT), Step.RESOLVE),
        (replace(MINE, state=State.FIX_READY, first_response_at=AT), Step.REPLY),
        (replace(MINE, state=State.WAITING, waiting_on=WaitingOn.TEAM), Step.END_WAIT),
        (replace(MINE, state=State.RESOLVED), Step.CLOSE),
        (replace(MINE, state=State.CLOSED), Step.REOPEN),
        (replace(MINE, state=State.DECLINED), Step.REOPEN),
    ],
)
def test_the_likely_step_is_the_next_thing_to_do(given: IncidentState, step: Step) -> None:
    assert likely_step(given) is step
    assert step in possible_steps(given, user_id=1)
