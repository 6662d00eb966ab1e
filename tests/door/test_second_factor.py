"""The second factor: who switched it on is let in by a code only, and each code once."""

import re
import time
from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from hypercare.accounts.models import User
from hypercare.audit.models import AuditEntry
from hypercare.notifications.models import OutgoingMessage
from tests.door.phone import STEP_SECONDS, code_of
from tests.factories.launches import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = 1_795_521_600.0
ON, OFF = "/accounts/second-factor/on/", "/accounts/second-factor/off/"
CODES, RENEW = "/accounts/second-factor/recovery-codes/", "/accounts/second-factor/recovery-codes/renew/"
CODE = "/accounts/second-factor/"
WRONG = "000000"


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """The beginning of a code's time, with no limit counted."""
    cache.clear()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user() -> User:
    """Who wants it."""
    made: User = UserFactory(is_staff=True, is_superuser=True)
    return made


def confirmed(user: User) -> Client:
    """Signed in, and has given the password again."""
    client = Client()
    client.force_login(user)
    client.post("/accounts/password/confirm/", {"password": PASSWORD})
    return client


def switch_on(user: User) -> tuple[Client, str]:
    """The browser in which it was done, and the key in the phone."""
    client = confirmed(user)
    secret = secret_in(client)
    assert client.post(ON, {"code": code_of(secret)}).headers["Location"] == CODES
    return client, secret


def secret_in(client: Client) -> str:
    """The key that the page shows."""
    found = re.search(r"data-secret>(\w+)<", client.get(ON).content.decode())
    assert found
    return found[1]


def codes_in(client: Client) -> list[str]:
    """The recovery codes that the page shows."""
    return re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode())


def give_password(user: User, **more: str) -> Client:
    """A new browser, after the password."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    """Whether somebody is signed in there."""
    return "_auth_user_id" in client.session


def test_the_password_alone_no_longer_signs_in(user: User) -> None:
    switch_on(user)
    client = give_password(user)
    assert not is_in(client)
    assert client.get("/account/").headers["Location"].startswith("/accounts/login/")


def test_the_code_of_the_moment_signs_in(user: User) -> None:
    _, secret = switch_on(user)
    client = give_password(user)
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_code_works_once(user: User, moment: time_machine.Traveller) -> None:
    _, secret = switch_on(user)
    code = code_of(secret)
    give_password(user).post(CODE, {"code": code})
    for seconds in (0, STEP_SECONDS):
        moment.move_to(NOON + seconds)
        again = give_password(user)
        assert again.post(CODE, {"code": f"{code[:3]} {code[3:]}"}).status_code == 422
        assert not is_in(again)


@pytest.mark.parametrize(("steps", "works"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(user: User, steps: int, works: bool) -> None:  # noqa: FBT001
    _, secret = switch_on(user)
    client = give_password(user)
    client.post(CODE, {"code": code_of(secret, at=NOON + steps * STEP_SECONDS)})
    assert is_in(client) == works


def test_a_recovery_code_signs_in_once_and_its_owner_is_told(user: User) -> None:
    code = codes_in(switch_on(user)[0])[0]
    first, second = give_password(user), give_password(user)
    assert [each.post(CODE, {"code": code}).status_code for each in (first, second)] == [302, 422]
    assert [is_in(first), is_in(second)] == [True, False]
    assert AuditEntry.objects.filter(verb="recovery code used").count() == 1
    assert OutgoingMessage.objects.filter(subject="A recovery code was used").count() == 1


def test_a_wrong_code_says_so(user: User) -> None:
    switch_on(user)
    answer = give_password(user).post(CODE, {"code": WRONG})
    assert (answer.status_code, b"This code is not correct" in answer.content) == (422, True)


@pytest.mark.parametrize("sent", [{}, {"code": ""}])
def test_a_code_that_is_missing_is_asked_for(user: User, sent: dict[str, str]) -> None:
    switch_on(user)
    answer = give_password(user).post(CODE, sent)
    assert (answer.status_code, b"Enter a code." in answer.content) == (422, True)


def test_who_guesses_codes_waits(user: User) -> None:
    switch_on(user)
    client = give_password(user)
    statuses = [client.post(CODE, {"code": WRONG}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_the_administration_is_behind_it_too(user: User) -> None:
    _, secret = switch_on(user)
    client = give_password(user, next="/admin/")
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_new_password_by_mail_does_not_lead_round_it(user: User) -> None:
    switch_on(user)
    client = Client()
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"/accounts/password/reset/\S+", OutgoingMessage.objects.get(is_secret=True).body)
    assert link
    form = client.get(link[0]).headers["Location"]
    client.post(form, {"password1": "another long one", "password2": "another long one"})
    client.post("/accounts/login/", {"login": user.email, "password": "another long one"})
    assert not is_in(client)


@pytest.mark.parametrize("path", [ON, OFF, CODES, RENEW])
def test_the_password_is_asked_for_before_anything_changes(user: User, path: str) -> None:
    switch_on(user)
    client = Client()
    client.force_login(user)
    if path == ON:
        Authenticator.objects.all().delete()
    assert client.get(path).headers["Location"].startswith("/accounts/password/confirm/")


def test_switching_off_forgets_key_and_codes(user: User) -> None:
    client, _ = switch_on(user)
    assert client.post(OFF).headers["Location"] == "/account/"
    assert not Authenticator.objects.exists()
    assert is_in(give_password(user))


def test_new_recovery_codes_void_the_old(user: User) -> None:
    client, _ = switch_on(user)
    old = codes_in(client)
    client.post(RENEW)
    assert not set(old) & set(codes_in(client))
    assert give_password(user).post(CODE, {"code": old[0]}).status_code == 422


def test_without_it_there_are_no_codes_to_renew(user: User) -> None:
    assert confirmed(user).post(RENEW).status_code == 422


def test_nothing_is_stored_that_reads_as_the_key(user: User) -> None:
    client, secret = switch_on(user)
    stored = str(list(Authenticator.objects.values_list("data")))
    assert secret not in stored
    assert not any(code in stored for code in codes_in(client))


def test_pages_with_secrets_are_kept_nowhere(user: User) -> None:
    client = confirmed(user)
    pages = [client.get(ON), switch_on(user)[0].get(CODES)]
    assert all("no-store" in page.headers["Cache-Control"] for page in pages)


def test_each_change_is_audited_and_told(user: User) -> None:
    client, _ = switch_on(user)
    client.post(RENEW)
    client.post(OFF)
    verbs = ["second factor switched on", "recovery codes renewed", "second factor switched off"]
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == verbs
    assert OutgoingMessage.objects.filter(to=user.email).count() == 3


def test_the_account_page_tells_how_it_stands(user: User) -> None:
    before = confirmed(user).get("/account/")
    after = switch_on(user)[0].get("/account/")
    assert b"It is off." in before.content
    assert b"10 recovery codes left" in after.content


def test_a_slow_person_is_asked_for_the_password_again(user: User, moment: time_machine.Traveller) -> None:
    client, _ = switch_on(user)
    moment.move_to(time.time() + 301)
    assert client.get(CODES).status_code == 302
