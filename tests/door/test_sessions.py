"""Sessions: made new at the door, ended at the way out, and guarded on their way."""

import os
import subprocess
import sys

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from hypercare.accounts.models import User
from hypercare.runtime.location import PROJECT
from tests.factories.launches import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "a new horse, correct too"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "hypercare.settings.production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "desk.example",
    "BASE_URL": "https://desk.example",
    "EMAIL_URL": "smtp://mail.example",
    "DATABASE_URL": "postgresql://db.example/hypercare",
    "REDIS_URL": "redis://redis.example/0",
}
SHOW = "from django.conf import settings as s; print([getattr(s, name) for name in {names}])"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """No limit remembers another test."""
    cache.clear()


@pytest.fixture
def user() -> User:
    """Who signs in."""
    made: User = UserFactory()
    return made


def signed_in(user: User, client: Client | None = None) -> Client:
    """A browser after the login page."""
    client = client or Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def is_in(client: Client) -> bool:
    """Whether the account page opens."""
    return client.get("/account/").status_code == 200


def test_a_session_that_was_there_before_is_not_the_one_after(user: User) -> None:
    client = Client()
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted or ""
    signed_in(user, client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_out_ends_the_session_on_the_server(user: User) -> None:
    client, copied = signed_in(user), Client()
    copied.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(copied)
    client.post("/accounts/logout/")
    assert not is_in(copied)


@pytest.mark.parametrize("path", ["/accounts/logout/", "/admin/logout/"])
def test_whoever_signs_out_leaves_nothing_in_the_browser(path: str) -> None:
    client = signed_in(UserFactory(is_staff=True))
    answer = client.post(path)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)


def test_a_link_signs_nobody_out(user: User) -> None:
    client = signed_in(user)
    client.get("/accounts/logout/")
    assert is_in(client)


def test_a_new_password_ends_every_other_session(user: User) -> None:
    here, elsewhere = signed_in(user), signed_in(user)
    here.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_whoever_leaves_is_out_at_once(user: User) -> None:
    client = signed_in(user)
    User.objects.update(is_active=False)
    assert not is_in(client)


def test_a_closed_account_says_so_only_to_who_knows_its_password() -> None:
    user = UserFactory(is_active=False)
    answers = [
        Client().post("/accounts/login/", {"login": user.email, "password": password})
        for password in (PASSWORD, "wrong")
    ]
    assert [each.status_code for each in answers] == [403, 422]
    assert b"This account is closed" in answers[0].content


@pytest.mark.parametrize(("ticked", "ends_with_the_browser"), [({}, True), ({"remember": "on"}, False)])
def test_a_session_lasts_a_week_only_when_asked_to(
    user: User,
    ticked: dict[str, str],
    ends_with_the_browser: bool,  # noqa: FBT001
) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **ticked})
    assert (client.cookies["sessionid"]["max-age"] == "") == ends_with_the_browser


def test_the_cookie_is_for_no_script_and_no_other_site(user: User) -> None:
    cookie = signed_in(user).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_in_a_deployment_cookies_travel_only_encrypted_and_to_this_host() -> None:
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY"]
    names += ["SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_DOMAIN"]
    shown = subprocess.run(
        [sys.executable, "-c", SHOW.format(names=names)],
        env={**os.environ, **PRODUCTION},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    values = [True, True, True, True, "Lax", "__Host-sessionid", "__Host-csrftoken", None]
    assert shown.stdout.strip() == str(values)


def test_a_panel_keeps_the_words_of_an_ended_session() -> None:
    answer = Client().post("/incidents/TRD-1/reply/", {"body": "Words."}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (401, "none")
    assert "You were signed out" in answer.headers["HX-Trigger"]


def test_the_way_on_leads_to_nobody_else(user: User, settings: Settings) -> None:
    form = {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/accounts/login/", form).headers["Location"] == "/"
