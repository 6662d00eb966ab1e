"""The arithmetic of the numbers, as tables and as laws."""

import statistics as reference
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.domain.statistics import (
    AGE_BUCKETS,
    Lifetime,
    age_counts,
    is_still_moving,
    kaplan_meier_median,
    median_interval,
    median_ranks,
    percentile,
    wilson,
)

HOURS = st.lists(st.floats(0, 1e5), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("values", "fraction", "expected"),
    [
        ([], 0.5, None),
        ([7.0], 0.9, 7.0),
        ([1.0, 2.0], 0.5, 1.5),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([0.0, 10.0], 0.9, 9.0),
    ],
)
def test_a_percentile_is_interpolated(values: list[float], fraction: float, expected: float | None) -> None:
    assert percentile(values, fraction) == expected


@given(HOURS)
def test_the_half_percentile_is_the_median(values: list[float]) -> None:
    assert percentile(values, 0.5) == pytest.approx(reference.median(values))


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(18, 20, 69.90, 97.21), (0, 10, 0, 27.75), (10, 10, 72.25, 100)]
)
def test_the_wilson_interval_of_known_shares(hits: int, n: int, low: float, high: float) -> None:
    interval = wilson(hits, n)
    assert interval is not None
    assert [interval.low, interval.high] == pytest.approx([low, high], abs=0.01)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_wilson_interval_holds_its_share_and_stays_possible(pair: tuple[int, int]) -> None:
    interval = wilson(*pair)
    assert interval is not None
    assert -1e-9 <= interval.low <= 100 * pair[0] / pair[1] + 1e-9
    assert 100 * pair[0] / pair[1] - 1e-9 <= interval.high <= 100


@pytest.mark.parametrize(("n", "ranks"), [(5, None), (6, (1, 6)), (30, (9, 22)), (100, (40, 61))])
def test_which_ranks_bound_a_median(n: int, ranks: tuple[int, int] | None) -> None:
    assert median_ranks(n) == ranks


@given(st.lists(st.floats(0, 1e5), min_size=6, max_size=60))
def test_a_median_lies_in_its_interval(values: list[float]) -> None:
    interval = median_interval(values)
    assert interval is not None
    assert interval.low <= reference.median(values) <= interval.high


@given(HOURS)
def test_with_nothing_open_kaplan_meier_is_the_lower_median(values: list[float]) -> None:
    lifetimes = [Lifetime(hours, is_over=True) for hours in values]
    assert kaplan_meier_median(lifetimes) == reference.median_low(values)


def test_open_incidents_make_the_median_longer() -> None:
    over = [Lifetime(hours, is_over=True) for hours in (2, 4, 6)]
    still_open = [Lifetime(30, is_over=False)] * 2
    assert kaplan_meier_median(over) == 4
    assert kaplan_meier_median([*over, *still_open]) == 6


def test_a_median_nobody_reached_is_none() -> None:
    lifetimes = [Lifetime(1, is_over=True), *[Lifetime(9, is_over=False)] * 3]
    assert kaplan_meier_median(lifetimes) is None


def test_a_young_open_incident_lets_the_median_move() -> None:
    lifetimes = [Lifetime(1, is_over=False), *[Lifetime(hours, is_over=True) for hours in (2, 3, 4)]]
    assert is_still_moving(lifetimes, 3)
    assert not is_still_moving(lifetimes, 1)
    assert not is_still_moving(lifetimes, None)


@pytest.mark.parametrize(
    ("age", "bucket"),
    [
        (0, "0-1"),
        (0.99, "0-1"),
        (1, "1-3"),
        (3, "3-7"),
        (7, "7-14"),
        (14, "14-30"),
        (30, ">30"),
        (900, ">30"),
    ],
)
def test_an_age_falls_into_the_bucket_it_begins(age: float, bucket: str) -> None:
    assert age_counts([age])[bucket] == 1


@given(st.lists(st.floats(0, 1000)))
def test_every_age_is_counted_once(ages: list[float]) -> None:
    assert sum(age_counts(ages).values()) == len(ages)


def test_the_buckets_leave_no_gap() -> None:
    bounds = [(low, high) for _, low, high in AGE_BUCKETS]
    assert [low for low, _ in bounds[1:]] == [high for _, high in bounds[:-1]]
    assert (bounds[0][0], bounds[-1][1]) == (0, inf)
