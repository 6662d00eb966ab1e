"""Clocks on generated histories: equal to counting quarter hours, and never surprising."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypedDict
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.lib.working_time import Calendar, Window
from incidents.domain.clock_explanation import explain
from incidents.domain.clocks import (
    TARGETS,
    ClockKind,
    ClockPlan,
    ClockState,
    Span,
    Wait,
    plan_clock,
)
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

QUARTER = timedelta(minutes=15)
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
BEFORE_THE_CHANGE = datetime(2025, 10, 3, tzinfo=UTC)
WORKDAYS = tuple(Window(day, *hours) for day in range(5) for hours in ((540, 720), (780, 1020)))
CALENDARS = (
    Calendar(LORD_HOWE, WORKDAYS, frozenset({date(2025, 10, 6)})),
    Calendar(LORD_HOWE, tuple(Window(day, 1320, 1800) for day in range(7))),
    Calendar.always(LORD_HOWE),
)


class History(TypedDict):
    """What a plan is made from, besides kind and priority."""

    calendar: Calendar
    reported_at: datetime
    waits: tuple[Wait, ...]
    at_rest: tuple[Span, ...]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A report around a change of the clocks, then stretches of waiting, rest and work."""
    instants = st.integers(0, 6 * 96).map(lambda quarters: BEFORE_THE_CHANGE + quarters * QUARTER)
    cuts = sorted(draw(st.lists(instants, min_size=1, max_size=7, unique=True)))
    spans = [Span(*pair) for pair in pairwise(cuts)]
    if draw(st.booleans()):
        spans.append(Span(cuts[-1], None))
    doings = draw(st.lists(st.sampled_from([*WaitingOn, "rest", "work"]), min_size=7, max_size=7))
    done = list(zip(doings, spans, strict=False))
    return History(
        calendar=draw(st.sampled_from(CALENDARS)),
        reported_at=cuts[0],
        waits=tuple(Wait(doing, span) for doing, span in done if isinstance(doing, WaitingOn)),
        at_rest=tuple(span for doing, span in done if doing == "rest"),
    )


kinds, priorities = st.sampled_from(ClockKind), st.sampled_from(Priority)
generated = settings(max_examples=40, deadline=None)


def _plan(kind: ClockKind, priority: Priority, history: History) -> ClockPlan:
    return plan_clock(kind, priority=priority, **history)


def _runs(kind: ClockKind, history: History) -> Callable[[datetime], bool]:
    """Whether the clock counts an instant: the wait table of the design, written out a second time."""
    pausing = (WaitingOn.REPORTER, WaitingOn.EVIDENCE)
    stops = [wait.span for wait in history["waits"] if wait.waiting_on in pausing] + list(history["at_rest"])
    if kind is ClockKind.RESPONSE:
        stops = []
    return lambda at: not any(s.start <= at and (s.end is None or at < s.end) for s in stops)


def _counted_due(kind: ClockKind, priority: Priority, history: History) -> datetime | None:
    """The due instant found by asking every quarter hour of three weeks."""
    target, runs = TARGETS[priority][kind], _runs(kind, history)
    left, at = target.budget(history["calendar"]), history["reported_at"]
    for _ in range(21 * 96):
        if left and runs(at) and (target.round_the_clock or history["calendar"].is_open(at)):
            left -= QUARTER
            if not left:
                return at + QUARTER
        at += QUARTER
    return None


@generated
@given(kinds, priorities, histories())
def test_due_equals_counting_quarter_hours(kind: ClockKind, priority: Priority, history: History) -> None:
    assert _plan(kind, priority, history).due_at == _counted_due(kind, priority, history)


@generated
@given(kinds, priorities, histories(), st.integers(0, 96 * 6), st.integers(1, 96) | st.none())
def test_another_pause_never_makes_it_due_earlier(
    kind: ClockKind, priority: Priority, history: History, since: int, length: int | None
) -> None:
    start = BEFORE_THE_CHANGE + since * QUARTER
    pause = Wait(WaitingOn.REPORTER, Span(start, None if length is None else start + length * QUARTER))
    before = _plan(kind, priority, history).due_at
    history["waits"] += (pause,)
    after = _plan(kind, priority, history).due_at
    assert after is None or (before is not None and before <= after)


@generated
@given(kinds, priorities, histories())
def test_milestones_come_in_order(kind: ClockKind, priority: Priority, history: History) -> None:
    plan = _plan(kind, priority, history)
    milestones = [plan.at_risk_at, plan.warn_at, plan.due_at]
    reached = [at for at in milestones if at is not None]
    assert reached == sorted(reached)
    assert milestones[: len(reached)] == reached
    assert (plan.due_at is None) is (plan.state is ClockState.PAUSED)


@generated
@given(kinds, priorities, priorities, histories())
def test_raised_and_lowered_again_is_due_as_before(
    kind: ClockKind, priority: Priority, other: Priority, history: History
) -> None:
    before, _, after = (_plan(kind, level, history) for level in (priority, other, priority))
    assert before == after


@generated
@given(kinds, priorities, histories())
def test_the_explanation_adds_up_to_the_target(kind: ClockKind, priority: Priority, history: History) -> None:
    plan = _plan(kind, priority, history)
    until = plan.due_at or BEFORE_THE_CHANGE + timedelta(days=30)
    segments = explain(kind, priority=priority, until=until, **history)
    counted = sum((segment.duration for segment in segments if segment.is_counted), timedelta())
    assert counted + (plan.left or timedelta()) == plan.target.budget(history["calendar"])


@generated
@given(kinds, priorities, histories())
def test_the_explanation_has_no_hole_and_no_overlap(
    kind: ClockKind, priority: Priority, history: History
) -> None:
    until = BEFORE_THE_CHANGE + timedelta(days=9)
    segments = explain(kind, priority=priority, until=until, **history)
    assert (segments[0].start, segments[-1].end) == (history["reported_at"], until)
    assert all(one.end == other.start and one.label != other.label for one, other in pairwise(segments))


@generated
@given(kinds, priorities, histories(), st.integers(0, 96 * 20))
def test_meeting_it_later_never_undoes_a_breach(
    kind: ClockKind, priority: Priority, history: History, quarters: int
) -> None:
    met_at = history["reported_at"] + quarters * QUARTER
    plan = plan_clock(kind, priority=priority, **history, met_at=met_at)
    later = plan_clock(kind, priority=priority, **history, met_at=met_at + QUARTER)
    assert (plan.state, later.state) != (ClockState.BREACHED, ClockState.MET)
    assert plan.breached_at is None or plan.breached_at == later.breached_at
