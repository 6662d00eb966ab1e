"""The live number and its endpoint."""

from unittest.mock import patch

import pytest
from django.core.signing import BadSignature
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from redis.exceptions import ConnectionError as RedisAway

from hypercare.launches import live
from tests.factories.launches import LaunchFactory


@pytest.mark.django_db
def test_the_number_grows_with_each_committed_change(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = live.live_version(991)
    with django_capture_on_commit_callbacks(execute=True):
        live.announce_change(991)
    assert int(live.live_version(991)) == int(before) + 1


@pytest.mark.django_db
def test_nothing_new_is_204_without_a_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    launch_id = LaunchFactory().pk
    url = f"/live/{live.live_token(launch_id)}/"
    with django_assert_num_queries(0):
        assert client.get(url, {"since": live.live_version(launch_id)}).status_code == 204


def test_something_new_is_announced(client: Client) -> None:
    response = client.get(f"/live/{live.live_token(992)}/", {"since": "an older one"})
    assert (response.status_code, response.headers["HX-Trigger"]) == (200, "launch-changed")


@pytest.mark.parametrize("token", ["forged", "7:1:bad"])
def test_a_forged_token_is_gone(client: Client, token: str) -> None:
    assert client.get(f"/live/{token}/").status_code == 410


def test_an_old_token_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    token = live.live_token(7)
    monkeypatch.setattr(live, "TOKEN_MAX_AGE_SECONDS", -1)
    with pytest.raises(BadSignature):
        live.launch_of_token(token)


def test_without_redis_the_number_follows_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    with patch.object(live._redis, "get", side_effect=RedisAway):
        assert live.live_version(7).startswith("t")
