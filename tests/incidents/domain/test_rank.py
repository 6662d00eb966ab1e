"""The rank and its terms."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.rank import WEIGHTS, RankInput, is_hot, rank_of, rank_terms

GO_LIVE = datetime(2026, 11, 2, 8, tzinfo=UTC)
NOTHING_KNOWN = RankInput(
    affected_users=None,
    target_users=None,
    reporter_count=1,
    is_service_hot=False,
    reported_at=GO_LIVE + timedelta(days=30),
    go_live_at=GO_LIVE,
)
inputs = st.builds(
    RankInput,
    affected_users=st.none() | st.integers(0, 10_000),
    target_users=st.none() | st.integers(0, 10_000),
    reporter_count=st.integers(0, 500),
    is_service_hot=st.booleans(),
    reported_at=st.datetimes(datetime(2026, 10, 1), datetime(2027, 3, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants naive bounds
    go_live_at=st.just(GO_LIVE),
)


@given(inputs)
def test_rank_lies_between_0_and_100_and_is_the_sum_of_its_terms(given_input: RankInput) -> None:
    terms = rank_terms(given_input)
    assert 0 <= rank_of(terms) <= 100
    assert [term.weight for term in terms] == list(WEIGHTS.values())
    assert all(0 <= term.points <= term.weight for term in terms)


def test_the_weights_add_up_to_100() -> None:
    assert sum(WEIGHTS.values()) == 100


def test_unknown_inputs_weigh_nothing() -> None:
    assert rank_of(rank_terms(NOTHING_KNOWN)) == 0


@given(inputs, st.integers(0, 500))
def test_one_more_reporter_never_lowers_the_rank(given_input: RankInput, more: int) -> None:
    busier = replace(given_input, reporter_count=given_input.reporter_count + more)
    assert rank_of(rank_terms(busier)) >= rank_of(rank_terms(given_input))


@pytest.mark.parametrize(
    ("last_day", "previous_week", "hot"), [(4, 0, False), (5, 0, True), (5, 12, False), (6, 14, True)]
)
def test_a_service_is_hot_when_reports_are_many_and_unusual(
    last_day: int, previous_week: int, *, hot: bool
) -> None:
    assert is_hot(last_day, previous_week) is hot
