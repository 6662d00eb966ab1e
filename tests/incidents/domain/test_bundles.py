"""Bundles: who may be tied to whom, and what the fold makes of ties."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lib.errors import DomainError
from incidents.domain.bundles import Joined, Place, check_tie
from incidents.domain.history import ActorKind, Event, EventKind, IncidentState, fold
from incidents.domain.lifecycle import State
from tests.incidents.domain.test_history import START, after, event

K = EventKind
CHILD = Place("TRD-9", "new")
PARENT = Place("TRD-7", "in_progress")


@pytest.mark.parametrize(
    ("child", "parent", "words"),
    [
        (PARENT, PARENT, "TRD-7 cannot be tied to itself."),
        (replace(CHILD, parent_key="TRD-3"), PARENT, "TRD-9 is tied to TRD-3 already"),
        (replace(CHILD, joined_count=1), PARENT, "1 report joined TRD-9: tie TRD-7 to it instead"),
        (replace(CHILD, joined_count=4), PARENT, "4 reports joined TRD-9"),
        (CHILD, replace(PARENT, parent_key="TRD-3"), "TRD-7 is itself tied to TRD-3"),
        (CHILD, replace(PARENT, state="closed"), "TRD-7 is closed: reopen it first"),
        (CHILD, replace(PARENT, state="declined"), "TRD-7 is declined"),
    ],
)
def test_what_makes_no_bundle_says_why(child: Place, parent: Place, words: str) -> None:
    with pytest.raises(DomainError, match=words) as caught:
        check_tie(child, parent)
    assert caught.value.field == "parent"


@pytest.mark.parametrize("state", ["new", "in_progress", "waiting", "fix_ready", "resolved"])
def test_anything_that_is_not_put_away_takes_reports_in(state: str) -> None:
    check_tie(CHILD, replace(PARENT, state=state, joined_count=3))


def test_a_tie_takes_what_is_new_out_of_the_inbox() -> None:
    state = after(event(K.TIED, 5))
    assert (state.state, state.acknowledged_at) == (State.IN_PROGRESS, START + timedelta(minutes=5))
    assert (state.parent_number, state.tied_at) == (7, START + timedelta(minutes=5))


def test_untied_it_stands_by_itself_and_keeps_what_was_done() -> None:
    state = after(event(K.TIED, 5), event(K.REPLIED, 6), event(K.UNTIED, 7))
    assert (state.parent_number, state.tied_at) == (None, None)
    assert state.first_response_at == START + timedelta(minutes=6)


def joined(minutes: float, number: int, hours: int) -> Event:
    """A report that was made so many hours after the parent joins."""
    reported_at = (START + timedelta(hours=hours)).isoformat()
    return event(K.JOINED, minutes, number=number, reported_at=reported_at)


def test_a_fire_burns_since_its_earliest_report() -> None:
    state = after(joined(1, 8, -3), joined(2, 9, 4))
    assert (state.joined_count, state.fire_since) == (2, START - timedelta(hours=3))
    assert state.burns_since == START - timedelta(hours=3)


def test_a_later_report_moves_nothing() -> None:
    state = after(joined(1, 9, 4))
    assert (state.fire_since, state.burns_since) == (None, START)


def test_without_its_earliest_report_it_burns_since_the_next() -> None:
    state = after(joined(1, 8, -3), joined(2, 9, -1), event(K.PARTED, 3, number=8))
    assert (state.joined_count, state.fire_since) == (1, START - timedelta(hours=1))


steps = st.lists(st.tuples(st.booleans(), st.integers(1, 4), st.integers(-9, 9)), max_size=20)


def bundle_events(said: list[tuple[bool, int, int]]) -> list[Event]:
    """Reports that join and leave, one a minute."""
    told = [
        joined(n, number, hours) if joins else event(K.PARTED, n, number=number)
        for n, (joins, number, hours) in enumerate(said, 1)
    ]
    return [replace(each, seq=seq) for seq, each in enumerate([event(K.DECLARED), *told], 1)]


@given(steps)
def test_the_reports_are_those_that_joined_last_and_did_not_leave(said: list[tuple[bool, int, int]]) -> None:
    expected: dict[int, datetime] = {}
    for joins, number, hours in said:
        expected.pop(number, None)
        if joins:
            expected[number] = START + timedelta(hours=hours)
    state = fold(bundle_events(said))
    assert state.joined == tuple(Joined(*pair) for pair in expected.items())
    assert state.joined_count == len(expected)
    assert state.burns_since == min([START, *expected.values()])


@given(steps, st.integers(1, 4), st.integers(-9, 9))
def test_an_undone_joining_is_as_if_it_had_never_been(
    said: list[tuple[bool, int, int]], number: int, hours: int
) -> None:
    plain = bundle_events(said)
    acted = bundle_events([*said, (True, number, hours)])
    undo = replace(event(K.UNDONE, 99, seqs=[len(acted)], after_seconds=9), seq=len(acted) + 1)
    assert fold([*acted, undo]) == fold(plain)


@given(st.lists(st.sampled_from([K.ACKNOWLEDGED, K.REPLIED, K.NOTED, K.RESOLVED, K.REOPENED]), max_size=8))
def test_tied_and_untied_later_it_differs_in_nothing_but_being_seen(kinds: list[EventKind]) -> None:
    first = event(K.ACKNOWLEDGED, 0.5)
    others = [event(kind, n + 2) for n, kind in enumerate(kinds)]
    around = [event(K.TIED, 1), event(K.UNTIED, 90)]
    assert after(first, *others, *around) == after(first, *others)


def test_a_machine_that_ties_acknowledges_nothing() -> None:
    assert after(event(K.TIED, 5, by=ActorKind.BOT)).state is State.NEW


def state_of(**said: Any) -> IncidentState:
    return IncidentState(reported_at=START, **said)


def test_alone_it_burns_since_its_own_report() -> None:
    assert state_of().burns_since == START
