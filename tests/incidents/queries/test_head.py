"""The head line counts what it says it counts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.models import Launch
from incidents.actions import Actor, acknowledge_incident, assign_incident, resolve_incident, sweeps
from incidents.domain.history import Cause, Resolution
from incidents.queries import head as head_module
from incidents.queries.head import QueueHead, local_midnight, queue_head
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOON = MORNING + timedelta(hours=3)
BOT = Actor.bot()


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


@pytest.fixture
def launch() -> Launch:
    """A launch in Auckland, where 24 November began 13 hours before it did in UTC."""
    made: Launch = LaunchFactory(time_zone="Pacific/Auckland")
    return made


def head(launch: Launch, user_id: int = 0, at: datetime = NOON) -> QueueHead:
    return queue_head(launch, user_id=user_id, at=at)


def test_everything_is_counted_once(launch: Launch) -> None:
    member = MembershipFactory(launch=launch)
    mine = make_incident(launch, at=MORNING)
    make_incident(launch, at=MORNING - timedelta(days=2))
    done = make_incident(launch, at=MORNING)
    assign_incident(mine, assignee=member.user, team=None, actor=BOT, at=MORNING)
    acknowledge_incident(mine, actor=BOT, at=MORNING)
    resolve_incident(done, cause=Cause.CODE, resolution=Resolution.FIXED, body="Done.", actor=BOT, at=MORNING)
    counted = head(launch, member.user.pk, at=MORNING)
    assert (counted.open_count, counted.inbox_count, counted.mine_count, counted.unassigned_count) == (
        2,
        1,
        1,
        1,
    )
    assert (counted.in_today_count, counted.out_today_count) == (2, 1)


def test_the_next_breach_is_the_promise_that_runs_out_first(launch: Launch) -> None:
    later = make_incident(launch, at=MORNING + timedelta(hours=1))
    first = make_incident(launch, at=MORNING)
    late = make_incident(launch, at=MORNING - timedelta(days=2))
    sweeps.sweep_clocks(at=NOON)
    assert head(launch).next_breach == (first.key, MORNING + timedelta(hours=4))
    assert head(launch).breached_count == 1
    assert later.next_due_at != late.next_due_at


def test_an_empty_launch_has_nothing_to_break(launch: Launch) -> None:
    assert head(launch) == QueueHead(0, 0, 0, 0, 0, 0, 0, 0, None)


def test_counts_stop_one_past_their_limit(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head_module, "COUNT_UPTO", 2)
    for _ in range(4):
        make_incident(launch, at=MORNING)
    assert head(launch).open_count == 3


def test_a_second_look_asks_nothing_until_something_changes(
    launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert head(launch).open_count == 0
    with django_assert_num_queries(0):
        head(launch)


def test_today_begins_where_the_launch_is(launch: Launch) -> None:
    assert local_midnight(launch, MORNING) == datetime(2026, 11, 23, 11, tzinfo=UTC)
