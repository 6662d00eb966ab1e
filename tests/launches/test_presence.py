"""Who is at which incident: told by open pages, forgotten by itself."""

from secrets import randbelow
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core.signing import BadSignature
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from redis.exceptions import ConnectionError as RedisAway

from hypercare.launches import presence
from hypercare.launches.live import live_versions
from hypercare.launches.models import Launch, Membership
from hypercare.launches.presence import (
    GONE_AFTER_SECONDS,
    Asker,
    Present,
    asker_of_token,
    digest_of,
    here_token,
    meet,
)
from tests.factories.launches import LaunchFactory, MembershipFactory

NOON = "2026-11-24T12:00:00Z"


@pytest.fixture
def room() -> int:
    """A launch nobody else knows."""
    return 10**9 + randbelow(10**9)


def mara(room: int, window: str = "a") -> Asker:
    return Asker(room, 1, "Mara Lindqvist", window)


def ilya(room: int) -> Asker:
    return Asker(room, 2, "Ilya Petrov", "b")


def look(asker: Asker, number: int | None = 42, *, is_writing: bool = False) -> list[Present]:
    return meet(asker, number=number, is_writing=is_writing)


def test_others_are_told_and_oneself_is_not(room: int) -> None:
    assert look(mara(room)) == []
    assert look(ilya(room), is_writing=True) == [Present(42, "Mara Lindqvist", is_writing=False)]
    assert look(mara(room)) == [Present(42, "Ilya Petrov", is_writing=True)]


def test_a_second_window_of_oneself_is_nobody_else(room: int) -> None:
    look(mara(room, "a"), 41)
    assert look(mara(room, "b"), 42) == []
    assert [each.number for each in look(ilya(room))] == [41, 42]


def test_who_goes_is_gone(room: int) -> None:
    look(mara(room))
    look(mara(room), None)
    assert look(ilya(room)) == []


def test_who_says_nothing_more_is_gone(room: int) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        look(mara(room))
        clock.shift(GONE_AFTER_SECONDS - 1)
        assert len(look(ilya(room))) == 1
        clock.shift(2)
        assert look(ilya(room)) == []


def test_another_launch_hears_nothing(room: int) -> None:
    look(mara(room))
    assert look(ilya(room + 1)) == []


def test_others_learn_from_one_number_that_somebody_moved(room: int) -> None:
    numbers = []
    for place, is_writing in ((42, False), (42, False), (42, True), (43, True), (None, False), (None, False)):
        look(mara(room), place, is_writing=is_writing)
        numbers.append(live_versions(room)[1])
    assert numbers == ["1", "1", "2", "3", "4", "4"]


def test_without_redis_nobody_is_said_to_be_there(room: int) -> None:
    look(mara(room))
    with patch.object(presence._redis, "pipeline") as pipeline:
        pipeline.return_value.execute.side_effect = RedisAway
        assert look(ilya(room)) == []


def test_it_has_changed_when_somebody_begins_to_write() -> None:
    looks, writes = Present(42, "Mara", is_writing=False), Present(42, "Mara", is_writing=True)
    assert digest_of([looks]) != digest_of([writes])


@pytest.fixture
def member(db: None) -> Membership:
    """Somebody of a launch."""
    made: Membership = MembershipFactory(user__name="Mara Lindqvist")
    return made


def ask(client: Client, member: Membership, **said: Any) -> Any:
    """As the page does."""
    url = f"/here/{here_token(member, name=member.user.name)}/"
    return client.get(url, {"window": "w1", "at": "42", "writing": "", "met": "", **said})


def test_a_hundred_agents_cost_no_query(
    client: Client, member: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(100):
        look(Asker(member.launch_id, 10_000 + number, f"Agent {number}", "w"), number + 1)
    with django_assert_num_queries(0):
        answer = ask(client, member).json()
        assert ask(client, member, met=answer["met"]).status_code == 204
    assert len(answer["people"]) == 100


def test_a_page_hears_name_number_and_whether_they_write(client: Client, member: Membership) -> None:
    look(Asker(member.launch_id, member.user_id + 1, "Ilya Petrov", "w"), 7, is_writing=True)
    assert ask(client, member).json()["people"] == [[7, "Ilya Petrov", True]]


@pytest.mark.parametrize(
    ("said", "field"), [({"window": ""}, "window"), ({"window": "A!"}, "window"), ({"at": "x"}, "at")]
)
def test_a_malformed_question_is_refused_by_name(
    client: Client, member: Membership, said: dict[str, str], field: str
) -> None:
    answer = ask(client, member, **said)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_a_forged_token_is_gone(client: Client) -> None:
    assert client.get("/here/forged/", {"window": "w1"}).status_code == 410


def test_an_old_token_is_gone(member: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    token = here_token(member, name="Mara")
    monkeypatch.setattr(presence, "TOKEN_MAX_AGE_SECONDS", -1)
    with pytest.raises(BadSignature):
        asker_of_token(token, window="w")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "is_asked"), [("responder", True), ("viewer", False)])
def test_only_who_reads_incidents_hears_of_people_at_them(
    client: Client, role: str, *, is_asked: bool
) -> None:
    launch: Launch = LaunchFactory(key="TRD")
    client.force_login(MembershipFactory(launch=launch, role=role).user)
    assert ("data-here-url" in client.get("/launches/TRD/").content.decode()) is is_asked
