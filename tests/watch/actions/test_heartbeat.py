"""A sign of life leaves only after a clean audit, and never does harm."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock

import httpx
import pytest
from pytest_django import Settings
from time_machine import travel

from hypercare.watch.actions import send_heartbeat
from hypercare.watch.models import Finding
from hypercare.watch.tasks import audit
from incidents.domain.priority import Level
from tests.factories.incidents import REPORTED_AT, make_incident

URL = "https://watch.example/ping"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Mock:
    """Whoever listens there answers 200 and remembers it."""
    settings.HEARTBEAT_URL = URL
    answer = Mock(return_value=httpx.Response(200, request=httpx.Request("GET", URL)))
    monkeypatch.setattr("hypercare.watch.actions.heartbeat.httpx.get", answer)
    return answer


def answering(status: int) -> Callable[..., httpx.Response]:
    """A listener with this answer."""
    return lambda *_args, **_more: httpx.Response(status, request=httpx.Request("GET", URL))


@pytest.mark.django_db(transaction=True)
def test_a_clean_audit_sends_one(asked: Mock) -> None:
    audit()
    asked.assert_called_once()
    assert asked.call_args.args == (URL,)


@pytest.mark.django_db(transaction=True)
def test_an_audit_that_repaired_something_sends_none(asked: Mock) -> None:
    make_incident(impact=Level.HIGH, urgency=Level.HIGH, at=REPORTED_AT)
    with travel(REPORTED_AT + timedelta(minutes=45), tick=False):
        audit()
    assert Finding.objects.exclude(repaired_at=None).exists()
    asked.assert_not_called()


def test_without_an_address_nobody_is_asked(asked: Mock, settings: Settings) -> None:
    settings.HEARTBEAT_URL = ""
    assert not send_heartbeat()
    asked.assert_not_called()


def test_it_does_not_wait_for_ever(asked: Mock) -> None:
    send_heartbeat()
    assert asked.call_args.kwargs["timeout"] <= 5


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("no"), httpx.InvalidURL("no")])
def test_nobody_there_does_no_harm(asked: Mock, error: Exception) -> None:
    asked.side_effect = error
    assert not send_heartbeat()


@pytest.mark.parametrize("status", [301, 404, 500])
def test_a_refusal_is_not_taken_for_an_answer(asked: Mock, status: int) -> None:
    asked.side_effect = answering(status)
    assert not send_heartbeat()


def test_the_log_does_not_tell_the_address(asked: Mock, caplog: pytest.LogCaptureFixture) -> None:
    asked.side_effect = httpx.ConnectError(f"cannot reach {URL}")
    send_heartbeat()
    assert "watch.example" not in caplog.text
    assert "nobody heard" in caplog.text
