"""Why is it due then? The stretches a clock counted and skipped, each with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from hypercare.lib.working_time import Calendar
from incidents.domain.clocks import TARGETS, ClockKind, Reason, Span, Wait, stops_of
from incidents.domain.priority import Priority


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the answer to "why is it due then?"."""

    start: datetime
    end: datetime
    reason: Reason
    holiday: date | None = None

    @property
    def duration(self) -> timedelta:
        """Real time from start to end."""
        return self.end - self.start

    @property
    def is_counted(self) -> bool:
        """Whether the clock ran."""
        return self.reason is Reason.COUNTED

    @property
    def label(self) -> str:
        """The reason in words."""
        return f"{self.reason} {self.holiday.isoformat()}" if self.holiday else str(self.reason)


def explain(
    kind: ClockKind,
    *,
    priority: Priority,
    calendar: Calendar,
    reported_at: datetime,
    until: datetime,
    waits: Iterable[Wait] = (),
    at_rest: Iterable[Span] = (),
    met_at: datetime | None = None,
) -> tuple[Segment, ...]:
    """Every stretch from `reported_at` to `until`; up to the due instant the counted ones sum to the target.

    Give the history the plan was made from; `until` is its due instant, or now when it has none.
    """
    hours = TARGETS[priority][kind].hours(calendar)
    stops = stops_of(kind, waits, at_rest, since=reported_at, until=min(met_at or until, until))
    segments: list[Segment] = []
    since = reported_at
    for stop in stops:
        segments += _hours_segments(hours, since, stop.start)
        since = stop.end or until
        segments.append(Segment(stop.start, since, stop.reason))
    return _merged([*segments, *_hours_segments(hours, since, until)])


def _hours_segments(hours: Calendar, start: datetime, end: datetime) -> Iterator[Segment]:
    for opens, closes in hours.open_intervals(start, end):
        yield from _closed_segments(hours, start, opens)
        yield Segment(opens, closes, Reason.COUNTED)
        start = closes
    yield from _closed_segments(hours, start, end)


def _closed_segments(hours: Calendar, start: datetime, end: datetime) -> Iterator[Segment]:
    """A closed stretch, a holiday taking all from its first window to its last."""
    lost = hours.holiday_intervals(start, end)
    for holiday, pieces in groupby(lost, key=lambda piece: piece[2]):
        windows = list(pieces)
        first, last = max(windows[0][0], start), max(closes for _, closes, _ in windows)
        if first < last:
            yield Segment(start, first, Reason.CLOSED)
            yield Segment(first, last, Reason.HOLIDAY, holiday)
            start = last
    yield Segment(start, end, Reason.CLOSED)


def _merged(segments: list[Segment]) -> tuple[Segment, ...]:
    """Without empty stretches, and neighbours with the same reason as one."""
    merged: list[Segment] = []
    for segment in segments:
        if segment.start >= segment.end:
            continue
        if merged and (merged[-1].reason, merged[-1].holiday) == (segment.reason, segment.holiday):
            merged[-1] = replace(merged[-1], end=segment.end)
        else:
            merged.append(segment)
    return tuple(merged)
