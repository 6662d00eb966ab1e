"""When support for the chatbot is there: long weekdays and both days of the weekend."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypercare.demo.domain.hours import Hours
from hypercare.lib.working_time import Window

HOURS = Hours(
    zone=ZoneInfo("Europe/Berlin"),
    weeks_before=2,
    lasts=timedelta(weeks=4, hours=-12),
    windows=(
        *(Window(weekday, 8 * 60, 20 * 60) for weekday in range(5)),
        *(Window(weekday, 10 * 60, 16 * 60) for weekday in (5, 6)),
    ),
    holidays={10: "Company meeting"},
)
