"""Targets, pauses and ends of the response and resolution clocks, as the tables of the design say."""

from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.errors import DomainError
from hypercare.lib.working_time import Calendar, Window
from incidents.domain.clocks import ClockKind, ClockPlan, ClockState, Span, Wait, plan_clock
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

LONDON = ZoneInfo("Europe/London")
OFFICE = Calendar(LONDON, tuple(Window(day, 540, 1020) for day in range(5)))
RESPONSE, RESOLUTION = ClockKind.RESPONSE, ClockKind.RESOLUTION
MONDAY = "2025-11-24T10:00"


class Given(TypedDict, total=False):
    """What a test says of the history; the rest is a report on Monday at ten with office hours."""

    calendar: Calendar
    reported_at: datetime
    waits: list[Wait]
    at_rest: list[Span]
    met_at: datetime | None
    cancelled_at: datetime | None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _span(start: str, end: str | None = None) -> Span:
    return Span(_at(start), _at(end) if end else None)


def _waiting(start: str, end: str | None = None, on: WaitingOn = WaitingOn.REPORTER) -> Wait:
    return Wait(on, _span(start, end))


def _plan(
    priority: Priority = Priority.P2, kind: ClockKind = RESOLUTION, **given: Unpack[Given]
) -> ClockPlan:
    given = {"reported_at": _at(MONDAY), "calendar": OFFICE, **given}
    return plan_clock(kind, priority=priority, **given)


@pytest.mark.parametrize(
    ("priority", "kind", "due"),
    [
        (Priority.P1, RESPONSE, "2025-11-21T18:15"),
        (Priority.P1, RESOLUTION, "2025-11-21T22:00"),
        (Priority.P2, RESPONSE, "2025-11-24T10:00"),
        (Priority.P2, RESOLUTION, "2025-11-24T17:00"),
        (Priority.P3, RESPONSE, "2025-11-24T13:00"),
        (Priority.P3, RESOLUTION, "2025-11-26T17:00"),
        (Priority.P4, RESPONSE, "2025-11-24T17:00"),
        (Priority.P4, RESOLUTION, "2025-12-05T17:00"),
    ],
)
def test_targets_of_an_incident_reported_on_friday_evening(
    priority: Priority, kind: ClockKind, due: str
) -> None:
    assert _plan(priority, kind, reported_at=_at("2025-11-21T18:00")).due_at == _at(due)


@pytest.mark.parametrize(
    ("waiting_on", "kind", "due"),
    [
        (WaitingOn.REPORTER, RESPONSE, "2025-11-24T11:00"),
        (WaitingOn.EVIDENCE, RESPONSE, "2025-11-24T11:00"),
        (WaitingOn.VENDOR, RESPONSE, "2025-11-24T11:00"),
        (WaitingOn.TEAM, RESPONSE, "2025-11-24T11:00"),
        (WaitingOn.PROBLEM, RESPONSE, "2025-11-24T11:00"),
        (WaitingOn.REPORTER, RESOLUTION, "2025-11-25T10:25"),
        (WaitingOn.EVIDENCE, RESOLUTION, "2025-11-25T10:25"),
        (WaitingOn.VENDOR, RESOLUTION, "2025-11-25T10:00"),
        (WaitingOn.TEAM, RESOLUTION, "2025-11-25T10:00"),
        (WaitingOn.PROBLEM, RESOLUTION, "2025-11-25T10:00"),
    ],
)
def test_what_a_wait_of_25_minutes_pauses(waiting_on: WaitingOn, kind: ClockKind, due: str) -> None:
    waits = [_waiting("2025-11-24T10:05", "2025-11-24T10:30", waiting_on)]
    assert _plan(kind=kind, waits=waits).due_at == _at(due)


def test_a_p1_wait_pauses_round_the_clock_time() -> None:
    waits = [_waiting("2025-11-24T11:00", "2025-11-24T20:00")]
    assert _plan(Priority.P1, waits=waits).due_at == _at("2025-11-24T23:00")


def test_a_wait_outside_support_hours_delays_nothing() -> None:
    waits = [_waiting("2025-11-24T17:00", "2025-11-25T09:00")]
    assert _plan(waits=waits) == _plan()


def test_a_wait_before_the_report_pauses_nothing() -> None:
    assert _plan(waits=[_waiting("2025-11-24T08:00", MONDAY)]) == _plan()


def test_overlapping_waits_pause_once() -> None:
    waits = [
        _waiting("2025-11-24T11:00", "2025-11-24T13:00"),
        _waiting("2025-11-24T12:00", "2025-11-24T14:00", WaitingOn.EVIDENCE),
    ]
    assert _plan(waits=waits).due_at == _at("2025-11-25T13:00")


def test_a_running_clock_is_at_risk_and_warns_before_it_is_due() -> None:
    plan = _plan(Priority.P1)
    assert (plan.state, plan.at_risk_at, plan.warn_at, plan.due_at) == (
        ClockState.RUNNING,
        _at("2025-11-24T13:00"),
        _at("2025-11-24T13:36"),
        _at("2025-11-24T14:00"),
    )


def test_a_paused_clock_has_no_due_instant_but_time_left() -> None:
    plan = _plan(waits=[_waiting("2025-11-24T16:30")])
    assert (plan.state, plan.due_at, plan.warn_at) == (ClockState.PAUSED, None, None)
    assert plan.left == timedelta(hours=1, minutes=30)


