"""A program reads which launches there are, and who and what stands in one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, SupportWindow
from tests.factories.api import Program
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch() -> Launch:
    """TRD with a service, support hours and a team."""
    made: Launch = LaunchFactory(key="TRD")
    ServiceFactory(launch=made, name="Order routing")
    SupportWindow.objects.create(launch=made, weekday=0, opens=420, closes=1140)
    TeamFactory(launch=made, name="Order desk").members.add(MembershipFactory(launch=made).user)
    return made


def program_of(launch: Launch, role: Role) -> Program:
    """A program of a member."""
    return Program(MembershipFactory(launch=launch, role=role, user__name="Mara Kessler"))


def test_only_your_own_launches_are_listed(launch: Launch) -> None:
    LaunchFactory(key="OTH")
    [row] = program_of(launch, Role.VIEWER).get("launches/").json()["results"]
    assert (row["key"], row["role"]) == ("TRD", "viewer")


def test_a_launch_says_what_stands_in_it(launch: Launch) -> None:
    body = program_of(launch, Role.RESPONDER).get("launches/TRD/").json()
    assert [each["name"] for each in body["services"]] == ["Order routing"]
    assert body["support_windows"] == [{"weekday": 0, "opens": 420, "closes": 1140}]
    assert [len(each["member_ids"]) for each in body["teams"]] == [1]


def test_its_members_are_named_with_their_roles(launch: Launch) -> None:
    members = program_of(launch, Role.RESPONDER).get("launches/TRD/").json()["members"]
    assert ("Mara Kessler", "responder") in [(each["name"], each["role"]) for each in members]


def test_a_viewer_sees_nobody(launch: Launch) -> None:
    body = program_of(launch, Role.VIEWER).get("launches/TRD/").json()
    assert (body["teams"], body["members"]) == (None, None)


def test_a_launch_of_many_costs_the_same(
    launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program = program_of(launch, Role.RESPONDER)
    for _ in range(4):
        TeamFactory(launch=launch).members.add(MembershipFactory(launch=launch).user)
    with django_assert_num_queries(7):  # key, membership, services, hours, teams, their people, members
        program.get("launches/TRD/")
