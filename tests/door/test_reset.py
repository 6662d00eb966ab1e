"""The way back in: one letter, one use, one hour, and the same answer for everybody."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from hypercare.accounts.models import User
from hypercare.audit.models import AuditEntry
from hypercare.lib.limits import RESET
from hypercare.notifications.models import OutgoingMessage
from tests.factories.launches import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ASK = "/accounts/password/reset/"
NEW = "a new horse, correct too"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """No limit remembers another test."""
    cache.clear()


@pytest.fixture
def user() -> User:
    """Who forgot."""
    made: User = UserFactory()
    return made


def link_for(client: Client, user: User) -> str:
    """Ask, and take the link out of the letter."""
    client.post(ASK, {"email": user.email})
    letter = OutgoingMessage.objects.latest("pk")
    return next(word for word in letter.body.split() if word.startswith("http")).removeprefix(
        "http://127.0.0.1:8000"
    )


def choose(client: Client, link: str, password: str = NEW) -> int:
    """Open the link and send the form it leads to."""
    form = client.get(link).headers.get("Location", link)
    return client.post(form, {"password1": password, "password2": password}).status_code


def statements_of(form: dict[str, str]) -> list[str]:
    """The beginning of each statement that asking runs."""
    with CaptureQueriesContext(connection) as captured:
        Client().post(ASK, form)
    return [each["sql"][:30] for each in captured.captured_queries if "SAVEPOINT" not in each["sql"]]


def test_the_link_sets_a_new_password(client: Client, user: User) -> None:
    assert choose(client, link_for(client, user)) == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "_auth_user_id" not in client.session, "whoever has the link still has to sign in"


def test_it_works_once(client: Client, user: User) -> None:
    link = link_for(client, user)
    choose(client, link)
    assert choose(Client(), link, "another horse, wrong this time") == 200
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_a_second_link_is_spent_with_the_first(client: Client, user: User) -> None:
    first = link_for(client, user)
    with time_machine.travel(timezone.now() + timedelta(seconds=2)):
        second = link_for(client, user)
        choose(client, first)
        assert b"no longer works" in Client().get(second).content


@pytest.mark.parametrize(("seconds", "works"), [(3590, True), (3610, False)])
def test_it_works_for_an_hour(client: Client, user: User, seconds: int, works: bool) -> None:  # noqa: FBT001
    link = link_for(client, user)
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        assert (b"no longer works" not in client.get(link, follow=True).content) == works


def test_signing_in_makes_an_older_link_useless(client: Client, user: User) -> None:
    link = link_for(client, user)
    Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert b"no longer works" in client.get(link).content


def test_the_form_has_an_address_without_the_key_and_is_kept_nowhere(client: Client, user: User) -> None:
    link = link_for(client, user)
    answer = client.get(link, follow=True)
    assert answer.redirect_chain == [(f"{link.rsplit('/', 2)[0]}/set-password/", 302)]
    assert "no-store" in answer.headers["Cache-Control"]


def test_every_session_ends(client: Client, user: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    choose(client, link_for(client, user))
    assert elsewhere.get("/account/").status_code == 302


def test_a_password_that_is_too_simple_is_refused_with_the_rule(client: Client, user: User) -> None:
    form = client.get(link_for(client, user)).headers["Location"]
    answer = client.post(form, {"password1": "1234", "password2": "1234"})
    assert answer.status_code == 422
    assert b"at least 8 characters" in answer.content


@pytest.mark.parametrize("part", ["name", "email"])
def test_a_password_that_is_the_persons_own_name_or_address_is_refused(
    client: Client, user: User, part: str
) -> None:
    form = client.get(link_for(client, user)).headers["Location"]
    words = getattr(user, part)
    answer = client.post(form, {"password1": words, "password2": words})
    assert answer.status_code == 422
    assert b"too similar" in answer.content


def test_a_password_that_is_the_first_half_of_the_address_is_refused(client: Client) -> None:
    lucia = UserFactory(name="Lucia Ferrer", email="lucia.ferrer@shop.example")
    form = client.get(link_for(client, lucia)).headers["Location"]
    answer = client.post(form, {"password1": "lucia.ferrer", "password2": "lucia.ferrer"})
    assert answer.status_code == 422


def test_a_stranger_gets_the_same_answer_and_no_letter(user: User) -> None:
    answers = [Client().post(ASK, {"email": each}) for each in (user.email, "stranger@bank.example")]
    assert [(each.status_code, each.headers["Location"]) for each in answers] == [(302, f"{ASK}sent/")] * 2
    assert [each.to for each in OutgoingMessage.objects.all()] == [user.email]


def test_what_is_done_for_a_stranger_is_taken_back_at_once(user: User) -> None:
    known, unknown = (statements_of({"email": each}) for each in (user.email, "stranger@bank.example"))
    assert [each for each in unknown if not each.startswith("DELETE")] == known


def test_asked_twice_in_a_second_two_letters_are_written(client: Client, user: User) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(2):
            client.post(ASK, {"email": user.email})
    assert OutgoingMessage.objects.count() == 2, "leaving one out would take less time than a stranger's"


def test_somebody_who_left_gets_no_letter(client: Client) -> None:
    client.post(ASK, {"email": UserFactory(is_active=False).email})
    assert not OutgoingMessage.objects.exists()


def test_the_letter_is_a_secret_of_no_launch(client: Client, user: User) -> None:
    link_for(client, user)
    letter = OutgoingMessage.objects.get()
    assert (letter.is_secret, letter.about) == (True, "account")


def test_the_link_leads_to_us_whatever_host_was_asked(user: User, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"Host": "evil.example"}).post(ASK, {"email": user.email})
    assert "evil" not in OutgoingMessage.objects.get().body


def test_who_asks_too_often_waits_whether_the_address_is_known_or_not(client: Client, user: User) -> None:
    for email in (user.email, "stranger@bank.example"):
        answers = [client.post(ASK, {"email": email}) for _ in range(RESET.count + 1)]
        assert [each.status_code for each in answers] == [302] * RESET.count + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= RESET.seconds + 1


def test_another_spelling_of_the_address_is_the_same_address(client: Client, user: User) -> None:
    for _ in range(RESET.count):
        client.post(ASK, {"email": user.email})
    assert client.post(ASK, {"email": user.email.upper()}).status_code == 429


def test_nobody_waits_while_redis_is_away(client: Client, user: User, settings: Settings) -> None:
    nowhere = {"BACKEND": "hypercare.lib.cache.ForgivingRedisCache", "LOCATION": "unix:///nonexistent"}
    settings.CACHES = {"default": nowhere}
    answers = [client.post(ASK, {"email": user.email}).status_code for _ in range(RESET.count + 1)]
    assert answers == [302] * (RESET.count + 1)


def test_it_is_audited_and_the_person_is_told(client: Client, user: User) -> None:
    choose(client, link_for(client, user))
    entry = AuditEntry.objects.get(verb="password reset by link")
    assert (entry.target, entry.actor) == (f"accounts.user:{user.pk}", user)
    assert OutgoingMessage.objects.get(key=f"audit {entry.pk}").to == user.email


def test_nothing_is_half_done(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_for(client, user)
    monkeypatch.setattr("hypercare.door.changes.record_change", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        choose(client, link)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_empty_field_is_named(client: Client) -> None:
    answer = client.post(ASK, {"email": ""})
    assert answer.status_code == 422
    assert b"Enter your mail address." in answer.content
