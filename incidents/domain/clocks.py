"""Response and resolution clocks: what is promised, what pauses it, when it is due and why then.

Every plan is made from the whole history with the priority of now: a new priority or a wait entered
late moves the due instant as if it had been known from the start. No plan depends on when it is made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from hypercare.lib.working_time import Calendar, Interval
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

NO_TIME = timedelta()
LATE_AFTER = timedelta(minutes=1)  # a sweep looks every second; what takes a minute was held up


class ClockKind(StrEnum):
    """Which promise: a first answer, or being able to work again."""

    RESPONSE = "response"
    RESOLUTION = "resolution"


class ClockState(StrEnum):
    """Where a promise stands. A plan is never `at_risk`; it becomes so as time passes (`state_at`)."""

    RUNNING = "running"
    AT_RISK = "at_risk"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a stretch of time counts or not."""

    COUNTED = "counted"
    CLOSED = "outside support hours"
    HOLIDAY = "holiday"
    REPORTER = "waiting on the reporter"
    EVIDENCE = "waiting on evidence from the reporter"
    AT_REST = "resolved or declined"


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end); without an end it still goes on. Raises `ValueError` when it ends before it starts."""

    start: datetime
    end: datetime | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a span cannot end at {self.end}, before its start at {self.start}")


@dataclass(frozen=True, slots=True)
class Wait:
    """A stretch of waiting, and on whom."""

    waiting_on: WaitingOn
    span: Span


@dataclass(frozen=True, slots=True)
class SupportDays:
    """An amount of working time in support days (`Calendar.support_day`)."""

    count: int


@dataclass(frozen=True, slots=True)
class Target:
    """An amount promised: of support hours, or of real time when round the clock."""

    amount: timedelta | SupportDays
    round_the_clock: bool = False

    def hours(self, calendar: Calendar) -> Calendar:
        """The hours in which the target counts."""
        return Calendar.always(calendar.zone) if self.round_the_clock else calendar

    def budget(self, calendar: Calendar) -> timedelta:
        """The amount as working time. Raises `DomainError` when a calendar without windows has no day."""
        if isinstance(self.amount, SupportDays):
            return self.amount.count * self.hours(calendar).support_day
        return self.amount


TARGETS: Mapping[Priority, Mapping[ClockKind, Target]] = {
    Priority.P1: {
        ClockKind.RESPONSE: Target(timedelta(minutes=15), round_the_clock=True),
        ClockKind.RESOLUTION: Target(timedelta(hours=4), round_the_clock=True),
    },
    Priority.P2: {
        ClockKind.RESPONSE: Target(timedelta(hours=1)),
        ClockKind.RESOLUTION: Target(SupportDays(1)),
    },
    Priority.P3: {
        ClockKind.RESPONSE: Target(timedelta(hours=4)),
        ClockKind.RESOLUTION: Target(SupportDays(3)),
    },
    Priority.P4: {
        ClockKind.RESPONSE: Target(SupportDays(1)),
        ClockKind.RESOLUTION: Target(SupportDays(10)),
    },
}

PAUSES: Mapping[WaitingOn, frozenset[ClockKind]] = {
    WaitingOn.REPORTER: frozenset({ClockKind.RESOLUTION}),
    WaitingOn.EVIDENCE: frozenset({ClockKind.RESOLUTION}),
    WaitingOn.VENDOR: frozenset(),
    WaitingOn.TEAM: frozenset(),
    WaitingOn.PROBLEM: frozenset(),
}
PAUSED_AT_REST = frozenset({ClockKind.RESOLUTION})
WAIT_REASONS: Mapping[WaitingOn, Reason] = {
    WaitingOn.REPORTER: Reason.REPORTER,
    WaitingOn.EVIDENCE: Reason.EVIDENCE,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stretch in which a clock stands still; without an end it still does."""

    start: datetime
    end: datetime | None
    reason: Reason


AT_RISK_PERCENT = 75
WARN_PERCENT = 90


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """A clock as its history says; instants in UTC.

    Paused and cancelled plans have no due instant. `at_risk_at` and `warn_at` are the instants at which
    75 % and 90 % of the target were counted, known as soon as no pause can move them. `left` is the
    working time a paused clock will go on with.
    """

    kind: ClockKind
    target: Target
    started_at: datetime
    state: ClockState
    due_at: datetime | None = None
    at_risk_at: datetime | None = None
    warn_at: datetime | None = None
    met_at: datetime | None = None
    breached_at: datetime | None = None
    left: timedelta | None = None

    def as_of(self, at: datetime) -> "ClockPlan":
        """The plan at an instant no earlier than its history: past its due instant it is breached then."""
        if self.state is ClockState.RUNNING and self.due_at is not None and at > self.due_at:
            return replace(self, state=ClockState.BREACHED, breached_at=self.due_at)
        return self

    def state_at(self, at: datetime) -> ClockState:
        """What to show at an instant no earlier than the history: `at_risk` from 75 % on."""
        state = self.as_of(at).state
        is_near = self.at_risk_at is not None and at >= self.at_risk_at
        return ClockState.AT_RISK if state is ClockState.RUNNING and is_near else state


