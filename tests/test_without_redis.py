"""Redis may be lost at any moment: nothing that was said is, and nobody is turned away."""

import socket
import time
from collections.abc import Iterator

import pytest
from django.core.cache.backends.base import BaseCache
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from redis import Redis

from hypercare.launches import live
from hypercare.lib.background import nudge
from hypercare.lib.cache import ForgivingRedisCache
from incidents.models import Incident
from tests.factories.incidents import make_incident
from tests.factories.launches import PASSWORD, MembershipFactory

NOWHERE = "unix:///nonexistent/redis.sock"


@pytest.fixture
def away() -> BaseCache:
    """A cache whose server is gone."""
    return ForgivingRedisCache(NOWHERE, {})


def test_reads_are_misses(away: BaseCache) -> None:
    assert away.get("key", "default") == "default"
    assert away.get_many(["one", "two"]) == {}
    assert away.has_key("key") is False


def test_writes_are_dropped(away: BaseCache) -> None:
    away.set("key", 1)
    away.set_many({"key": 1})
    assert away.add("key", 1) is True
    assert away.delete("key") is False
    assert away.incr("key") == 1


@pytest.fixture
def hung(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseCache]:
    """A cache whose server takes calls and never answers."""
    path = tmp_path_factory.mktemp("hung") / "s"
    monkeypatch.setattr(ForgivingRedisCache, "asked_again_at", 0.0)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield ForgivingRedisCache(f"unix://{path}", {"OPTIONS": {"socket_timeout": 0.2}})


def test_a_server_that_hangs_costs_one_wait_and_not_one_for_each_question(hung: BaseCache) -> None:
    began = time.monotonic()
    assert [hung.get("key", 7) for _ in range(100)] == [7] * 100
    assert 0.2 <= time.monotonic() - began < 0.4


def test_it_is_asked_again_later(hung: BaseCache, monkeypatch: pytest.MonkeyPatch) -> None:
    hung.get("key")
    monkeypatch.setattr(ForgivingRedisCache, "asked_again_at", time.monotonic() - 1)
    began = time.monotonic()
    hung.get("key")
    assert time.monotonic() - began >= 0.2


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sending a task fails as it does without Redis."""

    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr("hypercare.lib.background.current_app.send_task", fail)


@pytest.mark.django_db(transaction=True)
def test_a_saved_change_never_becomes_an_error(no_broker: None) -> None:
    incident = make_incident(is_prioritised=False)
    assert Incident.objects.get(pk=incident.pk).stale_since is not None


@pytest.mark.django_db(transaction=True)
def test_a_message_is_sent_only_after_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(
        "hypercare.lib.background.current_app.send_task", lambda name, **_kwargs: sent.append(name)
    )
    with transaction.atomic():
        nudge("incidents.tasks.prioritise", 1)
        assert sent == []
    assert sent == ["incidents.tasks.prioritise"]


@pytest.mark.django_db
def test_people_can_sign_in(client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {"default": {"BACKEND": "hypercare.lib.cache.ForgivingRedisCache", "LOCATION": NOWHERE}}
    monkeypatch.setattr(live, "_redis", Redis.from_url(NOWHERE))
    user = MembershipFactory().user
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (302, "/")
