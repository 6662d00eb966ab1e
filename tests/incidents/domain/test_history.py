"""The fold: every event kind, and what never changes however events arrive."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.history import ActorKind, Event, EventKind, IncidentState, begin, evolve, fold
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority

START = datetime(2026, 11, 3, 9, tzinfo=UTC)
PAYLOADS: dict[EventKind, dict[str, Any]] = {
    EventKind.ASSIGNED: {"assignee_id": 7, "team_id": None},
    EventKind.TRIAGED: {"impact": "high"},
    EventKind.PRIORITY_SET: {"priority": 2, "source": "matrix"},
    EventKind.PRIORITY_OVERRIDDEN: {"priority": 1},
    EventKind.WAIT_STARTED: {"waiting_on": "reporter"},
    EventKind.RESTRICTED: {"reader_ids": [9, 7]},
    EventKind.PLANNED: {"release_id": 4},
    EventKind.CAUSE_FOUND: {"cause": "data"},
    EventKind.FIX_READY: {"release_id": 5, "cause": "code", "message_id": 1},
    EventKind.FIX_WITHDRAWN: {"release_id": None},
    EventKind.RESOLVED: {"cause": "code", "resolution": "fixed"},
    EventKind.DECLINED: {"reason": "out_of_scope"},
    EventKind.RECORDED: {"state": "waiting", "waiting_on": "vendor"},
    EventKind.UNDONE: {"seqs": [21]},
    EventKind.SNOOZED: {"until": "2026-11-04T08:00:00+00:00"},
    EventKind.WOKEN: {"by": "time"},
    EventKind.TIED: {"parent_number": 7},
    EventKind.UNTIED: {"parent_number": 7},
    EventKind.JOINED: {"number": 9, "reported_at": "2026-11-03T08:00:00+00:00"},
    EventKind.PARTED: {"number": 9},
    EventKind.MAJOR_UPDATED: {"audience": "tactical", "next_in_minutes": 30},
    EventKind.UPDATE_MISSED: {"audience": "executive"},
}
later_kinds = st.sampled_from([kind for kind in EventKind if kind is not EventKind.DECLARED])


def event(kind: EventKind, minutes: float = 0, *, by: ActorKind = ActorKind.HUMAN, **payload: Any) -> Event:
    """An event some minutes after the report; without payload the usual one of its kind."""
    at = START + timedelta(minutes=minutes)
    return Event(kind, at, int(minutes * 10) + 1, by, payload or PAYLOADS.get(kind, {}))


def after(*events: Event) -> IncidentState:
    """The state of a declared incident after these events."""
    return fold([event(EventKind.DECLARED), *events])


@given(st.lists(later_kinds, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(kinds: list[EventKind], rng: random.Random) -> None:
    events = [event(EventKind.DECLARED), *(event(kind, n + 1) for n, kind in enumerate(kinds))]
    shuffled = events.copy()
    rng.shuffle(shuffled)
    assert fold(shuffled) == fold(events)


@given(st.lists(later_kinds, max_size=30))
def test_waits_and_rests_follow_one_another_and_only_the_last_is_open(kinds: list[EventKind]) -> None:
    state = after(*(event(kind, n + 1) for n, kind in enumerate(kinds)))
    for spans in ([wait.span for wait in state.waits], list(state.at_rest)):
        assert all(one.end is not None and one.end <= two.start for one, two in pairwise(spans))
    assert bool(state.waits and state.waits[-1].span.end is None) == (state.state is State.WAITING)
    assert bool(state.at_rest and state.at_rest[-1].end is None) == (not state.state.is_open)


@given(st.lists(later_kinds, max_size=30))
def test_resolved_means_resolved(kinds: list[EventKind]) -> None:
    state = after(*(event(kind, n + 1) for n, kind in enumerate(kinds)))
    if state.state.is_open:
        assert (state.resolved_at, state.closed_at) == (None, None)
    if state.state is State.RESOLVED:
        assert state.resolved_at is not None


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.DECLARED])
def test_every_kind_of_event_has_a_rule(kind: EventKind) -> None:
    assert isinstance(evolve(begin(event(EventKind.DECLARED)), event(kind, 1)), IncidentState)


def test_a_history_begins_with_a_declaration() -> None:
    with pytest.raises(ValueError, match="begins with a declaration"):
        begin(event(EventKind.NOTED))


def test_the_clock_starts_when_it_was_reported() -> None:
    assert after(event(EventKind.ACKNOWLEDGED, 30)).reported_at == START


def test_a_bot_neither_acknowledges_nor_responds() -> None:
    state = after(
        event(EventKind.REPLIED, 1, by=ActorKind.BOT), event(EventKind.ASSIGNED, 2, by=ActorKind.BOT)
    )
    assert (state.acknowledged_at, state.first_response_at) == (None, None)


@pytest.mark.parametrize("kind", [EventKind.ACKNOWLEDGED, EventKind.ASSIGNED, EventKind.REPLIED])
def test_the_first_human_act_acknowledges(kind: EventKind) -> None:
    assert after(event(kind, 5)).acknowledged_at == START + timedelta(minutes=5)


def test_a_note_does_not_acknowledge() -> None:
    assert after(event(EventKind.NOTED, 5)).acknowledged_at is None


@pytest.mark.parametrize("kind", [EventKind.ACKNOWLEDGED, EventKind.ASSIGNED, EventKind.REPLIED])
def test_it_also_takes_a_new_incident_out_of_the_inbox(kind: EventKind) -> None:
    assert after(event(kind, 5)).state is State.IN_PROGRESS


def test_resolving_is_an_answer() -> None:
    assert after(event(EventKind.RESOLVED, 5)).first_response_at == START + timedelta(minutes=5)


def test_a_reopen_continues_and_counts() -> None:
    state = after(event(EventKind.RESOLVED, 5), event(EventKind.REOPENED, 9), event(EventKind.RESOLVED, 20))
    assert state.resolved_at == START + timedelta(minutes=20)
    assert state.first_resolved_at == START + timedelta(minutes=5)
    assert (state.reopen_count, state.first_reopened_at) == (1, START + timedelta(minutes=9))


def test_changing_whom_one_waits_for_ends_the_first_wait() -> None:
    state = after(event(EventKind.WAIT_STARTED, 1), event(EventKind.WAIT_STARTED, 3, waiting_on="vendor"))
    assert [wait.waiting_on for wait in state.waits] == [WaitingOn.REPORTER, WaitingOn.VENDOR]
    assert state.waits[0].span.end == START + timedelta(minutes=3)


def test_a_snooze_neither_acknowledges_nor_takes_out_of_new() -> None:
    state = after(event(EventKind.SNOOZED, 5))
    assert (state.state, state.acknowledged_at) == (State.NEW, None)
    assert state.snoozed_until == datetime(2026, 11, 4, 8, tzinfo=UTC)


@given(st.lists(later_kinds, max_size=30))
def test_only_what_is_new_is_snoozed(kinds: list[EventKind]) -> None:
    state = after(*(event(kind, n + 1) for n, kind in enumerate(kinds)))
    assert state.snoozed_until is None or state.state is State.NEW


@given(st.lists(later_kinds, max_size=30))
def test_a_snooze_moves_no_promise(kinds: list[EventKind]) -> None:
    with_them = after(*(event(kind, n + 1) for n, kind in enumerate(kinds)))
    others = [(n, kind) for n, kind in enumerate(kinds) if kind not in {EventKind.SNOOZED, EventKind.WOKEN}]
    without = after(*(event(kind, n + 1) for n, kind in others))
    assert replace(with_them, snoozed_until=None) == without


def test_waking_ends_a_snooze() -> None:
    assert after(event(EventKind.SNOOZED, 5), event(EventKind.WOKEN, 6)).snoozed_until is None


def test_a_lifted_override_leaves_the_matrix() -> None:
    state = after(event(EventKind.PRIORITY_OVERRIDDEN, 1), event(EventKind.OVERRIDE_LIFTED, 2))
    assert state.override is None


def test_triage_changes_only_what_it_names() -> None:
    state = after(event(EventKind.TRIAGED, 1, urgency="low"))
    assert (state.impact, state.urgency) == (Level.MEDIUM, Level.LOW)


def test_priority_is_what_was_set() -> None:
    assert after(event(EventKind.PRIORITY_SET, 1)).priority is Priority.P2


def recorded(minutes: float, state: str, **more: Any) -> Event:
    """A row of an imported log."""
    return event(EventKind.RECORDED, minutes, by=ActorKind.IMPORT, state=state, **more)


def test_an_imported_log_may_start_resolved() -> None:
    state = after(recorded(1, "resolved"))
    assert (state.state, state.resolved_at) == (State.RESOLVED, START + timedelta(minutes=1))


def test_the_last_resolved_row_counts() -> None:
    state = after(recorded(1, "resolved"), recorded(4, "resolved"), recorded(9, "closed"))
    assert state.resolved_at == START + timedelta(minutes=4)


def test_without_a_resolved_row_the_last_closing_counts() -> None:
    state = after(recorded(1, "closed"), recorded(9, "closed"))
    assert (state.resolved_at, state.closed_at) == (START + timedelta(minutes=9),) * 2


def test_a_foreign_move_back_is_a_reopen() -> None:
    assert after(recorded(1, "closed"), recorded(2, "new")).reopen_count == 1


def test_nobody_acknowledges_before_it_was_reported() -> None:
    assert after(recorded(-5, "in_progress", is_assigned=True)).acknowledged_at == START
