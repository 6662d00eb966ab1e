"""When the demo's launch went live, and when its support is there."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypercare.lib.working_time import Calendar, Window

ZONE = ZoneInfo("Europe/London")
WEEKS_BEFORE = 4
GOES_LIVE_AT = time(6)

# A lunch break on every weekday, a short Saturday.
BEFORE_NOON, AFTERNOON, SATURDAY = (7 * 60, 12 * 60 + 30), (13 * 60, 18 * 60 + 30), (9 * 60, 13 * 60)
WINDOWS = (
    *(Window(weekday, *hours) for weekday in range(5) for hours in (BEFORE_NOON, AFTERNOON)),
    Window(5, *SATURDAY),
)
HOLIDAYS = {10: "Founders' day", 37: "Settlement holiday"}  # days after the go-live: never today


def go_live_before(until: datetime) -> datetime:
    """The Monday morning of four weeks before."""
    today = until.astimezone(ZONE).date()
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS_BEFORE)
    return datetime.combine(monday, GOES_LIVE_AT, ZONE)


def support_hours(go_live_on: date) -> Calendar:
    """The hours in which the team works."""
    return Calendar(ZONE, WINDOWS, frozenset(go_live_on + timedelta(days=day) for day in HOLIDAYS))
