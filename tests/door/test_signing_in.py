"""Signing in and out."""

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from tests.factories.launches import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_nobody_sees_a_page_without_signing_in(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/accounts/login/?next=/"


def test_a_wrong_password_says_so_and_names_nobody(client: Client) -> None:
    user = UserFactory()
    response = client.post("/accounts/login/", {"login": user.email, "password": "wrong"})
    assert b"not correct" in response.content
    assert "_auth_user_id" not in client.session


def test_whoever_works_on_incidents_lands_at_the_start_of_a_shift(client: Client) -> None:
    client.force_login(MembershipFactory(role=Role.RESPONDER).user)
    assert b"Start of shift" in client.get("/").content


def test_whoever_reads_numbers_lands_at_the_week(client: Client) -> None:
    member = MembershipFactory(role=Role.VIEWER)
    client.force_login(member.user)
    assert client.get("/").headers["Location"] == f"/launches/{member.launch.key}/"


def test_somebody_without_a_launch_is_told_what_to_do(client: Client) -> None:
    client.force_login(UserFactory())
    assert b"Ask a launch manager" in client.get("/").content


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(UserFactory())
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", ["signup", "password/set", "email"])
def test_nobody_signs_themselves_up(client: Client, page: str) -> None:
    client.force_login(UserFactory())
    assert client.get(f"/accounts/{page}/").status_code == 404


def test_the_administration_has_no_door_of_its_own(client: Client) -> None:
    assert client.get("/admin/login/").headers["Location"] == "/accounts/login/?next=%2Fadmin%2Flogin%2F"
    user = UserFactory(is_staff=True)
    client.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
