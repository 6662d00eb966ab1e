"""How soon a backlog clears, and what is said of it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.working_time import Calendar, Window
from incidents.domain.clearing import business_days_before, clearing_words, days_to_clear

WEEKDAYS = tuple(Window(day, 480, 1080) for day in range(5))


@pytest.mark.parametrize(
    ("backlog", "net", "days", "expected"),
    [(34, 80, 5, 2.125), (34, 0, 5, None), (34, -3, 5, None), (0, -3, 5, 0.0), (5, 2, 0, None)],
)
def test_days_to_clear(backlog: int, net: int, days: int, expected: float | None) -> None:
    assert days_to_clear(backlog, net, days) == expected


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (2.125, "clears in 2.1 days"),
        (12.4, "clears in 12 days"),
        (60, "hardly shrinking"),
        (None, "not shrinking"),
        (0.0, ""),
    ],
)
def test_it_is_said_in_words(days: float | None, words: str) -> None:
    assert clearing_words(days) == words


def test_business_days_are_the_last_complete_ones_without_holidays() -> None:
    holidays = frozenset({date(2026, 11, 20)})
    found = business_days_before(date(2026, 11, 24), Calendar(ZoneInfo("UTC"), WEEKDAYS, holidays))
    assert [day.day for day in found] == [23, 19, 18, 17, 16]
