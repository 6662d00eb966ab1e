"""What waits at the start of a shift, and what comes first: the rules as tables and as properties."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.history import EventKind
from incidents.domain.priority import Priority
from incidents.domain.start import (
    FIRST,
    NO_NEWS,
    TAKES_UP,
    Candidate,
    Happening,
    News,
    Why,
    first_three,
    news_of,
    since_of,
    why_first,
)

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINE = Candidate(7, is_mine=True, priority=Priority.P3)
NOBODYS = Candidate(8, is_mine=False)
WROTE = Happening(EventKind.REPORTER_WROTE, AT)
REOPENED = Happening(EventKind.REOPENED, AT)
GIVEN = Happening(EventKind.ASSIGNED, AT, is_staff=True, gives_me=True)

WHY: list[tuple[Candidate, Why | None]] = [
    (replace(NOBODYS, priority=Priority.P1), Why.UNASSIGNED_P1),
    (replace(NOBODYS, priority=Priority.P2), Why.UNASSIGNED_P2),
    (replace(NOBODYS, priority=Priority.P3), None),
    (replace(NOBODYS, priority=Priority.P3, due_at=AT - HOUR), None),
    (replace(MINE, priority=Priority.P1), Why.YOUR_P1),
    (replace(MINE, due_at=AT + HOUR), Why.BREACHES_SOON),
    (replace(MINE, due_at=AT + 2 * HOUR), Why.BREACHES_SOON),
    (replace(MINE, due_at=AT + 3 * HOUR), Why.DUE_THIS_SHIFT),
    (replace(MINE, due_at=AT + 10 * HOUR), Why.DUE_THIS_SHIFT),
    (replace(MINE, due_at=AT + 11 * HOUR), None),
    (replace(MINE, due_at=AT - HOUR), Why.PAST_DUE),
    (replace(MINE, due_at=AT - HOUR, is_open=False), None),
    (replace(MINE, news=News(reopened_at=AT)), Why.REOPENED),
    (replace(MINE, news=News(answered_at=AT)), Why.ANSWERED),
    (replace(MINE, news=News(answered_at=AT), is_open=False), Why.ANSWERED),
    (replace(MINE, news=News(given_at=AT)), Why.GIVEN),
    (replace(MINE, news=News(answered_at=AT, reopened_at=AT)), Why.REOPENED),
    (replace(MINE, due_at=AT - HOUR, news=News(answered_at=AT)), Why.ANSWERED),
    (replace(MINE, due_at=AT + HOUR, news=News(reopened_at=AT)), Why.BREACHES_SOON),
    (replace(MINE, due_at=AT - HOUR, news=News(given_at=AT)), Why.PAST_DUE),
    (MINE, None),
]

times = st.none() | st.integers(-30, 30).map(lambda hours: AT + hours * HOUR)
candidates = st.builds(
    Candidate,
    number=st.integers(1, 1000),
    is_mine=st.booleans(),
    priority=st.none() | st.sampled_from(Priority),
    due_at=times,
    is_open=st.booleans(),
    news=st.builds(News, times, times, times),
)
many = st.lists(candidates, max_size=12, unique_by=lambda each: each.number)
happenings = st.builds(
    Happening,
    kind=st.sampled_from(EventKind),
    at=st.just(AT),
    is_mine=st.booleans(),
    is_staff=st.booleans(),
    gives_me=st.booleans(),
)


@pytest.mark.parametrize(("candidate", "why"), WHY)
def test_the_strongest_reason_is_said(candidate: Candidate, why: Why | None) -> None:
    assert why_first(candidate, at=AT) is why


def test_each_reason_is_in_the_table() -> None:
    assert {why for _, why in WHY} == {None, *Why}


def test_a_reason_weighs_more_than_a_priority() -> None:
    soon = replace(MINE, number=1, priority=Priority.P4, due_at=AT + HOUR)
    given_p2 = replace(MINE, number=2, priority=Priority.P2, news=News(given_at=AT))
    assert [pick.candidate.number for pick in first_three([given_p2, soon], at=AT)] == [1, 2]


def test_among_equal_reasons_priority_decides_then_what_is_due_first() -> None:
    late = replace(MINE, number=1, due_at=AT + 2 * HOUR)
    early = replace(MINE, number=2, due_at=AT + HOUR)
    p2 = replace(late, number=3, priority=Priority.P2)
    unknown = replace(early, number=4, priority=None)
    picked = first_three([unknown, late, early, p2], at=AT)
    assert [pick.candidate.number for pick in picked] == [3, 2, 1]


@given(many)
def test_at_most_three_come_first_and_each_has_its_reason(found: list[Candidate]) -> None:
    picks = first_three(found, at=AT)
    reasons = [why_first(each, at=AT) for each in found]
    assert len(picks) == min(FIRST, len(reasons) - reasons.count(None))
    assert all(pick.why is why_first(pick.candidate, at=AT) for pick in picks)


@given(many, st.randoms())
def test_the_order_they_are_found_in_changes_nothing(found: list[Candidate], random: object) -> None:
    shuffled = sorted(found, key=lambda each: hash((each.number, str(random))))
    assert first_three(shuffled, at=AT) == first_three(found, at=AT)


@given(many)
def test_nothing_left_out_has_a_stronger_reason(found: list[Candidate]) -> None:
    picks = first_three(found, at=AT)
    order = list(Why)
    left_out = [why_first(each, at=AT) for each in found if each not in [pick.candidate for pick in picks]]
    weakest = max((order.index(pick.why) for pick in picks), default=0)
    assert all(order.index(why) >= weakest for why in left_out if why)


@pytest.mark.parametrize(
    ("happened", "news"),
    [
        ([], NO_NEWS),
        ([WROTE], News(answered_at=AT)),
        ([WROTE, REOPENED], News(answered_at=AT, reopened_at=AT)),
        ([GIVEN], News(given_at=AT)),
        ([replace(GIVEN, is_mine=True)], NO_NEWS),
        ([replace(GIVEN, gives_me=False)], NO_NEWS),
        ([WROTE, GIVEN], News(answered_at=AT, given_at=AT)),
        ([WROTE, Happening(EventKind.TRIAGED, AT, is_staff=True)], News(answered_at=AT)),
        ([WROTE, Happening(EventKind.TRIAGED, AT, is_mine=True, is_staff=True)], NO_NEWS),
        ([WROTE, Happening(EventKind.CLOSED, AT)], News(answered_at=AT)),
    ],
)
def test_news_is_what_nobody_has_taken_up(happened: list[Happening], news: News) -> None:
    assert news_of(happened) == news


@pytest.mark.parametrize("kind", sorted(TAKES_UP))
def test_a_colleague_takes_up_what_came_before(kind: EventKind) -> None:
    assert news_of([WROTE, REOPENED, Happening(kind, AT, is_staff=True)]) == NO_NEWS
    assert news_of([Happening(kind, AT, is_staff=True), WROTE]) == News(answered_at=AT)


@given(st.lists(happenings))
def test_after_ones_own_act_nothing_is_news(happened: list[Happening]) -> None:
    assert news_of([*happened, Happening(EventKind.NOTED, AT, is_mine=True)]) == NO_NEWS


def test_whoever_was_long_away_is_told_of_a_week() -> None:
    assert since_of(AT - 9 * HOUR, at=AT) == AT - 9 * HOUR
    assert since_of(AT - timedelta(days=30), at=AT) == AT - timedelta(days=7)
