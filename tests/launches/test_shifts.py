"""When somebody was last at work in a launch: the rule, and the row that survives a lost Redis."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.actions import note_presence
from hypercare.launches.domain.shifts import ENDS_AFTER, NOTED_EVERY, Attendance, seen
from hypercare.launches.models import Membership, Shift
from tests.factories.launches import MembershipFactory

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
EVENING = EIGHT - timedelta(hours=14)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def ilya(db: None) -> Membership:
    """A responder, of whom nothing is kept in Redis."""
    cache.clear()
    return MembershipFactory(role=Role.RESPONDER)


def test_a_first_shift_follows_no_other() -> None:
    assert seen(None, at=EIGHT) == Attendance(EIGHT)


@pytest.mark.parametrize(
    ("pause", "after"),
    [
        (NOTED_EVERY - SECOND, Attendance(EIGHT, EVENING)),
        (NOTED_EVERY, Attendance(EIGHT + NOTED_EVERY, EVENING)),
        (ENDS_AFTER - SECOND, Attendance(EIGHT + ENDS_AFTER - SECOND, EVENING)),
        (ENDS_AFTER, Attendance(EIGHT + ENDS_AFTER, EIGHT)),
        (-HOUR, Attendance(EIGHT, EVENING)),
    ],
)
def test_a_long_pause_ends_a_shift(pause: timedelta, after: Attendance) -> None:
    assert seen(Attendance(EIGHT, EVENING), at=EIGHT + pause) == after


@given(st.lists(st.integers(0, 30 * 3600), min_size=1))
def test_a_shift_always_ended_before_somebody_was_seen_again(pauses: list[int]) -> None:
    at, attendance = EIGHT, None
    for pause in pauses:
        at += timedelta(seconds=pause)
        attendance = seen(attendance, at=at)
        assert at - attendance.last_seen_at < NOTED_EVERY
        assert not attendance.left_at or attendance.last_seen_at - attendance.left_at >= ENDS_AFTER


@given(st.integers(0, 30 * 3600))
def test_being_seen_twice_at_once_is_being_seen_once(pause: int) -> None:
    at = EIGHT + timedelta(seconds=pause)
    once = seen(Attendance(EIGHT), at=at)
    assert seen(once, at=at) == once


def test_the_row_says_when_the_last_shift_ended(ilya: Membership) -> None:
    for at in (EVENING, EVENING + HOUR, EIGHT):
        cache.clear()
        note_presence(ilya, at=at)
    shift = Shift.objects.get(membership=ilya)
    assert (shift.last_seen_at, shift.left_at) == (EIGHT, EVENING + HOUR)


def test_it_is_written_once_in_some_minutes(
    ilya: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note_presence(ilya, at=EIGHT)
    with django_assert_num_queries(0):
        note_presence(ilya, at=EIGHT + SECOND)


@pytest.mark.parametrize(("headers", "count"), [({}, 1), ({"X-By-Itself": "1"}, 0)])
def test_a_page_that_asks_by_itself_is_nobody_at_work(
    ilya: Membership, client: Client, headers: dict[str, str], count: int
) -> None:
    client.force_login(ilya.user)
    client.get(f"/queue/?launch={ilya.launch.key}", headers=headers)
    assert Shift.objects.count() == count


def test_reading_the_numbers_is_no_shift(client: Client, ilya: Membership) -> None:
    vera = MembershipFactory(launch=ilya.launch, role=Role.VIEWER)
    client.force_login(vera.user)
    client.get(f"/launches/{ilya.launch.key}/")
    assert not Shift.objects.exists()


def test_a_lost_redis_ends_no_shift(ilya: Membership, client: Client) -> None:
    client.force_login(ilya.user)
    for at in (EVENING, EIGHT, EIGHT + HOUR):
        cache.clear()
        with time_machine.travel(at, tick=False):
            client.get(f"/queue/?launch={ilya.launch.key}")
    assert Shift.objects.get().left_at == EVENING
