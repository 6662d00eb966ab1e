"""The priority matrix, its floor and its override."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.priority import Level, Priority, PriorityInput, PrioritySource, priority_for

#          urgency: high medium low
MATRIX = """
high             1    2      3
medium           2    3      4
low              3    4      4
"""
CELLS = [
    (Level(row.split()[0]), urgency, Priority(int(cell)))
    for row in MATRIX.strip().splitlines()
    for urgency, cell in zip(Level, row.split()[1:], strict=True)
]
levels, overrides = st.sampled_from(Level), st.sampled_from([None, *Priority])


@pytest.mark.parametrize(("impact", "urgency", "priority"), CELLS)
def test_the_matrix(impact: Level, urgency: Level, priority: Priority) -> None:
    decision = priority_for(PriorityInput(impact, urgency))
    assert (decision.priority, decision.source) == (priority, PrioritySource.MATRIX)


@given(levels, levels)
def test_a_service_down_for_everyone_is_p1(impact: Level, urgency: Level) -> None:
    assert priority_for(PriorityInput(impact, urgency, is_service_down=True)).priority == Priority.P1


inputs = st.builds(PriorityInput, levels, levels, st.booleans(), overrides)


@given(inputs, st.sampled_from(Priority))
def test_a_person_has_the_last_word(given_input: PriorityInput, priority: Priority) -> None:
    decision = priority_for(replace(given_input, override=priority))
    assert (decision.priority, decision.source) == (priority, PrioritySource.OVERRIDE)


@given(inputs)
def test_every_decision_says_what_the_matrix_gives(given_input: PriorityInput) -> None:
    reading = f"Impact {given_input.impact} and urgency {given_input.urgency} give P"
    assert reading in priority_for(given_input).explanation
