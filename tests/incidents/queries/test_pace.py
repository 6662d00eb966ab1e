"""The queue's head says how soon it clears: as the week page counts, from the rows themselves."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.models import Launch
from incidents.actions import Actor, resolve_incident
from incidents.domain.history import Cause, Nature, Resolution
from incidents.queries.pace import present_pace
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
AT = REPORTED_AT + timedelta(days=3)
LONG_AGO = REPORTED_AT - timedelta(days=30)
BOT = Actor.bot()


@pytest.fixture
def launch() -> Launch:
    """A launch that works round the clock, of which nothing is kept."""
    cache.clear()
    made: Launch = LaunchFactory()
    return made


def solve(launch: Launch, *, reported_at: datetime = LONG_AGO, at: datetime = REPORTED_AT) -> None:
    """Resolve something."""
    done = make_incident(launch, at=reported_at)
    resolve_incident(done, cause=Cause.CODE, resolution=Resolution.FIXED, body="Done.", actor=BOT, at=at)


def test_it_is_what_is_open_over_the_mean_net_outflow(launch: Launch) -> None:
    make_incident(launch, at=LONG_AGO)
    make_incident(launch, at=LONG_AGO)
    for _ in range(5):
        solve(launch)
    assert present_pace(launch, at=AT) == 2.0


def test_what_came_in_counts_against_it(launch: Launch) -> None:
    make_incident(launch, at=REPORTED_AT)
    solve(launch)
    assert present_pace(launch, at=AT) is None


def test_today_is_no_complete_day(launch: Launch) -> None:
    make_incident(launch, at=LONG_AGO)
    solve(launch, at=AT)
    assert present_pace(launch, at=AT) is None


def test_questions_are_no_backlog(launch: Launch) -> None:
    make_incident(launch, at=LONG_AGO, nature=Nature.QUESTION)
    assert present_pace(launch, at=AT) == 0.0


def test_it_is_asked_once_a_minute(launch: Launch, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_incident(launch, at=LONG_AGO)
    with django_assert_num_queries(1):
        present_pace(launch, at=AT)
    with django_assert_num_queries(0):
        assert present_pace(launch, at=AT) is None
