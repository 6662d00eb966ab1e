"""Support hours: windows, holidays, changes of the clocks, support days, bad input."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.errors import DomainError
from hypercare.lib.working_time import Calendar, Window

LONDON = ZoneInfo("Europe/London")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
HOUR = timedelta(hours=1)
WEEKDAYS = range(5)
EVERY_DAY = range(7)
CHRISTMAS = date(2025, 12, 25)
OFFICE = Calendar(LONDON, tuple(Window(day, 540, 1020) for day in WEEKDAYS))


def _at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _daily(opens: int, closes: int, zone: ZoneInfo = LONDON, *holidays: date) -> Calendar:
    return Calendar(zone, tuple(Window(day, opens, closes) for day in EVERY_DAY), frozenset(holidays))


@pytest.mark.parametrize(
    ("window", "field"),
    [
        ((7, 0, 60), "weekday"),
        ((-1, 0, 60), "weekday"),
        ((0, -1, 60), "opens"),
        ((0, 1440, 1500), "opens"),
        ((0, 60, 60), "closes"),
        ((0, 60, 30), "closes"),
        ((0, 60, 2881), "closes"),
    ],
)
def test_a_bad_window_names_its_field(window: tuple[int, int, int], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        Window(*window)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2025-11-24T08:59:59", False),
        ("2025-11-24T09:00", True),
        ("2025-11-24T16:59:59", True),
        ("2025-11-24T17:00", False),
        ("2025-11-22T12:00", False),
    ],
)
def test_windows_are_half_open(at: str, *, is_open: bool) -> None:
    assert OFFICE.is_open(_at(at)) is is_open


def test_round_the_clock_never_closes_for_a_minute() -> None:
    start, end = _at("2025-03-01T00:00"), _at("2025-12-01T00:00")
    assert list(Calendar.always(LONDON).open_intervals(start, end)) == [(start, end)]


def test_seven_days_to_24_00_are_round_the_clock_except_on_holidays() -> None:
    calendar = _daily(0, 1440, LONDON, CHRISTMAS)
    days = list(calendar.open_intervals(_at("2025-12-22T00:00"), _at("2025-12-29T00:00")))
    assert days == [
        (_at("2025-12-22T00:00"), _at("2025-12-25T00:00")),
        (_at("2025-12-26T00:00"), _at("2025-12-29T00:00")),
    ]


def test_a_day_may_have_a_lunch_break() -> None:
    calendar = Calendar(LONDON, (Window(0, 540, 720), Window(0, 780, 1020)))
    assert calendar.working_between(_at("2025-11-24T11:00"), _at("2025-11-24T14:00")) == 2 * HOUR


def test_overlapping_windows_count_once() -> None:
    calendar = Calendar(LONDON, (Window(0, 540, 720), Window(0, 600, 780), Window(0, 780, 840)))
    whole_day = list(calendar.open_intervals(_at("2025-11-24T00:00"), _at("2025-11-25T00:00")))
    assert whole_day == [(_at("2025-11-24T09:00"), _at("2025-11-24T14:00"))]


def test_a_night_window_belongs_to_the_day_it_opens_on() -> None:
    calendar = _daily(1320, 1800, LONDON, CHRISTMAS)
    assert calendar.is_open(_at("2025-12-25T05:59"))
    assert not calendar.is_open(_at("2025-12-25T22:00"))
    assert not calendar.is_open(_at("2025-12-26T05:59"))


def test_a_holiday_is_a_local_date() -> None:
    calendar = _daily(0, 1440, ZoneInfo("Pacific/Auckland"), CHRISTMAS)
    holiday = list(calendar.holiday_intervals(_at("2025-12-20T00:00"), _at("2025-12-30T00:00")))
    noon_before = datetime(2025, 12, 24, 11, tzinfo=UTC)
    assert holiday == [(noon_before, noon_before + 24 * HOUR, CHRISTMAS)]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (LONDON, "2025-03-29", 24.0),
        (LONDON, "2025-03-30", 23.0),
        (LONDON, "2025-10-26", 25.0),
        (LORD_HOWE, "2025-10-05", 23.5),
        (LORD_HOWE, "2025-04-06", 24.5),
    ],
)
def test_a_whole_local_day_lasts_as_long_as_it_lasts(zone: ZoneInfo, day: str, hours: float) -> None:
    start = _at(day, zone)
    end = _at((date.fromisoformat(day) + timedelta(days=1)).isoformat(), zone)
    assert _daily(0, 1440, zone).working_between(start, end) == hours * HOUR


def test_both_passes_of_a_repeated_hour_count() -> None:
    calendar = _daily(90, 105)
    passes = calendar.open_intervals(_at("2025-10-26T00:00"), _at("2025-10-26T12:00"))
    assert [opens.strftime("%H:%M") for opens, _ in passes] == ["00:30", "01:30"]


def test_an_opening_in_the_skipped_hour_is_where_the_clock_lands() -> None:
    assert _daily(90, 180).next_opening(_at("2025-03-30T00:00")) == _at("2025-03-30T02:00")


def test_a_window_inside_the_skipped_hour_does_not_open_that_day() -> None:
    assert _daily(75, 105).next_opening(_at("2025-03-30T00:00")) == _at("2025-03-31T01:15")


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2025-11-24T10:00", 2, "2025-11-24T12:00"),
        ("2025-11-24T10:00", 7, "2025-11-24T17:00"),
        ("2025-11-24T10:00", 8, "2025-11-25T10:00"),
        ("2025-11-21T18:00", 4, "2025-11-24T13:00"),
        ("2025-11-21T18:00", 80, "2025-12-05T17:00"),
        ("2025-11-22T12:00", 0, "2025-11-22T12:00"),
    ],
)
def test_adding_working_time_ends_at_the_earliest_instant(start: str, hours: int, expected: str) -> None:
    assert OFFICE.add_working(_at(start), hours * HOUR) == _at(expected)


def test_results_are_in_utc() -> None:
    assert OFFICE.add_working(_at("2025-07-01T10:00"), HOUR).tzinfo is UTC
    assert OFFICE.add_working(_at("2025-07-01T10:00"), timedelta()).tzinfo is UTC


def test_seconds_are_kept() -> None:
    start = _at("2025-11-24T16:59:59.250000")
    assert OFFICE.add_working(start, timedelta(seconds=1)) == _at("2025-11-25T09:00:00.250000")


def test_no_time_passes_backwards() -> None:
    assert OFFICE.working_between(_at("2025-11-24T12:00"), _at("2025-11-24T10:00")) == timedelta()


def test_the_next_opening_of_an_open_instant_is_itself() -> None:
    assert OFFICE.next_opening(_at("2025-11-24T10:07")) == _at("2025-11-24T10:07")
    assert OFFICE.next_opening(_at("2025-11-21T17:00")) == _at("2025-11-24T09:00")


@pytest.mark.parametrize(
    ("windows", "hours"),
    [
        ([(day, 540, 1020) for day in WEEKDAYS], 8),
        ([(0, 540, 1080), (1, 540, 1020), (2, 540, 1020)], 8),
        ([(0, 540, 1080), (1, 540, 1020)], 9),
        ([(0, 540, 720), (0, 780, 1020)], 7),
        ([(0, 540, 720), (0, 600, 1020)], 8),
        ([(0, 1320, 1800)], 8),
        ([(day, 0, 1440) for day in EVERY_DAY], 24),
        ([(day, 0, 2880) for day in EVERY_DAY], 24),
        ([(6, 1320, 1800), (0, 300, 540)], 7),
    ],
)
def test_a_support_day_is_the_most_common_day(windows: list[tuple[int, int, int]], hours: int) -> None:
    calendar = Calendar(LONDON, tuple(Window(*window) for window in windows))
    assert calendar.support_day == hours * HOUR


def test_without_windows_no_time_is_ever_counted() -> None:
    calendar = Calendar(LONDON, ())
    assert calendar.working_between(_at("2025-01-01"), _at("2026-01-01")) == timedelta()
    with pytest.raises(DomainError, match="at least one window"):
        calendar.add_working(_at("2025-01-01"), HOUR)


@pytest.mark.parametrize("question", ["support_day", "next_opening"])
def test_without_windows_there_is_nothing_to_wait_for(question: str) -> None:
    calendar = Calendar(LONDON, ())
    with pytest.raises(DomainError) as caught:
        _ = calendar.support_day if question == "support_day" else calendar.next_opening(_at("2025-01-01"))
    assert caught.value.field == "windows"


def test_negative_working_time_is_refused() -> None:
    with pytest.raises(DomainError) as caught:
        OFFICE.add_working(_at("2025-11-24T10:00"), -HOUR)
    assert caught.value.field == "amount"


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = _at("2025-11-24T10:00").replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_open(naive)
