"""Every answer of every address carries the strict policy and the other headers."""

from collections.abc import Iterator

import pytest
from csp.utils import build_policy
from django.db import OperationalError
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from hypercare.accounts.roles import Role
from hypercare.lib.headers import ALWAYS, SECRET_PARTS
from incidents.models import Incident
from tests.factories.launches import MembershipFactory, UserFactory
from tests.security.conftest import PathFor
from tests.security.policies import NARROW
from tests.security.routes import routes

CSP = "Content-Security-Policy"
UNSAFE = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:", "blob:")
STRICT = build_policy()
EXPECTED = ALWAYS | {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def everybody(incident: Incident) -> list[Client]:
    """Nobody, a viewer, a manager, and who may use the administration."""
    users = [
        MembershipFactory(launch=incident.launch, role=role).user
        for role in (Role.VIEWER, Role.LAUNCH_MANAGER)
    ]
    clients = [Client(raise_request_exception=False) for _ in range(4)]
    for client, user in zip(clients, [*users, UserFactory(is_staff=True, is_superuser=True)], strict=False):
        client.force_login(user)
    return clients


def answers(url: str, everybody: list[Client]) -> Iterator[HttpResponseBase]:
    """Each reads, writes and does what is not allowed."""
    for client in everybody:
        yield from (
            client.get(url),
            client.post(url),
            client.delete(url),
            client.get(url, headers={"HX-Request": "true"}),
        )


def assert_guarded(response: HttpResponseBase) -> None:
    """All headers are there."""
    assert gaps_of(response) == {}


def gaps_of(response: HttpResponseBase, *, policy: str = STRICT) -> dict[str, str | None]:
    """The headers that are missing or differ; `policy` is the narrower one a page may have."""
    gaps = {name: response.get(name) for name in EXPECTED if response.get(name) != EXPECTED[name]}
    if response.get(CSP) not in {STRICT, policy}:
        gaps[CSP] = response.get(CSP)
    return gaps


def test_the_policy_trusts_nothing_but_this_site() -> None:
    assert not any(word in STRICT for word in UNSAFE)
    assert "default-src 'none'" in STRICT
    assert "frame-ancestors 'none'" in STRICT
    assert "base-uri 'none'" in STRICT


def test_every_answer_of_every_address_is_guarded(everybody: list[Client], path_for: PathFor) -> None:
    for route in routes():
        for response in answers(path_for(route), everybody):
            gaps = gaps_of(response, policy=NARROW.get(route, STRICT))
            assert (route, response.status_code, gaps) == (route, response.status_code, {})


def test_a_secret_address_is_passed_on_to_nobody(everybody: list[Client], path_for: PathFor) -> None:
    secret = [route for route in routes() if any(f":{part}>" in route for part in SECRET_PARTS)]
    assert len(secret) >= 7
    for response in (each for route in secret for each in answers(path_for(route), everybody)):
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]


def test_a_page_of_a_person_is_kept_by_no_proxy(everybody: list[Client], path_for: PathFor) -> None:
    for response in answers(path_for("queue/"), everybody):
        assert "private" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_what_is_not_there_is_guarded() -> None:
    response = Client().get("/nowhere/at/all/")
    assert response.status_code == 404
    assert_guarded(response)


@pytest.mark.parametrize(("error", "status"), [(ValueError("broken"), 500), (OperationalError("away"), 503)])
@pytest.mark.django_db
def test_what_breaks_is_guarded(monkeypatch: pytest.MonkeyPatch, error: Exception, status: int) -> None:
    def fail() -> bool:
        raise error

    monkeypatch.setattr("hypercare.health.is_broker_up", fail)
    response = Client(raise_request_exception=False).get("/readyz")
    assert response.status_code == status
    assert_guarded(response)


def test_a_host_that_is_not_ours_is_guarded() -> None:
    response = Client(headers={"Host": "evil.example"}).get("/healthz")
    assert response.status_code == 400
    assert_guarded(response)


@pytest.mark.django_db
def test_a_write_without_its_token_is_guarded() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")
    assert response.status_code == 403
    assert_guarded(response)


def test_a_redirect_to_https_is_guarded(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/queue/")
    assert response.status_code == 301
    assert_guarded(response)


@pytest.mark.django_db
def test_a_static_file_is_guarded() -> None:
    response = Client().get("/static/css/tokens.css")
    response.close()
    assert response.status_code == 200
    assert_guarded(response)
