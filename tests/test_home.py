"""Where a person lands, and how the launch is changed."""

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "page"), [(Role.RESPONDER, "/queue/?launch=PAY"), (Role.VIEWER, "/launches/PAY/")]
)
def test_a_chosen_launch_opens_at_the_first_page_of_the_role(client: Client, role: Role, page: str) -> None:
    membership = MembershipFactory(role=role, launch=LaunchFactory(key="PAY"))
    MembershipFactory(user=membership.user, role=Role.RESPONDER)
    client.force_login(membership.user)
    assert client.get("/", {"launch": "PAY"}).headers["Location"] == page


def test_a_launch_of_others_is_not_found(client: Client) -> None:
    other = LaunchFactory()
    client.force_login(MembershipFactory().user)
    assert client.get("/", {"launch": other.key}).status_code == 404
