"""Instants in words, made ready before a template sees them; `static/js/time.js` keeps them true."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3600, 86400


Teller = Callable[[datetime, datetime], str]
UNITS = ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"))


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant three ways: for machines, in words as seen now, and exact with its zone."""

    iso: str
    words: str
    exact: str


NO_MOMENT = Moment("", "", "")


def relative(instant: datetime, at: datetime) -> str:
    """How far away: `in 2 h 12 min`, `in 3 d`, `2 h ago`, `just now`."""
    if abs((instant - at).total_seconds()) < MINUTE:
        return "just now" if instant <= at else "in a moment"
    return f"in {_amount(instant, at)}" if instant > at else f"{age(instant, at)} ago"


def time_left(instant: datetime, at: datetime) -> str:
    """What is left until a due instant, or by how much it has passed: `2 h 12 min`, `2 h late`."""
    if abs((instant - at).total_seconds()) < MINUTE:
        return "under 1 min" if instant >= at else "just late"
    return _amount(instant, at) if instant > at else f"{age(instant, at)} late"


def age(instant: datetime, at: datetime) -> str:
    """How long ago, in the largest unit: `3 d`, `2 h`, `5 min`, `now`."""
    size, unit, seconds = _largest_unit(instant, at)
    return f"{seconds // size} {unit}" if seconds >= MINUTE else "now"


def moment(instant: datetime | None, *, at: datetime, zone: ZoneInfo, tell: Teller = relative) -> Moment:
    """The instant as seen at `at` by people in `zone`; three empty strings for none."""
    if instant is None:
        return NO_MOMENT
    return Moment(instant.isoformat(timespec="seconds"), tell(instant, at), exact(instant, zone))


def _amount(instant: datetime, at: datetime) -> str:
    """The largest unit, hours with their minutes."""
    size, unit, seconds = _largest_unit(instant, at)
    minutes = seconds % HOUR // MINUTE if size == HOUR else 0
    return f"{seconds // size} {unit} {minutes} min" if minutes else f"{seconds // size} {unit}"


def _largest_unit(instant: datetime, at: datetime) -> tuple[int, str, int]:
    seconds = int(abs((instant - at).total_seconds()))
    size, unit = next((step for step in UNITS if seconds >= step[0]), UNITS[-1])
    return size, unit, seconds


def exact(instant: datetime, zone: ZoneInfo) -> str:
    """The whole truth, for hovering."""
    local = instant.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M:%S} {local.tzname()}"


def clock_time(instant: datetime, *, at: datetime, zone: ZoneInfo) -> str:
    """Time of day, with `today`, `tomorrow` or the date: `today 16:40`, `Mon 30 Nov 09:00`."""
    local, today = instant.astimezone(zone), at.astimezone(zone).date()
    days = (local.date() - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return f"{near or f'{local:%a} {local.day} {local:%b}'} {local:%H:%M}"
