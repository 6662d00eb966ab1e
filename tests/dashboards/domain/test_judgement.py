"""When a number may be judged, and what good news is."""

import pytest

from dashboards.domain.judgement import Direction, Reading, Trend, Verdict, has_too_few, trend, verdict_of
from dashboards.domain.kpis import ENOUGH, KPIS, Better, Unit

TIME, SHARE, COUNT = KPIS["time_to_resolve"], KPIS["csat"], KPIS["backlog"]


@pytest.mark.parametrize(
    ("better", "direction", "verdict"),
    [
        (Better.LOWER, Direction.DOWN, Verdict.BETTER),
        (Better.LOWER, Direction.UP, Verdict.WORSE),
        (Better.HIGHER, Direction.UP, Verdict.BETTER),
        (Better.HIGHER, Direction.DOWN, Verdict.WORSE),
        (Better.HIGHER, Direction.FLAT, Verdict.SAME),
    ],
)
def test_what_good_news_is(better: Better, direction: Direction, verdict: Verdict) -> None:
    assert verdict_of(better, direction) is verdict


@pytest.mark.parametrize("kpi", [TIME, SHARE])
def test_a_share_or_average_of_29_is_not_judged(kpi: object) -> None:
    few, enough = Reading(50.0, ENOUGH - 1), Reading(40.0, ENOUGH)
    assert trend(TIME, few, enough) is None
    assert trend(SHARE, enough, few) is None
    assert trend(SHARE, enough, enough) is not None


def test_a_count_is_judged_from_the_first() -> None:
    assert not has_too_few(COUNT, 0)
    assert trend(COUNT, Reading(1, 1), Reading(3, 3)) == Trend(Direction.DOWN, 2, Verdict.BETTER)


def test_times_change_in_percent() -> None:
    assert trend(TIME, Reading(6.9, 40), Reading(10.0, 40)) == Trend(Direction.DOWN, 31, Verdict.BETTER)


def test_shares_change_in_points() -> None:
    assert trend(SHARE, Reading(94.1, 40), Reading(92.1, 40)) == Trend(Direction.UP, 2.0, Verdict.BETTER)


def test_a_change_too_small_to_show_is_none() -> None:
    assert trend(SHARE, Reading(94.14, 40), Reading(94.12, 40)) == Trend(Direction.FLAT, 0, Verdict.SAME)


def test_without_a_week_before_there_is_no_trend() -> None:
    assert trend(COUNT, Reading(3, 3), Reading(None, 0)) is None
    assert trend(TIME, Reading(3.0, 40), Reading(0.0, 40)) is None


def test_every_number_says_what_it_is() -> None:
    for kpi in KPIS.values():
        assert kpi.label
        assert kpi.cohort.endswith(".")
        assert kpi.formula.endswith(".")
        assert kpi.version >= 1
        assert kpi.is_sample == (kpi.unit is not Unit.COUNT)
