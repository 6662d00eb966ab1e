"""Major incidents: when an update is due, who held what when, and what must be said first."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lib.errors import DomainError
from incidents.domain.lifecycle import AT_REST_STATES, State
from incidents.domain.major import (
    USUAL,
    Audience,
    Held,
    Major,
    MajorRole,
    RoleTaken,
    after_event,
    check_declaration,
    check_worded,
    declared,
    holders,
    is_overdue,
    link_in,
    may_be_declared,
    reminded,
    roles_held,
    updated,
)
from incidents.domain.priority import Priority

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TACTICAL, EXECUTIVE = Audience.TACTICAL, Audience.EXECUTIVE
COMMANDER, SCRIBE = MajorRole.COMMANDER, MajorRole.SCRIBE
MINUTES = st.integers(0, 10_000)


def test_from_its_declaration_on_each_audience_has_its_time() -> None:
    assert declared(START).due == {audience: START + every for audience, every in USUAL.items()}


def test_the_next_update_is_the_first_due_of_either() -> None:
    assert declared(START).update_due_at == START + 30 * MINUTE


def test_an_update_moves_its_own_audience_alone() -> None:
    major = updated(declared(START), TACTICAL, at=START + MINUTE, next_in=HOUR)
    assert major.due == {TACTICAL: START + MINUTE + HOUR, EXECUTIVE: START + 2 * HOUR}


@given(MINUTES, MINUTES)
def test_overdue_is_strictly_after_the_instant(due: int, at: int) -> None:
    assert is_overdue(START + due * MINUTE, at=START + at * MINUTE) is (at > due)


def test_what_was_reminded_of_waits_for_the_next_update() -> None:
    major = reminded(declared(START), TACTICAL)
    assert major.remind_at == START + 2 * HOUR
    assert updated(major, TACTICAL, at=START + HOUR, next_in=HOUR / 4).remind_at == START + HOUR * 1.25


def test_once_both_were_reminded_of_nobody_is_reminded_more() -> None:
    assert reminded(reminded(declared(START), TACTICAL), EXECUTIVE).remind_at is None


AUDIENCES = st.sampled_from(Audience)
PAYLOADS: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "major_declared": {},
    "stood_down": {},
    "noted": {},
    "update_missed": {"audience": AUDIENCES},
    "major_updated": {"audience": AUDIENCES, "next_in_minutes": MINUTES},
}
History = list[tuple[str, dict[str, Any]]]
EVENTS: st.SearchStrategy[History] = st.lists(
    st.sampled_from(sorted(PAYLOADS)).flatmap(
        lambda kind: st.tuples(st.just(kind), st.fixed_dictionaries(dict(PAYLOADS[kind])))
    )
)


@given(EVENTS)
def test_a_history_is_never_refused_and_ends_as_it_was_last_said(history: History) -> None:
    major: Major | None = None
    for number, (kind, payload) in enumerate(history):
        major = after_event(major, kind, payload, START + number * MINUTE)
    turns = [kind for kind, _ in history if kind in {"major_declared", "stood_down"}]
    assert (major is not None) is bool(turns and turns[-1] == "major_declared")
    assert major is None or (
        set(major.due) == set(Audience) and major.update_due_at <= min(major.due.values())
    )


TAKINGS = st.lists(
    st.builds(
        RoleTaken,
        st.sampled_from(MajorRole),
        st.one_of(st.none(), st.integers(1, 4)),
        st.integers(0, 500).map(lambda minutes: START + minutes * MINUTE),
    )
)


@given(TAKINGS)
def test_a_role_has_one_holder_at_a_time(takings: list[RoleTaken]) -> None:
    for role in MajorRole:
        mine = [each for each in roles_held(takings) if each.role is role]
        for earlier, later in pairwise(mine):
            assert earlier.until is not None
            assert earlier.until <= later.since


@given(TAKINGS)
def test_the_last_to_take_a_role_holds_it(takings: list[RoleTaken]) -> None:
    last = {each.role: each.user_id for each in sorted(takings, key=lambda taking: taking.at)}
    assert holders(roles_held(takings)) == {role: user for role, user in last.items() if user is not None}


def test_who_held_what_when() -> None:
    takings = [
        RoleTaken(COMMANDER, 7, START),
        RoleTaken(COMMANDER, 8, START + HOUR),
        RoleTaken(SCRIBE, 7, START),
    ]
    assert roles_held(takings) == [
        Held(COMMANDER, 7, START, START + HOUR),
        Held(SCRIBE, 7, START),
        Held(COMMANDER, 8, START + HOUR),
    ]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("priority", [None, *Priority])
def test_an_open_p1_can_be_declared_and_nothing_else(priority: Priority | None, state: State) -> None:
    expected = priority is Priority.P1 and state not in AT_REST_STATES
    assert may_be_declared(priority, state, None) is expected


def test_it_is_declared_once() -> None:
    with pytest.raises(DomainError, match="already"):
        check_declaration(Priority.P1, State.IN_PROGRESS, declared(START))


@pytest.mark.parametrize(
    ("impact", "public", "field"),
    [("", "", "business_impact"), ("", "p", "business_impact"), ("b", "", "public_sentence"), ("b", "p", "")],
)
@pytest.mark.parametrize("priority", Priority)
def test_the_sentences_of_p1_and_p2_come_before_executives(
    priority: Priority, impact: str, public: str, field: str
) -> None:
    if priority in {Priority.P1, Priority.P2} and field:
        with pytest.raises(DomainError) as refused:
            check_worded(priority, business_impact=impact, public_sentence=public)
        assert refused.value.field == field
    else:
        check_worded(priority, business_impact=impact, public_sentence=public)


@pytest.mark.parametrize(
    "link", ["", " https://meet.bank.example/war-room?id=1 ", "https://meet.bank.example"]
)
def test_a_war_room_is_a_safe_link_or_none(link: str) -> None:
    assert link_in(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        "http://meet.bank.example/",
        "javascript:alert(1)",
        "https://",
        "https://user@evil.example/",
        "https://a b.example/",
        "meet.bank.example",
        f"https://meet.bank.example/{'x' * 300}",
    ],
)
def test_any_other_link_is_refused(link: str) -> None:
    with pytest.raises(DomainError) as refused:
        link_in(link)
    assert refused.value.field == "war_room"
