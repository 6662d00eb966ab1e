"""Instants in words, as tables."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.queries.words import NO_MOMENT, age, clock_time, exact, moment, relative, time_left

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("away", "far", "left", "old"),
    [
        (2 * HOUR + 12 * MINUTE, "in 2 h 12 min", "2 h 12 min", "2 h"),
        (2 * HOUR, "in 2 h", "2 h", "2 h"),
        (23 * MINUTE, "in 23 min", "23 min", "23 min"),
        (3 * DAY + 5 * HOUR, "in 3 d", "3 d", "3 d"),
        (timedelta(seconds=20), "in a moment", "under 1 min", "now"),
        (timedelta(), "just now", "under 1 min", "now"),
        (timedelta(seconds=-20), "just now", "just late", "now"),
        (-MINUTE, "1 min ago", "1 min late", "1 min"),
        (-2 * HOUR - 12 * MINUTE, "2 h ago", "2 h late", "2 h"),
        (-9 * DAY, "9 d ago", "9 d late", "9 d"),
    ],
)
def test_distances_in_words(away: timedelta, far: str, left: str, old: str) -> None:
    assert (relative(AT + away, AT), time_left(AT + away, AT), age(AT + away, AT)) == (far, left, old)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(4, "today 17:00"), (15, "tomorrow 04:00"), (-24, "yesterday 13:00"), (72, "Fri 27 Nov 13:00")],
)
def test_times_of_day_are_local_to_the_launch(hours: int, words: str) -> None:
    assert clock_time(AT + hours * HOUR, at=AT, zone=BERLIN) == words


def test_the_exact_time_names_its_zone() -> None:
    assert exact(AT, BERLIN) == "Tuesday 24 November 2026, 13:00:00 CET"


def test_no_instant_is_three_empty_strings() -> None:
    assert moment(None, at=AT, zone=BERLIN) == NO_MOMENT


def test_a_moment_travels_with_its_zone() -> None:
    assert moment(AT, at=AT, zone=BERLIN).iso == "2026-11-24T12:00:00+00:00"
