"""Until when: which instants are meant, offered and refused."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.errors import DomainError
from hypercare.lib.working_time import Calendar, Window
from incidents.domain.snooze import SnoozeUntil, check_snooze, instant_of, offered

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar(BERLIN, tuple(Window(day, 480, 1080) for day in range(5)))
ALWAYS = Calendar.always(BERLIN)
TUESDAY = datetime(2026, 11, 3, 9, 30, tzinfo=BERLIN)
FRIDAY = datetime(2026, 11, 6, 16, tzinfo=BERLIN)
ENDS = datetime(2026, 12, 14, 17, tzinfo=UTC)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November in Berlin."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("until", "at", "calendar", "instant"),
    [
        (SnoozeUntil.HOUR, TUESDAY, OFFICE, local(3, 10, 30)),
        (SnoozeUntil.AFTERNOON, TUESDAY, OFFICE, local(3, 13)),
        (SnoozeUntil.MORNING, TUESDAY, OFFICE, local(4, 8)),
        (SnoozeUntil.MORNING, FRIDAY, OFFICE, local(9, 8)),
        (SnoozeUntil.MORNING, TUESDAY, ALWAYS, local(4, 8)),
        (SnoozeUntil.MONDAY, TUESDAY, OFFICE, local(9, 8)),
        (SnoozeUntil.MONDAY, local(9, 7), OFFICE, local(16, 8)),
        (SnoozeUntil.MONDAY, TUESDAY, ALWAYS, local(9, 8)),
    ],
)
def test_each_choice_means_an_instant(
    until: SnoozeUntil, at: datetime, calendar: Calendar, instant: datetime
) -> None:
    assert instant_of(until, at=at, calendar=calendar) == instant


def test_a_holiday_is_no_support_morning() -> None:
    closed = Calendar(BERLIN, OFFICE.windows, frozenset({local(4, 0).date()}))
    assert instant_of(SnoozeUntil.MORNING, at=TUESDAY, calendar=closed) == local(5, 8)


def test_days_are_those_of_the_launch() -> None:
    before_midnight_in_utc = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # already Tuesday in Berlin
    assert instant_of(SnoozeUntil.MORNING, at=before_midnight_in_utc, calendar=OFFICE) == local(4, 8)


def test_the_afternoon_is_offered_in_the_morning_only() -> None:
    assert SnoozeUntil.AFTERNOON in offered(at=TUESDAY, calendar=OFFICE, ends_at=ENDS)
    assert SnoozeUntil.AFTERNOON not in offered(at=local(3, 14), calendar=OFFICE, ends_at=ENDS)


def test_an_instant_is_offered_once() -> None:
    assert list(offered(at=FRIDAY, calendar=OFFICE, ends_at=ENDS)) == [SnoozeUntil.HOUR, SnoozeUntil.MORNING]


def test_nothing_behind_the_end_is_offered() -> None:
    ends = TUESDAY + timedelta(minutes=90)
    assert list(offered(at=TUESDAY, calendar=OFFICE, ends_at=ends)) == [SnoozeUntil.HOUR]


def test_whatever_is_offered_is_accepted() -> None:
    for hours in range(0, 24 * 42, 7):
        at = TUESDAY + timedelta(hours=hours)
        for instant in offered(at=at, calendar=OFFICE, ends_at=ENDS).values():
            check_snooze(instant, at=at, ends_at=ENDS)


@pytest.mark.parametrize(
    ("until", "ends_at", "rule"),
    [
        (TUESDAY, ENDS, "in the future"),
        (TUESDAY - timedelta(seconds=1), ENDS, "in the future"),
        (TUESDAY + timedelta(days=30, seconds=1), ENDS, "at most 30 days"),
        (TUESDAY + timedelta(hours=2), TUESDAY + timedelta(hours=1), "hypercare ends"),
    ],
)
def test_what_is_refused_names_the_field_and_the_rule(until: datetime, ends_at: datetime, rule: str) -> None:
    with pytest.raises(DomainError, match=rule) as refusal:
        check_snooze(until, at=TUESDAY, ends_at=ends_at)
    assert refusal.value.field == "until"
