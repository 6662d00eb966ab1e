"""A program may ask twice and act once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from hypercare.accounts.roles import Role
from hypercare.api.actions import KEPT_FOR, forget_answers
from hypercare.api.models import KeptAnswer
from hypercare.launches.models import Membership
from incidents.models import Incident, Message
from tests.factories.api import Program, errors_of
from tests.factories.incidents import make_incident
from tests.factories.launches import MembershipFactory

SAID = {"body": "Seen."}
NOTE = "incidents/TRD-1/note/"


def member_of_trd() -> Membership:
    """An incident manager of a launch with one incident."""
    member: Membership = MembershipFactory(role=Role.INCIDENT_MANAGER, launch__key="TRD")
    make_incident(member.launch)
    return member


@pytest.fixture
def program(db: None) -> Program:
    """Somebody who may do everything in TRD."""
    return Program(member_of_trd())


def notes() -> int:
    """How many notes there are."""
    return Message.objects.filter(body="Seen.").count()


def test_the_same_request_is_answered_as_before(program: Program) -> None:
    first, second = (program.post(NOTE, SAID, once="k") for _ in range(2))
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert (first.headers.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert notes() == 1


def test_the_order_of_fields_says_nothing(program: Program) -> None:
    answers = [
        program.post("incidents/", dict(fields), once="k")
        for fields in (
            [("launch", "TRD"), ("title", "A"), ("body", "B")],
            [("body", "B"), ("title", "A"), ("launch", "TRD")],
        )
    ]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Incident.objects.filter(title="A").count() == 1


@pytest.mark.parametrize(("path", "body"), [(NOTE, {"body": "Other."}), ("incidents/TRD-1/reply/", SAID)])
def test_the_same_key_for_another_request_is_a_conflict(program: Program, path: str, body: Any) -> None:
    program.post(NOTE, SAID, once="k")
    answer = program.post(path, body, once="k")
    assert (answer.status_code, errors_of(answer)) == (409, {"Idempotency-Key"})


def test_keys_of_two_people_are_separate(program: Program) -> None:
    other = Program(MembershipFactory(launch=program.member.launch))
    program.post(NOTE, SAID, once="k")
    assert "Idempotency-Replayed" not in other.post(NOTE, SAID, once="k")
    assert notes() == 2


def test_two_keys_do_it_twice(program: Program) -> None:
    program.post(NOTE, SAID)
    program.post(NOTE, SAID)
    assert notes() == 2


def test_a_refused_request_may_be_mended_under_its_key(program: Program) -> None:
    assert program.post(NOTE, {}, once="k").status_code == 400
    assert program.post("incidents/TRD-1/close/", once="k").status_code == 422
    assert program.post(NOTE, SAID, once="k").status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 65, "two words", "smile-\N{SLIGHTLY SMILING FACE}"])
def test_a_malformed_key_is_refused_by_name(program: Program, key: str) -> None:
    headers = {"Authorization": program.bearer, "Idempotency-Key": key}
    answer = program.client.post(f"/api/v1/{NOTE}", SAID, content_type="application/json", headers=headers)
    assert (answer.status_code, errors_of(answer)) == (400, {"Idempotency-Key"})


def test_a_missing_key_is_refused_by_name(program: Program) -> None:
    headers = {"Authorization": program.bearer}
    answer = program.client.post(f"/api/v1/{NOTE}", SAID, content_type="application/json", headers=headers)
    assert (answer.status_code, errors_of(answer)) == (400, {"Idempotency-Key"})
    assert notes() == 0


def test_whoever_lost_the_right_reads_no_old_answer(program: Program) -> None:
    program.post(NOTE, SAID, once="k")
    Membership.objects.filter(pk=program.member.pk).update(role=Role.VIEWER)
    assert program.post(NOTE, SAID, once="k").status_code == 403


def test_an_answer_is_forgotten_after_its_time(program: Program) -> None:
    with time_machine.travel(timezone.now() - KEPT_FOR - timedelta(minutes=1)):
        program.post(NOTE, SAID, once="old")
    program.post(NOTE, SAID, once="new")
    forget_answers(at=timezone.now())
    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_it_once() -> None:
    program = Program(member_of_trd())

    def ask(number: int) -> Any:
        try:
            return program.post(NOTE, SAID, once=f"k{number % 3}").json()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(24)))
    assert notes() == 3
    assert len({json.dumps(answer, sort_keys=True) for answer in answers}) <= 3
