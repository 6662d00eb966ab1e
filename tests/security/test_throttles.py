"""Who asks too often waits, is told how long, and loses nothing; a company behind one address does not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import Settings

from feedback.tokens import token_for_incident, token_for_survey
from hypercare.accounts.actions import create_api_key
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch
from hypercare.lib import limits
from hypercare.lib.throttling import address_of, count
from incidents.models import Incident
from tests.factories.feedback import form_payload
from tests.factories.launches import LaunchFactory, MembershipFactory

NOON = 1_795_521_600.0
NOWHERE = "unix:///nonexistent/redis.sock"


@pytest.fixture(autouse=True)
def begin_of_a_window(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A window that does not end while a test counts, in a process that has counted nothing."""
    begin_anew(monkeypatch)
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def launch(db: None) -> Launch:
    """One with a form."""
    made: Launch = LaunchFactory()
    return made


def begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process does."""
    monkeypatch.setattr("hypercare.lib.throttling._tallies", {})


def tighten(monkeypatch: pytest.MonkeyPatch, place: str, limit: limits.Limit, times: int = 1) -> None:
    """Let `place` allow only so many."""
    monkeypatch.setattr(place, replace(limit, count=times))


def send(launch: Launch, key: str = "a", **more: Any) -> Any:
    """A report from the form."""
    payload = form_payload(idempotency_key=key)
    return Client().post(
        f"/f/{launch.form_key}/",
        {name: payload[name] for name in ("body", "kind", "idempotency_key")},
        **more,
    )


def test_a_window_ends() -> None:
    limit = limits.Limit("test", 2, 60)
    assert [count(limit, "x") for _ in range(3)] == [0, 0, 61]
    assert count(limit, "y") == 0
    with time_machine.travel(NOON + 60, tick=False):
        assert count(limit, "x") == 0


def test_a_large_limit_is_told_in_strides_and_holds_all_the_same() -> None:
    limit = limits.Limit("strides", 500, 60)
    waits = [count(limit, "x") for _ in range(510)]
    assert limit.stride == 5
    assert waits == [0] * 500 + [61] * 10


def test_what_another_process_told_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = limits.Limit("shared", 500, 60)
    assert [count(limit, "x") for _ in range(500)] == [0] * 500
    begin_anew(monkeypatch)
    assert [bool(count(limit, "x")) for _ in range(6)] == [False] * 4 + [True] * 2


def test_a_small_limit_is_exact() -> None:
    assert limits.Limit("small", 60, 60).stride == 1


def test_a_report_too_many_keeps_its_words(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, "feedback.views.form.FORM", limits.FORM)
    assert send(launch).status_code == 302
    answer = send(launch, "b")
    assert (answer.status_code, answer["Retry-After"]) == (429, "61")
    assert b"Try again in 61 seconds" in answer.content
    assert b"Orders appear but never execute" in answer.content
    assert RawItem.objects.count() == 1


def test_another_form_and_another_address_are_not_kept_waiting(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    tighten(monkeypatch, "feedback.views.form.FORM", limits.FORM)
    others = [send(launch), send(LaunchFactory()), send(launch, "b", REMOTE_ADDR="192.0.2.7")]
    assert [answer.status_code for answer in others] == [302, 302, 302]


def test_a_company_behind_one_address_is_heard() -> None:
    company_in_a_minute, chaos_clients = 3_000, 1_000
    assert limits.FORM.count / (limits.FORM.seconds / 60) >= company_in_a_minute + chaos_clients


def test_a_reply_too_many_keeps_its_words(incident: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, "feedback.views.status.REPLY", limits.REPLY, 0)
    path = f"/t/{token_for_incident(incident)}/reply/"
    answer = Client().post(path, {"body": "Still broken here.", "idempotency_key": "r"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "61")
    assert b"Still broken here." in answer.content


def test_a_rating_too_many_waits(incident: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, "feedback.views.rating.RATING", limits.RATING, 0)
    survey = incident.surveys.latest("resolution_seq")
    answer = Client().post(f"/s/{token_for_survey(survey)}/", {"score": 5})
    survey.refresh_from_db()
    assert (answer.status_code, survey.score) == (429, None)
    assert b"Try again in" in answer.content


@pytest.mark.parametrize("path", ["/t/guess/", "/s/guess/", "/t/guess/reply/"])
def test_who_guesses_links_waits(incident: Incident, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    tighten(monkeypatch, "feedback.access.WRONG_LINK", limits.WRONG_LINK)
    tries = [Client().post(path) if "reply" in path else Client().get(path) for _ in range(2)]
    assert [answer.status_code for answer in tries] == [404, 429]


def test_a_right_link_works_beside_a_guesser(incident: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, "feedback.access.WRONG_LINK", limits.WRONG_LINK, 0)
    assert Client().get("/t/guess/").status_code == 429
    assert Client().get(f"/t/{token_for_incident(incident)}/").status_code == 200


@pytest.mark.parametrize("name", ["API_KEY", "API_ADDRESS"])
def test_a_program_too_quick_gets_a_problem(db: None, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    tighten(monkeypatch, f"hypercare.accounts.throttles.{name}", getattr(limits, name))
    member = MembershipFactory()
    key = create_api_key(member.user, label="program")
    program = Client(headers={"Authorization": f"Bearer {key}"})
    answers = [program.get(f"/api/v1/kpis/?launch={member.launch.key}") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1]["Content-Type"] == "application/problem+json"
    assert answers[1]["Retry-After"] == "61"


def test_each_key_is_counted_for_itself(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, "hypercare.accounts.throttles.API_KEY", limits.API_KEY)
    member = MembershipFactory()
    keys = [create_api_key(member.user, label=str(number)) for number in range(2)]
    programs = [Client(headers={"Authorization": f"Bearer {key}"}) for key in keys]
    answers = [each.get(f"/api/v1/kpis/?launch={member.launch.key}") for each in programs]
    assert [answer.status_code for answer in answers] == [200, 200]


def test_nobody_waits_while_redis_is_away(
    launch: Launch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CACHES = {"default": {"BACKEND": "hypercare.lib.cache.ForgivingRedisCache", "LOCATION": NOWHERE}}
    tighten(monkeypatch, "feedback.views.form.FORM", limits.FORM)
    assert [send(launch, key).status_code for key in ("a", "b", "c")] == [302, 302, 302]
    assert cache.get("anything") is None


# Proxies trusted, X-Forwarded-For, the address that counts; the connection itself comes from 10.0.0.9.
ADDRESSES = [
    (0, "203.0.113.5", "10.0.0.9"),
    (1, "203.0.113.5", "203.0.113.5"),
    (1, "1.1.1.1, 203.0.113.5", "203.0.113.5"),
    (2, "1.1.1.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
    (2, "203.0.113.5", "10.0.0.9"),
    (1, "", "10.0.0.9"),
    (1, "not an address", "10.0.0.9"),
    (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    (1, "::ffff:203.0.113.5", "203.0.113.5"),
]


@pytest.mark.parametrize(("trusted", "forwarded", "expected"), ADDRESSES)
def test_only_what_trusted_proxies_heard_is_believed(
    settings: Settings, trusted: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": forwarded})
    assert address_of(request) == expected


def test_a_socket_without_an_address_is_one_address() -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="")) == "unknown"


def test_changing_the_header_escapes_no_limit(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, "feedback.views.form.FORM", limits.FORM)
    sent = [send(launch, key, headers={"X-Forwarded-For": f"198.51.100.{key}"}) for key in ("1", "2")]
    assert [answer.status_code for answer in sent] == [302, 429]
