"""Where a time zone's offset from UTC changes, which the standard library knows and does not tell."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Spell = tuple[datetime, datetime, timedelta]

ONE_DAY = timedelta(days=1)


def offset_spells(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Spell]:
    """[start, end) cut into the stretches in which the zone keeps one offset from UTC."""
    for year in range(start.year, end.year + 1):
        spells = _year_spells(zone, year)
        for begin, until, offset in spells:
            first, last = max(begin, start), min(until, end)
            if first < last:
                yield first, last, offset


@lru_cache(maxsize=1024)
def _year_spells(zone: ZoneInfo, year: int) -> tuple[Spell, ...]:
    """The offset spells of one UTC year; zones never change twice within a day."""
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    spells = []
    day = begin
    while day < end:
        if _offset(zone, day) != _offset(zone, day + ONE_DAY):
            change = _change_between(zone, day, day + ONE_DAY)
            spells.append((begin, change, _offset(zone, begin)))
            begin = change
        day += ONE_DAY
    return (*spells, (begin, end, _offset(zone, begin)))


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the offset changes, by bisection."""
    old = _offset(zone, before)
    seconds, limit = 0, int((after - before).total_seconds())
    while limit - seconds > 1:
        middle = (seconds + limit) // 2
        if _offset(zone, before + timedelta(seconds=middle)) == old:
            seconds = middle
        else:
            limit = middle
    return before + timedelta(seconds=limit)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
