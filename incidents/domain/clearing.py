"""How soon the backlog clears at its present pace."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from hypercare.lib.working_time import Calendar

CLEARING_DAYS = 5  # business days over which the net outflow is averaged
FURTHEST_BACK = 60  # days looked back for business days; a longer closure leaves fewer of them
HARDLY = 60  # business days from which on nobody would call a backlog shrinking


def business_days_before(today: date, calendar: Calendar) -> Sequence[date]:
    """The last complete days with support hours, newest first, `CLEARING_DAYS` of them."""
    weekdays = {window.weekday for window in calendar.windows}
    days = (today - timedelta(days=n) for n in range(1, FURTHEST_BACK))
    is_business = (day for day in days if day.weekday() in weekdays and day not in calendar.holidays)
    return tuple(islice(is_business, CLEARING_DAYS))


def days_to_clear(backlog: int, net_outflow: int, business_days: int) -> float | None:
    """Business days until nothing is left at the mean net outflow; `None` means it is growing."""
    if not backlog:
        return 0.0
    if net_outflow <= 0 or not business_days:
        return None
    return backlog * business_days / net_outflow


def clearing_words(days: float | None) -> str:
    """The same in words; empty when nothing has to be cleared."""
    if days is None:
        return "not shrinking"
    if not days:
        return ""
    if days >= HARDLY:
        return "hardly shrinking"
    return f"clears in {days:.1f} days" if days < 10 else f"clears in {days:.0f} days"
