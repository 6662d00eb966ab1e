"""When support for the trading platform is there."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypercare.demo.domain.hours import Hours
from hypercare.lib.working_time import Window

# A lunch break on every weekday, a short Saturday.
BEFORE_NOON, AFTERNOON, SATURDAY = (7 * 60, 12 * 60 + 30), (13 * 60, 18 * 60 + 30), (9 * 60, 13 * 60)
HOURS = Hours(
    zone=ZoneInfo("Europe/London"),
    weeks_before=4,
    lasts=timedelta(weeks=6, hours=-12),  # until the Sunday evening
    windows=(
        *(Window(weekday, *hours) for weekday in range(5) for hours in (BEFORE_NOON, AFTERNOON)),
        Window(5, *SATURDAY),
    ),
    holidays={10: "Founders' day", 37: "Settlement holiday"},
)
