"""A log that can be handed to anybody: no secret in it, and a refusal is one line."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from feedback.tokens import token_for_incident
from hypercare.accounts.actions import create_api_key
from hypercare.accounts.roles import Role
from incidents.models import Incident
from tests.factories.launches import MembershipFactory, UserFactory
from tests.security.conftest import PathFor

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the configured handler writes."""
    [handler] = [each for each in logging.getLogger().handlers if each.get_name() == "console"]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def test_a_refusal_is_one_line(incident: Incident, log: io.StringIO) -> None:
    client = Client()
    client.force_login(MembershipFactory(launch=incident.launch, role=Role.VIEWER).user)
    assert client.get(f"/incidents/{incident.key}/").status_code == 403
    assert f"Forbidden (Permission denied): /incidents/{incident.key}/" in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_a_defect_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch, log: io.StringIO) -> None:
    monkeypatch.setattr("hypercare.health.is_broker_up", lambda: 1 / 0)
    Client(raise_request_exception=False).get("/readyz")
    assert "ZeroDivisionError" in log.getvalue()


@pytest.mark.parametrize("route", ["t/<str:token>/reply/", "t/<str:token>/picture/<int:picture_id>/"])
def test_a_signed_link_is_not_written_down(
    incident: Incident, log: io.StringIO, path_for: PathFor, route: str
) -> None:
    Client().post(path_for(route), {"body": ""})
    assert "/t/<str:token>/" in log.getvalue()
    assert token_for_incident(incident).split(".")[0] not in log.getvalue()


def test_a_password_or_key_is_not_written_down(log: io.StringIO) -> None:
    user = UserFactory()
    key = create_api_key(user, label="program")
    Client().post("/accounts/login/", {"login": user.email, "password": "hunter2-hunter2"})
    Client(headers={"Authorization": f"Bearer {key}x"}).get("/api/v1/kpis/")
    assert "Unauthorized" in log.getvalue()
    assert not any(secret in log.getvalue() for secret in ("hunter2", key))
