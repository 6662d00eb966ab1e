"""Days and ISO weeks in a launch's time zone, as half-open stretches of real time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hypercare.lib.errors import DomainError

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)
WEEK_PATTERN = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1970, 2199
LAUNCH_TO_DATE_STARTS_ON = date(FIRST_YEAR, 1, 1)  # stands for "from the beginning"


class Grain(StrEnum):
    """What one fact covers."""

    DAY = "day"
    WEEK = "week"
    LAUNCH_TO_DATE = "to_date"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, known by its Monday."""

    monday: date

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W47`. Raises `DomainError` on field `week` for other forms and weeks no year has."""
        match = WEEK_PATTERN.fullmatch(text)
        if match is None:
            raise DomainError("A week is written like 2026-W47.", field="week")
        year, number = int(match[1]), int(match[2])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise DomainError(f"The year of a week lies between {FIRST_YEAR} and {LAST_YEAR}.", field="week")
        try:
            return cls(date.fromisocalendar(year, number, 1))
        except ValueError:
            raise DomainError(f"{year} has no week {number}.", field="week") from None

    @classmethod
    def of_day(cls, on: date) -> "Week":
        """The week a local date lies in."""
        return cls(on - ONE_DAY * on.weekday())

    @classmethod
    def of(cls, at: datetime, zone: ZoneInfo) -> "Week":
        """The week an instant lies in."""
        return cls.of_day(day_of(at, zone))

    def __str__(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def number(self) -> int:
        """The week's number in its ISO year."""
        return self.monday.isocalendar().week

    def plus(self, weeks: int) -> "Week":
        """So many weeks later, or earlier when negative."""
        return Week(self.monday + weeks * ONE_WEEK)

    def through(self, last: "Week") -> Iterator["Week"]:
        """This week and those after it up to and with `last`."""
        week = self
        while week <= last:
            yield week
            week = week.plus(1)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch [start, end) in UTC, looked at from `at`: what lies after `at` is not known yet."""

    start: datetime
    end: datetime
    at: datetime

    @property
    def until(self) -> datetime:
        """Where the known part ends."""
        return min(self.end, self.at)

    @property
    def is_running(self) -> bool:
        """Whether some of it still lies ahead."""
        return self.at < self.end


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The local date an instant lies in."""
    return at.astimezone(zone).date()


def start_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local date, in UTC; where midnight is skipped, the instant of the skip."""
    return datetime.combine(on, time(), tzinfo=zone).astimezone(UTC)


def window_of(grain: Grain, starts_on: date, *, zone: ZoneInfo, at: datetime) -> Window:
    """The window of a day, a week or everything up to `at`."""
    if grain is Grain.LAUNCH_TO_DATE:
        return Window(start_of_day(LAUNCH_TO_DATE_STARTS_ON, zone), at, at)
    length = ONE_DAY if grain is Grain.DAY else ONE_WEEK
    return Window(start_of_day(starts_on, zone), start_of_day(starts_on + length, zone), at)
