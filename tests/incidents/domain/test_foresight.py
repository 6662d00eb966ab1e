"""What would follow: the same rules, asked beforehand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.working_time import Calendar
from incidents.domain.clocks import ClockKind, ClockPlan, plan_clock
from incidents.domain.foresight import foreseen, warning_at
from incidents.domain.history import EventKind, IncidentState
from incidents.domain.lifecycle import State
from incidents.domain.priority import MATRIX, Level, Priority, PrioritySource

REPORTED = datetime(2026, 11, 3, 9, tzinfo=UTC)
AT = REPORTED + timedelta(minutes=10)
HOUR = timedelta(hours=1)


def response(met_at: datetime | None = None) -> ClockPlan:
    """The response clock of a P3, round the clock: four hours."""
    always = Calendar.always(ZoneInfo("UTC"))
    return plan_clock(
        ClockKind.RESPONSE, priority=Priority.P3, calendar=always, reported_at=REPORTED, met_at=met_at
    )


@pytest.mark.parametrize(("levels", "priority"), MATRIX.items())
def test_levels_lead_to_the_priority_of_the_matrix(levels: tuple[Level, Level], priority: Priority) -> None:
    said = {"impact": levels[0], "urgency": levels[1]}
    then = foreseen(IncidentState(REPORTED), EventKind.TRIAGED, said, at=AT)
    assert (then.priority, then.priority_source) == (priority, PrioritySource.MATRIX)


def test_a_service_that_is_down_leads_to_the_floor() -> None:
    then = foreseen(IncidentState(REPORTED), EventKind.TRIAGED, {"is_service_down": True}, at=AT)
    assert (then.priority, then.priority_source) == (Priority.P1, PrioritySource.FLOOR)


def test_a_priority_by_hand_stays_whatever_the_levels() -> None:
    by_hand = IncidentState(REPORTED, override=Priority.P1)
    then = foreseen(by_hand, EventKind.TRIAGED, {"impact": "low"}, at=AT)
    assert (then.priority, then.impact) == (Priority.P1, Level.LOW)


def test_triage_takes_nothing_out_of_the_inbox() -> None:
    then = foreseen(IncidentState(REPORTED), EventKind.TRIAGED, {"impact": "high"}, at=AT)
    assert (then.state, then.acknowledged_at) == (State.NEW, None)


def test_the_warning_is_at_90_percent() -> None:
    assert warning_at(response(), is_warned=False, at=AT) == REPORTED + 3.6 * HOUR


def test_once_90_percent_have_passed_it_is_at_once() -> None:
    late = REPORTED + 3.9 * HOUR
    assert warning_at(response(), is_warned=False, at=late) == late


@pytest.mark.parametrize(
    ("plan", "is_warned", "hours"),
    [(response(), True, 1.0), (response(), False, 4.5), (response(REPORTED + HOUR), False, 2.0)],
    ids=["told before", "missed", "met"],
)
def test_there_is_no_warning(plan: ClockPlan, *, is_warned: bool, hours: float) -> None:
    assert warning_at(plan, is_warned=is_warned, at=REPORTED + hours * HOUR) is None
