"""What may be promised, what can be done with it, and when it is overdue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lib.errors import DomainError
from incidents.domain.follow_ups import (
    LEADS_TO,
    SENTENCE_LENGTH,
    YES_NO,
    FollowUpKind,
    FollowUpState,
    FollowUpStep,
    after,
    answers_of,
    check_due,
    is_overdue,
    sentence_in,
)

TODAY = date(2026, 11, 24)
DAYS = st.integers(-400, 400)

#        done     drop     reopen
TABLE = """
open     done     dropped  -
done     -        -        open
dropped  -        -        open
"""
CELLS = [
    (FollowUpState(row.split()[0]), step, cell)
    for row in TABLE.strip().splitlines()
    for step, cell in zip(FollowUpStep, row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("state", "step", "leads_to"), CELLS)
def test_the_table(state: FollowUpState, step: FollowUpStep, leads_to: str) -> None:
    if leads_to == "-":
        with pytest.raises(DomainError) as refused:
            after(state, step, kind=FollowUpKind.FIX)
        assert refused.value.field == "state"
    else:
        assert after(state, step, kind=FollowUpKind.FIX)[0] == leads_to


def test_every_lawful_step_stands_in_the_table() -> None:
    assert {(state, step) for state, step, cell in CELLS if cell != "-"} == set(LEADS_TO)


def test_a_decision_is_answered_not_ticked_off() -> None:
    with pytest.raises(DomainError, match="answered"):
        after(FollowUpState.OPEN, FollowUpStep.DONE, kind=FollowUpKind.DECIDE)


@given(DAYS)
def test_only_the_day_after_is_late(days: int) -> None:
    due_on = TODAY + timedelta(days=days)
    assert is_overdue(FollowUpState.OPEN, due_on, today=TODAY) is (days < 0)


@given(DAYS, st.sampled_from([FollowUpState.DONE, FollowUpState.DROPPED]))
def test_what_is_settled_is_never_late(days: int, state: FollowUpState) -> None:
    assert not is_overdue(state, TODAY + timedelta(days=days), today=TODAY)


def test_nothing_is_promised_for_a_day_that_is_over() -> None:
    check_due(TODAY, today=TODAY)
    with pytest.raises(DomainError) as refused:
        check_due(TODAY - timedelta(days=1), today=TODAY)
    assert refused.value.field == "due_on"


def test_a_decision_without_answers_is_yes_or_no() -> None:
    assert answers_of(FollowUpKind.DECIDE, ()) == YES_NO
    assert answers_of(FollowUpKind.DECIDE, ("", "  ")) == YES_NO


def test_answers_are_those_given() -> None:
    assert answers_of(FollowUpKind.DECIDE, (" Now ", "Next  week")) == ("Now", "Next week")


@pytest.mark.parametrize(
    "given_answers", [("Now",), ("a", "b", "c", "d", "e", "f"), ("Now", "now"), ("x" * 61, "y")]
)
def test_answers_nobody_could_choose_between_are_refused(given_answers: tuple[str, ...]) -> None:
    with pytest.raises(DomainError) as refused:
        answers_of(FollowUpKind.DECIDE, given_answers)
    assert refused.value.field == "options"


@pytest.mark.parametrize("kind", [kind for kind in FollowUpKind if kind is not FollowUpKind.DECIDE])
def test_only_a_decision_has_answers(kind: FollowUpKind) -> None:
    assert answers_of(kind, ()) == ()
    with pytest.raises(DomainError, match="Only a decision"):
        answers_of(kind, YES_NO)


def test_a_sentence_is_one_line_of_bounded_length() -> None:
    assert sentence_in(" Tell\nthem ", field="words", what="It") == "Tell them"
    with pytest.raises(DomainError) as refused:
        sentence_in("x" * (SENTENCE_LENGTH + 1), field="words", what="It")
    assert refused.value.field == "words"
