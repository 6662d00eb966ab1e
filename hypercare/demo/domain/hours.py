"""When a launch of the demo went live, and when its support is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypercare.lib.working_time import Calendar, Window

GOES_LIVE_AT = time(6)


@dataclass(frozen=True, slots=True)
class Hours:
    """Where and when; `holidays` are days after the go-live and never fall on today."""

    zone: ZoneInfo
    weeks_before: int
    lasts: timedelta
    windows: tuple[Window, ...]
    holidays: Mapping[int, str]

    def go_live_before(self, until: datetime) -> datetime:
        """The Monday morning of so many weeks before."""
        today = until.astimezone(self.zone).date()
        monday = today - timedelta(days=today.weekday(), weeks=self.weeks_before)
        return datetime.combine(monday, GOES_LIVE_AT, self.zone)

    def support_hours(self, go_live_on: date) -> Calendar:
        """The hours in which the team works."""
        holidays = frozenset(go_live_on + timedelta(days=day) for day in self.holidays)
        return Calendar(self.zone, self.windows, holidays)
