"""When something was reported, as a person asks for it: an age, a day, or days from one to another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypercare.lib.errors import DomainError

AGE = re.compile(r"([<>])([0-9]{1,3})(min|h|d|w)", re.ASCII)
UNITS: Mapping[str, timedelta] = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
DAYS = re.compile(r"(?P<sign>[<>]=?)?(?P<day>[0-9a-z-]+)", re.ASCII)
RELATIVE: Mapping[str, int] = {"today": 0, "yesterday": -1}
ONE_DAY = timedelta(days=1)
YEARS = range(1970, 2900)
RULE = (
    "reported: takes an age (>2d is older than two days, <4h newer than four hours; min, h, d or w), "
    "a day (2026-11-20, today, yesterday, with < or > before or after it), or days from..to"
)
Day = date | int  # a number counts days from today


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` on and before `until`; `None` is no limit."""

    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Reported:
    """Older or newer than an age, or from one day to another, both included."""

    older_than: timedelta | None = None
    newer_than: timedelta | None = None
    first: Day | None = None
    last: Day | None = None

    def span(self, *, at: datetime, zone: ZoneInfo) -> Span:
        """The instants meant at `at` by people in `zone`."""
        if self.newer_than is not None:
            return Span(at - self.newer_than, None)
        if self.older_than is not None:
            return Span(None, at - self.older_than)
        today = at.astimezone(zone).date()
        since = None if self.first is None else _midnight(_date(self.first, today), zone)
        until = None if self.last is None else _midnight(_date(self.last, today) + ONE_DAY, zone)
        return Span(since, until)


def parse_reported(text: str) -> Reported:
    """What the value asks for. Raises `DomainError` with the rule."""
    aged = AGE.fullmatch(text)
    if aged:
        length = int(aged[2]) * UNITS[aged[3]]
        return Reported(older_than=length) if aged[1] == ">" else Reported(newer_than=length)
    if ".." in text:
        return _range(*text.split("..", 1))
    found = DAYS.fullmatch(text)
    if found is None:
        raise DomainError(f"{RULE}.", field="reported")
    return _around(found["sign"] or "", _day(found["day"]))


def _around(sign: str, day: Day) -> Reported:
    """The day itself, or what lies on one side of it."""
    apart = {">": ONE_DAY, "<": -ONE_DAY}.get(sign)
    if apart is not None:
        day = day + apart.days if isinstance(day, int) else day + apart
    if not sign:
        return Reported(first=day, last=day)
    return Reported(first=day) if sign.startswith(">") else Reported(last=day)


def _range(first: str, last: str) -> Reported:
    if not first and not last:
        raise DomainError(f"{RULE}.", field="reported")
    start, end = (_day(each) if each else None for each in (first, last))
    if start is not None and end is not None and type(start) is type(end) and start > end:  # type: ignore[operator]
        raise DomainError(f"reported:{first}..{last} begins after it ends.", field="reported")
    return Reported(first=start, last=end)


def _day(text: str) -> Day:
    if text in RELATIVE:
        return RELATIVE[text]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DomainError(f"{RULE}; “{text}” is no such day.", field="reported") from None
    if day.year not in YEARS:
        raise DomainError(f"{RULE}; the year of “{text}” is out of reach.", field="reported")
    return day


def _date(day: Day, today: date) -> date:
    return today + day * ONE_DAY if isinstance(day, int) else day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
