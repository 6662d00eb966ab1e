"""Whatever happens inside has a plain word outside."""

from itertools import product
from typing import Any

import pytest

from feedback.domain.standing import (
    DECLINE_WORDS,
    HEADLINES,
    RESOLUTION_WORDS,
    IncidentFacts,
    Stage,
    Standing,
    stage_of,
    standing_of,
)
from incidents.domain.history import DeclineReason, Resolution
from incidents.domain.lifecycle import STATE_LABELS, State, WaitingOn

PROMISE = "A person will read this by 10:40 today (UTC)."
# state, waiting on, whether a person has read it -> what the reporter is told
TABLE = [
    (State.NEW, None, False, Stage.RECEIVED),
    (State.NEW, None, True, Stage.READ),
    (State.IN_PROGRESS, None, True, Stage.READ),
    (State.WAITING, WaitingOn.REPORTER, True, Stage.NEEDS_REPORTER),
    (State.WAITING, WaitingOn.EVIDENCE, True, Stage.NEEDS_REPORTER),
    (State.WAITING, WaitingOn.VENDOR, True, Stage.READ),
    (State.WAITING, WaitingOn.TEAM, True, Stage.READ),
    (State.WAITING, WaitingOn.PROBLEM, True, Stage.READ),
    (State.FIX_READY, None, True, Stage.FIX_READY),
    (State.RESOLVED, None, True, Stage.SOLVED),
    (State.CLOSED, None, True, Stage.SOLVED),
    (State.DECLINED, None, True, Stage.DECLINED),
]


@pytest.mark.parametrize(("state", "waiting_on", "is_read", "stage"), TABLE)
def test_the_stage_follows_the_table(state: State, waiting_on: Any, is_read: Any, stage: Stage) -> None:
    assert stage_of(IncidentFacts(state, waiting_on, is_read)) is stage


@pytest.mark.parametrize(("state", "waiting_on"), list(product(State, [None, *WaitingOn])))
def test_no_sentence_names_an_internal_state(state: State, waiting_on: Any) -> None:
    standing = standing_of(IncidentFacts(state, waiting_on, is_read=True), promise=PROMISE)
    said = f"{standing.headline} {standing.sentence}"
    assert not any(label in said for label in [*STATE_LABELS.values(), "vendor", "problem", "team "])


def test_whoever_is_assigned_is_named() -> None:
    facts = IncidentFacts(State.IN_PROGRESS, is_read=True, assignee_first_name="Maria")
    assert standing_of(facts, promise=PROMISE).headline == "Maria is looking at this"


def test_an_unread_report_repeats_the_promise() -> None:
    assert standing_of(IncidentFacts(State.NEW), promise=PROMISE).sentence == PROMISE


def test_a_solution_says_how() -> None:
    facts = IncidentFacts(State.RESOLVED, resolution=Resolution.ROLLED_BACK)
    assert standing_of(facts, promise="").sentence == "We took back the change that caused it."


def test_a_refusal_says_why() -> None:
    facts = IncidentFacts(State.DECLINED, decline_reason=DeclineReason.WORKS_AS_DESIGNED)
    assert standing_of(facts, promise="").sentence == "It works as it is meant to."


@pytest.mark.parametrize(
    ("stage", "current"),
    [
        (Stage.RECEIVED, "Received"),
        (Stage.READ, "Looked at"),
        (Stage.NEEDS_REPORTER, "Your answer"),
        (Stage.SOLVED, "Solved"),
        (Stage.DECLINED, "Answered"),
    ],
)
def test_the_way_shows_where_it_stands(stage: Stage, current: str) -> None:
    steps = Standing(stage, "", "").steps
    assert [step.label for step in steps if step.is_current] == [current]
    assert [step.is_done for step in steps] == sorted((step.is_done for step in steps), reverse=True)


def test_what_goes_nowhere_has_no_steps() -> None:
    assert Standing(Stage.THANKED, "", "").steps == ()


def test_every_word_has_its_sentence() -> None:
    assert set(RESOLUTION_WORDS) == set(Resolution)
    assert set(DECLINE_WORDS) == set(DeclineReason)
    assert set(HEADLINES) == set(Stage)
