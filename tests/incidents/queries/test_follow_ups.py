"""Follow-ups as pages list them."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, decide, step_follow_up
from incidents.domain.follow_ups import FollowUpKind, FollowUpStep
from incidents.queries.follow_ups import Shown, due_words, follow_ups_of, follow_ups_page, my_follow_ups
from tests.factories.follow_ups import make_follow_up
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
DECIDE = FollowUpKind.DECIDE


@pytest.fixture
def launch() -> Launch:
    """TRD."""
    made: Launch = LaunchFactory(key="TRD")
    return made


def member(launch: Launch, role: Role = Role.RESPONDER) -> Membership:
    """Somebody of the launch."""
    made: Membership = MembershipFactory(launch=launch, role=role)
    return made


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "3 days overdue"),
        (-1, "1 day overdue"),
        (0, "due today"),
        (1, "due tomorrow"),
        (3, "due Fri 27 Nov"),
    ],
)
def test_a_due_day_in_words(days: int, words: str) -> None:
    assert due_words(TODAY + timedelta(days=days), TODAY) == words


def test_mine_are_those_i_own_the_first_due_on_top(launch: Launch) -> None:
    mine = member(launch)
    make_follow_up(launch)
    later = make_follow_up(launch, owner=mine.user, in_days=9)
    sooner = make_follow_up(launch, owner=mine.user, in_days=2)
    assert [line.pk for line in my_follow_ups(mine, at=REPORTED_AT)] == [sooner.pk, later.pk]


@pytest.mark.parametrize("role", Role)
def test_a_decision_of_nobody_waits_for_everybody_who_may_decide(launch: Launch, role: Role) -> None:
    make_follow_up(launch, kind=DECIDE)
    waits = bool(my_follow_ups(member(launch, role), at=REPORTED_AT))
    assert waits is (role in {Role.LAUNCH_MANAGER, Role.BUSINESS_OWNER})


@pytest.mark.parametrize("role", Role)
def test_only_who_may_decide_is_offered_the_answers(launch: Launch, role: Role) -> None:
    make_follow_up(launch, kind=DECIDE)
    [line] = follow_ups_page(member(launch, role), Shown.DECISIONS, at=REPORTED_AT)
    assert line.answers == (("Yes", "No") if role in {Role.LAUNCH_MANAGER, Role.BUSINESS_OWNER} else ())


def test_what_is_settled_is_no_longer_open(launch: Launch) -> None:
    made = make_follow_up(launch)
    step_follow_up(made, FollowUpStep.DONE, actor=Actor.bot(), at=REPORTED_AT)
    shown = {each: len(follow_ups_page(member(launch), each, at=REPORTED_AT)) for each in Shown}
    assert shown == {Shown.OPEN: 0, Shown.MINE: 0, Shown.DECISIONS: 0, Shown.SETTLED: 1}


def test_an_answer_is_told_with_who_gave_it(launch: Launch) -> None:
    ines = MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER, user__name="Ines Duarte")
    asked = make_follow_up(launch, kind=DECIDE)
    decide(asked, answer="No", actor=Actor.human(ines.user), at=REPORTED_AT)
    [line] = follow_ups_page(ines, Shown.SETTLED, at=REPORTED_AT)
    assert line.outcome.startswith("No, said Ines Duarte today")


def test_another_launch_is_not_shown(launch: Launch) -> None:
    make_follow_up(LaunchFactory())
    assert follow_ups_page(member(launch), Shown.OPEN, at=REPORTED_AT) == []


def test_the_day_after_it_is_overdue_where_the_launch_is() -> None:
    launch = LaunchFactory(time_zone="Asia/Tokyo")
    make_follow_up(launch, in_days=0)  # reported at 18:00 there
    mine = member(launch)
    spans = (timedelta(hours=5), timedelta(hours=7))
    lines = [follow_ups_page(mine, Shown.OPEN, at=REPORTED_AT + each)[0] for each in spans]
    assert [line.is_overdue for line in lines] == [False, True]


def test_erased_words_are_said_to_be(launch: Launch) -> None:
    made = make_follow_up(launch)
    made.words = ""
    made.save()
    assert follow_ups_page(member(launch), Shown.OPEN, at=REPORTED_AT)[0].words == "Erased"


def test_an_incident_shows_its_own_the_open_ones_first(launch: Launch) -> None:
    incident = make_incident(launch)
    settled = make_follow_up(launch, incident=incident, in_days=1)
    still = make_follow_up(launch, incident=incident, in_days=5)
    make_follow_up(launch)
    step_follow_up(settled, FollowUpStep.DONE, actor=Actor.bot(), at=REPORTED_AT)
    lines = follow_ups_of(incident, member=member(launch), at=REPORTED_AT)
    assert [line.pk for line in lines] == [still.pk, settled.pk]


def test_a_list_costs_one_query(launch: Launch, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    incident, mine = make_incident(launch), member(launch)
    for _ in range(3):
        make_follow_up(launch, incident=incident)
    with django_assert_num_queries(1):
        assert len(follow_ups_page(mine, Shown.OPEN, at=REPORTED_AT)) == 3
