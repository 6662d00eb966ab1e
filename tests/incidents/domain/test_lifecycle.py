"""The lifecycle table, tested as that table."""

import pytest

from hypercare.lib.errors import DomainError
from incidents.domain.lifecycle import AT_REST_STATES, OPEN_STATES, State, check_transition

ALLOWED = """
new:         in_progress waiting declined resolved
in_progress: waiting fix_ready resolved declined
waiting:     in_progress fix_ready resolved
fix_ready:   resolved in_progress
resolved:    closed in_progress
closed:      in_progress
declined:    in_progress
"""
TABLE = {
    State(line.split(":")[0]): {State(word) for word in line.split(":")[1].split()}
    for line in ALLOWED.strip().splitlines()
}
MOVES = [(current, wanted) for current in State for wanted in State]


@pytest.mark.parametrize(("current", "wanted"), MOVES)
def test_exactly_the_moves_of_the_table_are_allowed(current: State, wanted: State) -> None:
    if wanted in TABLE[current]:
        check_transition(current, wanted)
    else:
        with pytest.raises(DomainError):
            check_transition(current, wanted)


def test_a_refusal_names_the_field_and_what_is_possible() -> None:
    with pytest.raises(DomainError, match="from here it goes to Waiting, Fix ready, Resolved") as refusal:
        check_transition(State.IN_PROGRESS, State.CLOSED)
    assert refusal.value.field == "state"


def test_every_state_is_either_open_or_at_rest() -> None:
    assert set(State) == OPEN_STATES | AT_REST_STATES
    assert not OPEN_STATES & AT_REST_STATES
