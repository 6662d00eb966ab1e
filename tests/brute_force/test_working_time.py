"""Working time equals counting open minutes one by one: 10,000 random cases over six zones."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.working_time import Calendar, Window

MINUTE = timedelta(minutes=1)
TABLE_MINUTES = 7 * 1440
CALENDARS_PER_ZONE = 84
CASES_PER_CALENDAR = 20

# A few days before something happens to the clocks, and one quiet week each.
TABLE_STARTS = {
    "Europe/London": ("2025-03-27", "2025-10-23", "2025-12-22"),
    "America/New_York": ("2025-03-06", "2025-10-30", "2025-07-01"),
    "Australia/Lord_Howe": ("2025-04-03", "2025-10-02", "2025-06-10"),
    "Africa/Cairo": ("2025-04-22", "2025-10-28", "2025-08-10"),
    "Pacific/Apia": ("2011-12-27", "2012-03-30", "2020-09-24"),
    "Asia/Kolkata": ("2025-02-26", "2025-12-30", "2024-02-27"),
}
EDGES = (0, 1, 59, 60, 90, 119, 120, 150, 180, 540, 720, 1020, 1320, 1380, 1439)


@dataclass(frozen=True)
class MinuteTable:
    """The local date and minute of the day of every UTC minute of a week."""

    start: datetime
    wall: tuple[tuple[date, int], ...]


def test_there_are_ten_thousand_cases() -> None:
    assert len(TABLE_STARTS) * CALENDARS_PER_ZONE * CASES_PER_CALENDAR >= 10_000


def test_the_weeks_hold_both_changes_and_half_an_hour() -> None:
    walls = [_minute_table(ZoneInfo("Australia/Lord_Howe"), day).wall for day in ("2025-04-03", "2025-10-02")]
    assert [len(wall) - len(set(wall)) for wall in walls] == [30, 0]
    assert (date(2025, 10, 5), 135) not in walls[1]


@pytest.mark.parametrize("name", TABLE_STARTS)
def test_equals_minute_by_minute_counting(name: str) -> None:
    random, zone = Random(name), ZoneInfo(name)
    tables = [_minute_table(zone, start) for start in TABLE_STARTS[name]]
    for number in range(CALENDARS_PER_ZONE):
        table = tables[number % len(tables)]
        calendar = _random_calendar(random, zone, table)
        counts = _counts(calendar, table)
        for first, last in _random_spans(random, table):
            _check_between(calendar, table, counts, first, last)
            _check_adding(calendar, table, counts, first, random)


def _check_between(calendar: Calendar, table: MinuteTable, counts: list[int], first: int, last: int) -> None:
    start, end = table.start + first * MINUTE, table.start + last * MINUTE
    expected = (counts[last] - counts[first]) * MINUTE
    assert calendar.working_between(start, end) == expected, (calendar, start, end)
    assert calendar.is_open(start) is (counts[first + 1] > counts[first]), (calendar, start)


def _check_adding(
    calendar: Calendar, table: MinuteTable, counts: list[int], first: int, random: Random
) -> None:
    minutes = random.randint(0, counts[-1] - counts[first])
    expected = table.start + bisect_left(counts, counts[first] + minutes, lo=first) * MINUTE
    start = table.start + first * MINUTE
    assert calendar.add_working(start, minutes * MINUTE) == expected, (calendar, start, minutes)


def _minute_table(zone: ZoneInfo, start: str) -> MinuteTable:
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    local = ((begin + number * MINUTE).astimezone(zone) for number in range(TABLE_MINUTES))
    return MinuteTable(begin, tuple((at.date(), at.hour * 60 + at.minute) for at in local))


def _counts(calendar: Calendar, table: MinuteTable) -> list[int]:
    """How many open minutes precede each minute of the table, found by asking every minute."""
    open_minutes = _open_wall_minutes(calendar, table.wall[0][0], table.wall[-1][0])
    counts = [0]
    for wall in table.wall:
        counts.append(counts[-1] + (wall in open_minutes))
    return counts


def _open_wall_minutes(calendar: Calendar, first: date, last: date) -> set[tuple[date, int]]:
    """Every open reading of the wall clock; also of days the zone skipped (Apia, 2011-12-30)."""
    found = set()
    for number in range(-1, (last - first).days + 1):
        day = first + timedelta(days=number)
        for window in calendar.windows:
            if day not in calendar.holidays and day.weekday() == window.weekday:
                for minute in range(window.opens, window.closes):
                    found.add((day + timedelta(days=minute // 1440), minute % 1440))
    return found


def _random_calendar(random: Random, zone: ZoneInfo, table: MinuteTable) -> Calendar:
    weekdays = [day for day in range(7) if random.random() < 0.8]
    windows = tuple(_random_window(random, day) for day in weekdays for _ in range(random.randint(1, 3)))
    days = sorted({day for day, _ in table.wall})
    holidays = frozenset(random.sample(days, random.choice((0, 0, 1, 2))))
    return Calendar(zone, windows, holidays)


def _random_window(random: Random, weekday: int) -> Window:
    opens = random.choice((*EDGES, random.randrange(1440)))
    length = random.choice((30, 60, 1440 - opens, 480, random.randint(1, 1440), random.randint(1, 2880)))
    return Window(weekday, opens, min(opens + length, 2880))


def _random_spans(random: Random, table: MinuteTable) -> Iterator[tuple[int, int]]:
    """Spans of minutes; half begin within hours of a change of the clocks, where there is one."""
    changes = _change_minutes(table) or [TABLE_MINUTES // 2]
    for number in range(CASES_PER_CALENDAR):
        near = random.choice(changes) + random.randint(-240, 240)
        first = near if number % 2 else random.randrange(TABLE_MINUTES - 1)
        yield first, random.randint(first, min(first + random.choice((90, 1440, 5 * 1440)), TABLE_MINUTES))


def _change_minutes(table: MinuteTable) -> list[int]:
    """Indexes at which the local clock does not simply move on by one minute."""
    minutes = [minute for _, minute in table.wall]
    days = [day for day, _ in table.wall]
    return [
        index
        for index in range(1, len(minutes))
        if (minutes[index] - minutes[index - 1]) % 1440 != 1 or (days[index] - days[index - 1]).days > 1
    ]
