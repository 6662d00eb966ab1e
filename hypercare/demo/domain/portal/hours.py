"""When support for the partner portal is there: Toronto's office hours, nobody at the weekend."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypercare.demo.domain.hours import Hours
from hypercare.lib.working_time import Window

HOURS = Hours(
    zone=ZoneInfo("America/Toronto"),
    weeks_before=5,
    lasts=timedelta(weeks=6, hours=-12),  # until the Sunday evening
    windows=tuple(Window(weekday, 8 * 60 + 30, 17 * 60 + 30) for weekday in range(5)),
    holidays={18: "Stocktaking"},
)
