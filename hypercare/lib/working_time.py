"""Working-time arithmetic: real time elapsed inside the support hours of a calendar.

Windows are wall-clock times and one sentence rules them all: an instant is open when the local clock,
read at that instant, shows a time inside a window of a day that is no holiday. So when clocks go forward
an opening inside the skipped hour takes effect where the clock lands, and when they go back both passes
of the repeated hour count.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from hypercare.lib.errors import DomainError
from hypercare.lib.zone_offsets import offset_spells

Interval = tuple[datetime, datetime]

DAY_MINUTES = 24 * 60
NO_TIME = timedelta()
ONE_DAY = timedelta(days=1)
END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Open hours [opens, closes) of a weekday (0 = Monday), in minutes from that day's local midnight.

    `closes` is 1440 for 24:00 and up to 2880 when the window runs on into the next day.
    Raises `DomainError` on field `weekday`, `opens` or `closes`.
    """

    weekday: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise DomainError("A weekday is a number from 0 (Monday) to 6 (Sunday).", field="weekday")
        if not 0 <= self.opens < DAY_MINUTES:
            raise DomainError("A window opens between 00:00 and 23:59.", field="opens")
        if not self.opens < self.closes <= 2 * DAY_MINUTES:
            raise DomainError(
                "A window closes after it opens, and by the end of the next day.", field="closes"
            )


@dataclass(frozen=True)
class Calendar:
    """Support hours: weekly windows in a zone's wall-clock time, less the windows that open on a holiday."""

    zone: ZoneInfo
    windows: tuple[Window, ...]
    holidays: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def always(cls, zone: ZoneInfo) -> "Calendar":
        """Round the clock, every day."""
        return cls(zone, tuple(Window(weekday, 0, DAY_MINUTES) for weekday in range(7)))

    def is_open(self, at: datetime) -> bool:
        """Whether the instant lies in support hours."""
        local = _utc(at).astimezone(self.zone).replace(tzinfo=None)
        midnight = datetime.combine(local, datetime.min.time())
        days = ((midnight, local - midnight), (midnight - ONE_DAY, local - midnight + ONE_DAY))
        return any(
            opens <= time < closes
            for day, time in days
            if day.date() not in self.holidays
            for opens, closes in self._week[day.weekday()]
        )

    def open_intervals(self, start: datetime, end: datetime | None = None) -> Iterator[Interval]:
        """The open parts of [start, end) in UTC, ordered and apart; without `end` they go on for ever.

        Raises `DomainError` on field `windows` when there is no end and the calendar never opens.
        """
        begin = _utc(start)
        if end is None:
            self._require_windows()
        until = END_OF_TIME if end is None else _utc(end)
        if self._is_always_open:
            return iter([(begin, until)] if begin < until else [])
        return _joined((a, b) for a, b, _ in self._pieces(begin, until, on_holidays=False))

    def holiday_intervals(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, date]]:
        """The windows inside [start, end) lost to holidays, each with the holiday it opens on."""
        return self._pieces(_utc(start), _utc(end), on_holidays=True)

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time elapsed from start to end; none when end is not after start."""
        return sum((closes - opens for opens, closes in self.open_intervals(start, end)), NO_TIME)

    def add_working(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest instant by which `amount` of working time has elapsed since start.

        Raises `DomainError` on field `amount` when negative or endless, on `windows` when never open.
        """
        if amount < NO_TIME:
            raise DomainError("Working time cannot be negative.", field="amount")
        if not amount:
            return _utc(start)
        left = amount
        for opens, closes in self.open_intervals(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise DomainError("That much working time never elapses.", field="amount")

    def next_opening(self, at: datetime) -> datetime:
        """The first open instant at or after `at`. Raises `DomainError` on field `windows`."""
        return next(opens for opens, _ in self.open_intervals(at))

    @cached_property
    def support_day(self) -> timedelta:
        """One support day: the length most weekdays with windows have; on a tie, the longest.

        Time two days share counts for the later one. Raises `DomainError` on field `windows`.
        """
        self._require_windows()
        lengths = [length for length in self._day_lengths if length]
        return max(lengths, key=lambda length: (lengths.count(length), length))

    @cached_property
    def _week(self) -> tuple[tuple[tuple[timedelta, timedelta], ...], ...]:
        """Per weekday its merged windows, as offsets from local midnight."""
        return tuple(
            tuple((timedelta(minutes=a), timedelta(minutes=b)) for a, b in _merged_minutes(self.windows, day))
            for day in range(7)
        )

    @cached_property
    def _day_lengths(self) -> tuple[timedelta, ...]:
        """Per weekday how long its windows are open, less what the next day's windows cover too."""
        return tuple(self._length_of(weekday) for weekday in range(7))

    def _length_of(self, weekday: int) -> timedelta:
        """How long this day's windows are open, less what they share with the next day's after midnight."""
        total = NO_TIME
        for opens, closes in self._week[weekday]:
            total += closes - opens
            for next_opens, next_closes in self._week[(weekday + 1) % 7]:
                shared = min(closes, next_closes + ONE_DAY) - max(opens, next_opens + ONE_DAY)
                total -= max(shared, NO_TIME)
        return total

    @cached_property
    def _is_always_open(self) -> bool:
        return not self.holidays and sum(self._day_lengths, NO_TIME) == 7 * ONE_DAY

    def _require_windows(self) -> None:
        if not self.windows:
            raise DomainError("Support hours need at least one window.", field="windows")

    def _pieces(
        self, start: datetime, end: datetime, *, on_holidays: bool
    ) -> Iterator[tuple[datetime, datetime, date]]:
        """Open pieces by their start, cut where the zone's offset changes, with the day they belong to."""
        for begin, until, offset in offset_spells(self.zone, start, end):
            first, last = (begin + offset).replace(tzinfo=None), (until + offset).replace(tzinfo=None)
            for day in self._days(first, last, on_holidays=on_holidays):
                for opens, closes in self._week[day.weekday()]:
                    piece_start, piece_end = max(day + opens, first), min(day + closes, last)
                    if piece_start < piece_end:
                        yield _instant(piece_start, offset), _instant(piece_end, offset), day.date()

    def _days(self, first: datetime, last: datetime, *, on_holidays: bool) -> Iterator[datetime]:
        """Local midnights of the days whose windows can touch [first, last)."""
        day = datetime.combine(first, datetime.min.time()) - ONE_DAY
        while day < last:
            if self._week[day.weekday()] and (day.date() in self.holidays) is on_holidays:
                yield day
            day += ONE_DAY


def _utc(at: datetime) -> datetime:
    """The same instant in UTC. Raises `ValueError` when it has no zone."""
    if at.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {at.isoformat()}")
    return at.astimezone(UTC)


def _instant(local: datetime, offset: timedelta) -> datetime:
    return local.replace(tzinfo=UTC) - offset


def _merged_minutes(windows: Iterable[Window], weekday: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for window in sorted(window for window in windows if window.weekday == weekday):
        if merged and window.opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], window.closes))
        else:
            merged.append((window.opens, window.closes))
    return merged


def _joined(pieces: Iterable[Interval]) -> Iterator[Interval]:
    """Merge neighbours that touch or overlap; pieces come in the order of their starts."""
    current: Interval | None = None
    for opens, closes in pieces:
        if current is None:
            current = opens, closes
        elif opens <= current[1]:
            current = current[0], max(current[1], closes)
        else:
            yield current
            current = opens, closes
    if current is not None:
        yield current