def plan_clock(
    kind: ClockKind,
    *,
    priority: Priority,
    calendar: Calendar,
    reported_at: datetime,
    waits: Iterable[Wait] = (),
    at_rest: Iterable[Span] = (),
    met_at: datetime | None = None,
    cancelled_at: datetime | None = None,
) -> ClockPlan:
    """When the promise is due, and whether the history already decides it.

    Met at the due instant is met. A decline cancels what was not used up by then. After either, later
    waits change nothing. Raises `DomainError` when support hours are promised and there are none.
    """
    target = TARGETS[priority][kind]
    budget = target.budget(calendar)
    decided_at = _earlier(met_at, cancelled_at)
    stops = stops_of(kind, waits, at_rest, since=reported_at, until=decided_at)
    milestones = [budget * AT_RISK_PERCENT // 100, budget * WARN_PERCENT // 100, budget]
    counted = _counted(target.hours(calendar), reported_at, stops)
    (at_risk_at, warn_at, due_at), total = _instants_reaching(milestones, counted)
    plan = ClockPlan(kind, target, reported_at, ClockState.RUNNING, due_at, at_risk_at, warn_at)
    if met_at is not None and met_at == decided_at:
        return _met(plan, met_at)
    if cancelled_at is not None:
        return _cancelled(plan, cancelled_at)
    return _undecided(plan, stops, left=budget - total)


def stops_of(
    kind: ClockKind,
    waits: Iterable[Wait],
    at_rest: Iterable[Span],
    *,
    since: datetime,
    until: datetime | None,
) -> tuple[Stop, ...]:
    """The stretches that pause this kind of clock, ordered and apart, cut to [since, until)."""
    spans = [(w.span, WAIT_REASONS[w.waiting_on]) for w in waits if kind in PAUSES[w.waiting_on]]
    if kind in PAUSED_AT_REST:
        spans += [(span, Reason.AT_REST) for span in at_rest]
    stops: list[Stop] = []
    reached = since
    for span, reason in sorted(spans, key=lambda pair: pair[0].start):
        start, end = max(span.start, reached), _earlier(span.end, until)
        if end is None:
            return (*stops, Stop(start, None, reason))
        if start < end:
            stops.append(Stop(start, end, reason))
            reached = end
    return tuple(stops)


def lateness(due_at: datetime, *, at: datetime) -> timedelta:
    """By how much a step due then is late when recorded `at`; nothing within `LATE_AFTER`."""
    late = at - due_at
    return late if late >= LATE_AFTER else NO_TIME


def _counted(hours: Calendar, since: datetime, stops: tuple[Stop, ...]) -> Iterator[Interval]:
    """The intervals in which the clock runs, for ever unless the last stop goes on."""
    for stop in stops:
        yield from hours.open_intervals(since, stop.start)
        if stop.end is None:
            return
        since = stop.end
    yield from hours.open_intervals(since)


def _instants_reaching(
    amounts: list[timedelta], intervals: Iterable[Interval]
) -> tuple[list[datetime | None], timedelta]:
    """When the running total reaches each of the rising amounts, `None` if never, and the total seen."""
    found: list[datetime | None] = []
    total = NO_TIME
    for start, end in intervals:
        reached = total + (end - start)
        while len(found) < len(amounts) and amounts[len(found)] <= reached:
            found.append(start + (amounts[len(found)] - total))
        total = reached
        if len(found) == len(amounts):
            break
    return found + [None] * (len(amounts) - len(found)), total


def _undecided(plan: ClockPlan, stops: tuple[Stop, ...], *, left: timedelta) -> ClockPlan:
    """Running or paused; breached where the time was used up before a pause that still goes on."""
    if plan.due_at is None:
        return replace(plan, state=ClockState.PAUSED, left=left)
    is_standing_still = bool(stops) and stops[-1].end is None
    return plan.as_of(stops[-1].start) if is_standing_still else plan


def _met(plan: ClockPlan, met_at: datetime) -> ClockPlan:
    if plan.due_at is not None and met_at > plan.due_at:
        return replace(plan, state=ClockState.BREACHED, met_at=met_at, breached_at=plan.due_at)
    return replace(plan, state=ClockState.MET, met_at=met_at)


def _cancelled(plan: ClockPlan, cancelled_at: datetime) -> ClockPlan:
    plan = plan.as_of(cancelled_at)
    if plan.state is ClockState.BREACHED:
        return plan
    return replace(plan, state=ClockState.CANCELLED, due_at=None, at_risk_at=None, warn_at=None)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
