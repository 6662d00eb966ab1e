"""By when a person will have read it, in the launch's hours and words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedback.domain.promise import promise_words, read_by
from feedback.domain.wording import day_and_time, first_name, place_of
from hypercare.lib.working_time import Calendar, Window
from incidents.domain.priority import Priority

LONDON = ZoneInfo("Europe/London")
OFFICE = Calendar(LONDON, tuple(Window(day, 480, 1080) for day in range(5)), frozenset())
MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


def test_four_support_hours_by_default() -> None:
    assert read_by(MONDAY, calendar=OFFICE) == MONDAY + timedelta(hours=4)


def test_hours_without_support_do_not_count() -> None:
    friday = datetime(2026, 11, 27, 16, tzinfo=UTC)
    assert read_by(friday, calendar=OFFICE) == datetime(2026, 11, 30, 10, tzinfo=UTC)


def test_a_known_priority_has_its_own_target() -> None:
    due_at = read_by(MONDAY, calendar=OFFICE, priority=Priority.P1)
    assert due_at == MONDAY + timedelta(minutes=15)


def test_the_promise_names_time_day_and_place() -> None:
    words = promise_words(MONDAY + timedelta(hours=1), at=MONDAY, zone=LONDON)
    assert words == "A person will read this by 10:40 today (London time)."


def test_a_promise_that_is_past_is_admitted() -> None:
    assert "are late" in promise_words(MONDAY, at=MONDAY + timedelta(seconds=1), zone=LONDON)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "09:40 today"),
        (1, "09:40 tomorrow"),
        (-1, "09:40 yesterday"),
        (3, "09:40 on Thursday 26 November"),
    ],
)
def test_days_have_their_words(days: int, words: str) -> None:
    assert day_and_time(MONDAY + timedelta(days=days), at=MONDAY, zone=LONDON) == words


def test_today_is_the_launchs_today() -> None:
    sydney = ZoneInfo("Australia/Sydney")
    assert day_and_time(MONDAY + timedelta(hours=6), at=MONDAY, zone=sydney) == "02:40 tomorrow"


def test_the_place_is_a_city_or_utc() -> None:
    assert place_of(ZoneInfo("America/New_York")) == "New York time"
    assert place_of(ZoneInfo("UTC")) == "UTC"


def test_a_first_name_may_be_missing() -> None:
    assert first_name("Maria Lopez") == "Maria"
    assert first_name("  ") == ""
