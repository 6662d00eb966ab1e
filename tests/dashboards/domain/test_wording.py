"""How numbers are said."""

import pytest

from dashboards.domain.judgement import Direction, Trend, Verdict
from dashboards.domain.kpis import Unit
from dashboards.domain.statistics import Interval
from dashboards.domain.wording import counted, said, said_change, said_days, said_interval


@pytest.mark.parametrize(
    ("value", "unit", "n", "words"),
    [
        (None, Unit.HOURS, 0, "-"),
        (0.6, Unit.HOURS, 9, "36 min"),
        (0.9999, Unit.HOURS, 9, "1.00 h"),
        (19.9417, Unit.HOURS, 9, "19.94 h"),
        (175.0496, Unit.HOURS, 9, "7.3 days"),
        (12345.6, Unit.HOURS, 9, "514.4 days"),
        (94.12, Unit.PERCENT, 305, "94.1 %"),
        (60.6433, Unit.PERCENT, 20_769, "60.64 %"),
        (20_768.0, Unit.COUNT, 20_768, "20,768"),
    ],
)
def test_values_with_their_units(value: float | None, unit: Unit, n: int, words: str) -> None:
    assert said(value, unit, n=n) == words


def test_intervals() -> None:
    assert said_interval(Interval(79.4, 90.6), Unit.PERCENT) == "79 to 91 %"
    assert said_interval(Interval(0.62, 1.38), Unit.PERCENT) == "0.6 to 1.4 %"
    assert said_interval(Interval(0.951, 0.984), Unit.PERCENT) == "0.95 to 0.98 %"
    assert said_interval(Interval(0.5, 7.25), Unit.HOURS) == "30 min to 7.25 h"


@pytest.mark.parametrize(
    ("direction", "change", "unit", "words"),
    [
        (Direction.DOWN, 31, Unit.HOURS, "31 %"),
        (Direction.UP, 4626, Unit.HOURS, "47.3 times"),
        (Direction.UP, 2.0, Unit.PERCENT, "2.0 points"),
        (Direction.DOWN, 12, Unit.COUNT, "12"),
        (Direction.FLAT, 0, Unit.COUNT, "unchanged"),
    ],
)
def test_changes(direction: Direction, change: float, unit: Unit, words: str) -> None:
    assert said_change(Trend(direction, change, Verdict.SAME), unit) == words


def test_days_lose_their_fraction_when_many() -> None:
    assert (said_days(2.125), said_days(220.4)) == ("2.1 business days", "220 business days")


def test_one_is_singular() -> None:
    assert (counted(1, "row", "rows"), counted(20_768, "row", "rows")) == ("1 row", "20,768 rows")
