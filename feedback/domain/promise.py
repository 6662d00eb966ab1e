"""What a sender is promised before anybody has looked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from feedback.domain.wording import day_and_time, place_of
from hypercare.lib.working_time import Calendar
from incidents.domain.clocks import TARGETS, ClockKind
from incidents.domain.priority import Priority

DEFAULT_PRIORITY = Priority.P3


def read_by(received_at: datetime, *, calendar: Calendar, priority: Priority = DEFAULT_PRIORITY) -> datetime:
    """By when a person will have read it: the response target, counted in the launch's support hours."""
    target = TARGETS[priority][ClockKind.RESPONSE]
    return target.hours(calendar).add_working(received_at, target.budget(calendar))


def promise_words(due_at: datetime, *, at: datetime, zone: ZoneInfo) -> str:
    """The promise as a sentence; once it is past, the plain truth."""
    if due_at < at:
        return "We promised to have read it by now and are late. It is not forgotten."
    return f"A person will read this by {day_and_time(due_at, at=at, zone=zone)} ({place_of(zone)})."


NO_PROMISE = "A person will read this."
