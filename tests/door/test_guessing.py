"""Who guesses passwords waits, per account and per address, and is told how long."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from hypercare.accounts.models import User
from hypercare.lib.limits import FAILED_SECONDS
from tests.factories.launches import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = 1_795_521_600.0
TRIES = 10
WRONG = "wrong"
WAIT = b"Try again in 5 minutes"


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """A moment at which nothing was counted."""
    cache.clear()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user() -> User:
    """Whose password is guessed."""
    made: User = UserFactory()
    return made


def attempt(login: str, password: str = WRONG, *, address: str = "192.0.2.1") -> Any:
    """One try from an address."""
    return Client(REMOTE_ADDR=address).post("/accounts/login/", {"login": login, "password": password})


def test_an_account_is_closed_to_guessers_for_five_minutes(
    user: User, moment: time_machine.Traveller
) -> None:
    statuses = [attempt(user.email, address=f"192.0.2.{n}").status_code for n in range(TRIES + 1)]
    assert statuses == [422] * TRIES + [429]
    moment.move_to(NOON + FAILED_SECONDS)
    assert attempt(user.email, PASSWORD).status_code == 302


def test_the_wait_is_said_to_people_and_to_programs(user: User) -> None:
    last = [attempt(user.email) for _ in range(TRIES + 1)][-1]
    assert WAIT in last.content
    assert last.headers["Retry-After"] == str(FAILED_SECONDS)


def test_even_the_right_password_waits(user: User) -> None:
    for _ in range(TRIES):
        attempt(user.email)
    assert attempt(user.email, PASSWORD).status_code == 429


def test_another_account_does_not_wait(user: User) -> None:
    for _ in range(TRIES + 1):
        attempt(user.email)
    assert attempt(UserFactory().email, PASSWORD).status_code == 302


def test_an_unknown_account_waits_as_a_known_one_does(user: User) -> None:
    statuses = {
        login: [attempt(login).status_code for _ in range(TRIES + 1)]
        for login in (user.email, "stranger@bank.example")
    }
    assert statuses[user.email] == statuses["stranger@bank.example"]


def test_an_address_that_tries_account_after_account_waits() -> None:
    statuses = [attempt(f"person{n}@bank.example").status_code for n in range(121)]
    assert (set(statuses[:120]), statuses[120]) == ({422}, 429)


def test_who_signs_in_rightly_uses_up_nothing(user: User) -> None:
    assert {attempt(user.email, PASSWORD).status_code for _ in range(TRIES + 5)} == {302}


def test_nobody_waits_while_redis_is_away(user: User, settings: Settings) -> None:
    nowhere = {"BACKEND": "hypercare.lib.cache.ForgivingRedisCache", "LOCATION": "unix:///nonexistent"}
    settings.CACHES = {"default": nowhere}
    assert {attempt(user.email).status_code for _ in range(TRIES + 5)} == {422}
    assert attempt(user.email, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("field", "words"), [("login", b"Enter your mail address."), ("password", b"Enter your password.")]
)
def test_an_empty_field_is_named(user: User, field: str, words: bytes) -> None:
    form = {"login": user.email, "password": PASSWORD} | {field: ""}
    answer = Client().post("/accounts/login/", form)
    assert (answer.status_code, words in answer.content) == (422, True)
    assert b"This field is required" not in answer.content
