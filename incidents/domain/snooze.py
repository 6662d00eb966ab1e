"""Putting a new incident aside until an instant: which instants are offered, and which are refused.

A snooze hides an incident from the inbox and nothing else: its clocks run on.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from hypercare.lib.errors import DomainError
from hypercare.lib.working_time import Calendar

AN_HOUR = timedelta(hours=1)
AT_MOST = timedelta(days=30)
AFTERNOON = time(13)
MORNING = time(8)  # where support never closes, there is no opening to wait for
MONDAY = 0


class SnoozeUntil(StrEnum):
    """What a person may ask for."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    MORNING = "morning"
    MONDAY = "monday"
    GIVEN = "given"


class WokenBy(StrEnum):
    """What brings a snoozed incident back into the inbox."""

    TIME = "time"
    REPORTER = "reporter"
    CLOCK = "clock"
    PERSON = "person"


SNOOZE_LABELS: Mapping[SnoozeUntil, str] = {
    SnoozeUntil.HOUR: "For an hour",
    SnoozeUntil.AFTERNOON: "This afternoon",
    SnoozeUntil.MORNING: "Next support morning",
    SnoozeUntil.MONDAY: "Next Monday",
    SnoozeUntil.GIVEN: "At another time",
}


def instant_of(until: SnoozeUntil, *, at: datetime, calendar: Calendar) -> datetime | None:
    """The instant meant, by the launch's local days and support hours; none where a person gives it."""
    today = at.astimezone(calendar.zone).date()
    if until is SnoozeUntil.HOUR:
        return at + AN_HOUR
    if until is SnoozeUntil.AFTERNOON:
        return datetime.combine(today, AFTERNOON, tzinfo=calendar.zone)
    if until is SnoozeUntil.MORNING:
        return _opening(calendar, datetime.combine(today + timedelta(days=1), time(), tzinfo=calendar.zone))
    if until is SnoozeUntil.MONDAY:
        monday = today + timedelta(days=7 - today.weekday())
        return _opening(calendar, datetime.combine(monday, time(), tzinfo=calendar.zone))
    return None


def offered(*, at: datetime, calendar: Calendar, ends_at: datetime) -> dict[SnoozeUntil, datetime]:
    """The instants that may be chosen now, each once, in the order of the form."""
    return dict(_offered(at, calendar, ends_at))


def check_snooze(until: datetime, *, at: datetime, ends_at: datetime) -> None:
    """Raise `DomainError` on field `until` unless it lies ahead, within `AT_MOST` and within hypercare."""
    if until <= at:
        raise DomainError("Snooze until a time in the future.", field="until")
    if until - at > AT_MOST:
        raise DomainError(f"Snooze for at most {AT_MOST.days} days.", field="until")
    if until > ends_at:
        raise DomainError("Snooze until hypercare ends at the latest.", field="until")


def _offered(at: datetime, calendar: Calendar, ends_at: datetime) -> Iterator[tuple[SnoozeUntil, datetime]]:
    seen: set[datetime] = set()
    for until in SnoozeUntil:
        instant = instant_of(until, at=at, calendar=calendar)
        if instant and at + AN_HOUR <= instant <= min(ends_at, at + AT_MOST) and instant not in seen:
            seen.add(instant)
            yield until, instant


def _opening(calendar: Calendar, midnight: datetime) -> datetime:
    """When support opens from this local midnight on; in the morning where it is open all night."""
    if calendar.is_open(midnight):
        return midnight.replace(hour=MORNING.hour)
    return calendar.next_opening(midnight)
