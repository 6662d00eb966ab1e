"""How often what was looked for was found, and how sure that is."""

import pytest

from incidents.domain.recall import bootstrap, halves, mean, paired_difference, recall

PAIRS = [(1, 2), (3, 4), (5, 6)]
FOUND = {1: [9, 2], 2: [1], 3: [4], 4: [8, 7, 3], 5: [], 6: []}


@pytest.mark.parametrize(("at", "shares"), [(1, [0.5, 0.5, 0.0]), (2, [1.0, 0.5, 0.0]), (3, [1.0, 1.0, 0.0])])
def test_each_pair_is_asked_from_both_sides(at: int, shares: list[float]) -> None:
    assert recall(FOUND, PAIRS, at) == shares


def test_the_interval_holds_the_mean_and_repeats() -> None:
    values = [0.0, 0.5, 1.0, 1.0, 0.0, 1.0]
    found = bootstrap(values, draws=500)
    assert found.low <= found.value == mean(values) <= found.high
    assert found == bootstrap(values, draws=500)


def test_what_never_varies_has_no_width() -> None:
    found = bootstrap([0.5] * 8, draws=100)
    assert (found.low, found.value, found.high) == (0.5, 0.5, 0.5)


def test_a_difference_is_taken_pair_by_pair() -> None:
    ahead = paired_difference([1.0, 0.0, 1.0], [0.5, -0.5, 0.5])
    assert (ahead.low, ahead.high) == (0.5, 0.5)


def test_nothing_measured_is_nothing() -> None:
    assert bootstrap([]).value == 0.0


def test_the_halves_hold_each_pair_once() -> None:
    first, second = halves(7)
    assert sorted(first + second) == list(range(7))