def test_a_paused_clock_remembers_that_it_was_at_risk() -> None:
    assert _plan(waits=[_waiting("2025-11-24T16:30")]).at_risk_at == _at("2025-11-24T16:00")


def test_waiting_after_the_target_was_used_up_leaves_it_breached() -> None:
    plan = _plan(waits=[_waiting("2025-11-25T10:30")])
    assert (plan.state, plan.breached_at) == (ClockState.BREACHED, _at("2025-11-25T10:00"))


@pytest.mark.parametrize(
    ("met_at", "state", "breached_at"),
    [
        ("2025-11-24T15:00", ClockState.MET, None),
        ("2025-11-25T10:00", ClockState.MET, None),
        ("2025-11-25T10:01", ClockState.BREACHED, "2025-11-25T10:00"),
    ],
)
def test_met_at_the_due_instant_is_met(met_at: str, state: ClockState, breached_at: str | None) -> None:
    plan = _plan(met_at=_at(met_at), at_rest=[_span(met_at)])
    assert (plan.state, plan.met_at, plan.due_at) == (state, _at(met_at), _at("2025-11-25T10:00"))
    assert plan.breached_at == (_at(breached_at) if breached_at else None)


def test_a_met_response_keeps_its_due_instant_whatever_follows() -> None:
    answered = _at("2025-11-24T10:20")
    plan = _plan(kind=RESPONSE, met_at=answered, waits=[_waiting("2025-11-24T10:20")])
    assert plan.due_at == _plan(kind=RESPONSE).due_at


def test_a_reopened_incident_goes_on_with_what_was_left() -> None:
    plan = _plan(at_rest=[_span("2025-11-24T12:00", "2025-11-26T09:00")])
    assert (plan.state, plan.due_at) == (ClockState.RUNNING, _at("2025-11-26T15:00"))


def test_rest_does_not_pause_the_response() -> None:
    rest = [_span("2025-11-24T10:10", "2025-11-24T10:50")]
    assert _plan(kind=RESPONSE, at_rest=rest) == _plan(kind=RESPONSE)


def test_resolved_again_counts_both_stretches_of_work() -> None:
    rests = [_span("2025-11-24T12:00", "2025-11-26T09:00"), _span("2025-11-26T15:30")]
    plan = _plan(at_rest=rests, met_at=_at("2025-11-26T15:30"))
    assert (plan.state, plan.breached_at) == (ClockState.BREACHED, _at("2025-11-26T15:00"))


@pytest.mark.parametrize("met_at", [None, "2025-11-24T13:30"])
def test_declining_in_time_cancels(met_at: str | None) -> None:
    plan = _plan(cancelled_at=_at("2025-11-24T13:00"), met_at=_at(met_at) if met_at else None)
    assert (plan.state, plan.due_at, plan.met_at) == (ClockState.CANCELLED, None, None)


def test_declining_too_late_stays_breached() -> None:
    plan = _plan(cancelled_at=_at("2025-11-25T11:00"))
    assert (plan.state, plan.breached_at) == (ClockState.BREACHED, _at("2025-11-25T10:00"))


def test_an_answer_given_by_declining_meets_the_response() -> None:
    at = _at("2025-11-24T10:30")
    assert _plan(kind=RESPONSE, met_at=at, cancelled_at=at).state is ClockState.MET


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2025-11-24T12:59:59", ClockState.RUNNING),
        ("2025-11-24T13:00", ClockState.AT_RISK),
        ("2025-11-24T14:00", ClockState.AT_RISK),
        ("2025-11-24T14:00:01", ClockState.BREACHED),
    ],
)
def test_what_a_running_clock_shows_as_time_passes(at: str, state: ClockState) -> None:
    assert _plan(Priority.P1).state_at(_at(at)) is state


def test_a_paused_clock_shows_paused_for_ever() -> None:
    plan = _plan(waits=[_waiting("2025-11-24T16:30")])
    assert plan.state_at(_at("2026-11-24T10:00")) is ClockState.PAUSED


def test_a_late_sweep_records_the_breach_at_its_due_instant() -> None:
    sweeps = {_plan(Priority.P1).as_of(_at(at)) for at in ("2025-11-24T14:00:01", "2025-12-24T00:00")}
    assert [plan.breached_at for plan in sweeps] == [_at("2025-11-24T14:00")]


def test_a_raise_breaches_in_retrospect_and_lowering_takes_it_back() -> None:
    now = _at("2025-11-24T16:00")
    states = [_plan(priority).as_of(now) for priority in (Priority.P3, Priority.P1, Priority.P3)]
    assert states[1].breached_at == _at("2025-11-24T14:00")
    assert states[0] == states[2]
    assert states[2].state is ClockState.RUNNING


def test_a_promise_in_support_hours_needs_support_hours() -> None:
    closed = Calendar(LONDON, ())
    assert _plan(Priority.P1, calendar=closed).due_at == _at("2025-11-24T14:00")
    with pytest.raises(DomainError, match="at least one window"):
        _plan(Priority.P2, calendar=closed)


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before its start"):
        _span("2025-11-24T12:00", "2025-11-24T11:00")
