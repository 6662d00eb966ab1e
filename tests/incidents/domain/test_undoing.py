"""An undone act and its undo count for nothing, wherever they stand in a history."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lib.working_time import Calendar
from incidents.domain.clocks import ClockKind, ClockPlan, plan_clock
from incidents.domain.history import Event, EventKind, IncidentState, fold
from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.domain.undoing import UNDO_WITHIN, may_be_undone, standing, undone_by
from tests.incidents.domain.test_history import START, event

ACTS = [kind for kind in EventKind if kind not in {EventKind.DECLARED, EventKind.UNDONE}]
kinds = st.lists(st.sampled_from(ACTS), max_size=20)


def history(*said: EventKind) -> list[Event]:
    """A declaration and these events, one a minute, numbered as they come."""
    told = [event(EventKind.DECLARED), *(event(kind, n) for n, kind in enumerate(said, 1))]
    return [replace(each, seq=seq) for seq, each in enumerate(told, 1)]


def undo(events: list[Event], *seqs: int) -> list[Event]:
    """The same history with these events undone a minute after its end."""
    said = event(EventKind.UNDONE, len(events), seqs=list(seqs))
    return [*events, replace(said, seq=len(events) + 1)]


def plans_of(state: IncidentState) -> Mapping[ClockKind, ClockPlan]:
    """Both clocks of a P2 with this history."""
    met = {ClockKind.RESPONSE: state.first_response_at, ClockKind.RESOLUTION: state.resolved_at}
    return {
        kind: plan_clock(
            kind,
            priority=Priority.P2,
            calendar=Calendar.always(ZoneInfo("UTC")),
            reported_at=state.reported_at,
            waits=state.waits,
            at_rest=state.at_rest,
            met_at=met[kind],
            cancelled_at=state.declined_at if state.state is State.DECLINED else None,
        )
        for kind in ClockKind
    }


@given(kinds, st.lists(st.sampled_from(ACTS), min_size=1, max_size=3))
def test_state_and_clocks_are_as_if_the_act_had_never_been(
    before: list[EventKind], acts: list[EventKind]
) -> None:
    plain, acted = history(*before), history(*before, *acts)
    undone = undo(acted, *range(len(plain) + 1, len(acted) + 1))
    assert fold(undone) == fold(plain)
    assert plans_of(fold(undone)) == plans_of(fold(plain))


@given(kinds, kinds, st.sampled_from(ACTS))
def test_what_happened_around_an_undone_act_stays(
    before: list[EventKind], later: list[EventKind], act: EventKind
) -> None:
    whole = history(*before, act, *later)
    gone = len(before) + 2
    assert fold(undo(whole, gone)) == fold(each for each in whole if each.seq != gone)


@given(kinds)
def test_what_stands_is_told_in_its_order(said: list[EventKind]) -> None:
    whole = history(*said, EventKind.NOTED)
    assert standing(undo(whole, len(whole))) == whole[:-1]


def test_a_declaration_always_stands() -> None:
    assert fold(undo(history(), 1)) == fold(history())


def test_an_undone_event_names_its_undo() -> None:
    whole = undo(history(EventKind.NOTED), 2)
    assert undone_by(whole) == {2: whole[-1]}


@pytest.mark.parametrize("seconds", [0, 30, 31])
def test_an_act_may_be_undone_for_thirty_seconds(seconds: int) -> None:
    assert may_be_undone(START, at=START + timedelta(seconds=seconds)) is (seconds <= 30)
    assert timedelta(seconds=30) == UNDO_WITHIN
