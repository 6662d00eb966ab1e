"""Where a person lands, and how the launch is changed."""

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_chosen_launch_begins_with_the_shift_of_who_works_there(client: Client) -> None:
    membership = MembershipFactory(role=Role.RESPONDER, launch=LaunchFactory(key="PAY"))
    client.force_login(membership.user)
    response = client.get("/", {"launch": "PAY"})
    assert response.status_code == 200
    assert b"Your first shift in Launch PAY" in response.content


@pytest.mark.parametrize("role", [Role.VIEWER, Role.BUSINESS_OWNER])
def test_a_chosen_launch_begins_with_the_week_of_who_does_not(client: Client, role: Role) -> None:
    membership = MembershipFactory(role=role, launch=LaunchFactory(key="PAY"))
    MembershipFactory(user=membership.user, role=Role.RESPONDER)
    client.force_login(membership.user)
    assert client.get("/", {"launch": "PAY"}).headers["Location"] == "/launches/PAY/"


def test_a_launch_of_others_is_not_found(client: Client) -> None:
    other = LaunchFactory()
    client.force_login(MembershipFactory().user)
    assert client.get("/", {"launch": other.key}).status_code == 404
