"""A program hands in what people say, and does to it whatever the ledger's page can."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from feedback.actions import understand_item
from feedback.api.examples import HAND_IN
from hypercare.accounts.roles import Role, Scope
from hypercare.api.models import KeptAnswer
from hypercare.intake.models import Channel, Outcome, RawItem
from hypercare.intake.queries import balance_of
from hypercare.launches.models import Launch
from incidents.models import Incident
from tests.factories.api import Program, errors_of
from tests.factories.feedback import receive, submit
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LIST = "submissions/"


@pytest.fixture
def launch() -> Launch:
    """TRD."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def program(launch: Launch) -> Program:
    """Acts as an incident manager."""
    return Program(MembershipFactory(launch=launch, role=Role.INCIDENT_MANAGER))


def held(launch: Launch) -> RawItem:
    """An item in quarantine."""
    return submit(launch, trap="x")


def receipts(answer: Any) -> list[str]:
    """The numbers of a page."""
    return [each["receipt"] for each in answer.json()["results"]]


def test_what_is_handed_in_is_stored_and_not_yet_understood(program: Program) -> None:
    answer = program.post(LIST, HAND_IN)
    item = RawItem.objects.get()
    assert (answer.status_code, answer.json()["receipt"]) == (202, item.receipt)
    assert (item.channel, item.outcome, item.payload["body"]) == ("api", "pending", HAND_IN["body"])
    assert answer["Location"] == f"http://testserver/api/v1/submissions/{item.pk}/"


def test_it_becomes_an_incident_as_from_the_form(program: Program) -> None:
    program.post(LIST, HAND_IN)
    item = RawItem.objects.get()
    understand_item(item.pk, at=item.received_at)
    incident = Incident.objects.get()
    assert (incident.reported_at, incident.nature) == (item.received_at, "defect")
    assert program.get(f"{LIST}{item.pk}/").json()["incident"] == incident.key


def test_its_sender_can_follow_it(program: Program, settings: Settings) -> None:
    link = program.post(LIST, HAND_IN).json()["status_url"]
    assert link.startswith(f"{settings.BASE_URL}/t/")
    assert Client().get(link.removeprefix(settings.BASE_URL)).status_code == 200


def test_a_program_is_trusted_with_links(program: Program) -> None:
    program.post(LIST, HAND_IN | {"body": "See " + "https://shop.example " * 9})
    item = RawItem.objects.get()
    understand_item(item.pk, at=item.received_at)
    item.refresh_from_db()
    assert item.outcome == Outcome.CREATED


def test_a_retry_is_the_same_submission(program: Program) -> None:
    first, second = (program.post(LIST, HAND_IN, once="k") for _ in range(2))
    assert (first.json(), second["Idempotency-Replayed"]) == (second.json(), "true")
    assert RawItem.objects.count() == 1


def test_a_retry_after_days_is_still_the_same_submission(program: Program) -> None:
    first = program.post(LIST, HAND_IN, once="k")
    KeptAnswer.objects.all().delete()
    assert program.post(LIST, HAND_IN, once="k").json()["receipt"] == first.json()["receipt"]
    assert RawItem.objects.count() == 1


def test_other_words_under_a_key_of_old_are_a_conflict(program: Program) -> None:
    program.post(LIST, HAND_IN, once="k")
    KeptAnswer.objects.all().delete()
    answer = program.post(LIST, HAND_IN | {"body": "Something else."}, once="k")
    assert (answer.status_code, RawItem.objects.count()) == (409, 1)


def test_keys_of_two_programs_do_not_meet(program: Program, launch: Launch) -> None:
    for each in (program, Program(MembershipFactory(launch=launch))):
        assert each.post(LIST, HAND_IN, once="k").status_code == 202
    assert RawItem.objects.count() == 2


def test_a_viewer_may_hand_in_and_not_read(launch: Launch) -> None:
    viewer = Program(MembershipFactory(launch=launch, role=Role.VIEWER), scopes=(Scope.WRITE_SUBMISSIONS,))
    assert viewer.post(LIST, HAND_IN).status_code == 202
    assert viewer.get(LIST, launch="TRD").status_code == 403


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"body": ""}, {"body"}),
        ({"body": " \n"}, {"body"}),
        ({"body": "x" * 5001}, {"body"}),
        ({"body": "\0"}, {"body"}),
        ({"kind": "rant"}, {"kind"}),
        ({"sentiment": 6}, {"sentiment"}),
        ({"sentiment": "2"}, {"sentiment"}),
        ({"email": "rosa"}, {"email"}),
        ({"page": "x" * 501}, {"page"}),
        ({"trap": "", "is_signed_in": True}, {"trap", "is_signed_in"}),
    ],
)
def test_a_bad_submission_names_its_fields(program: Program, change: Any, fields: set[str]) -> None:
    answer = program.post(LIST, HAND_IN | change)
    assert (answer.status_code, errors_of(answer)) == (400, fields)
    assert not RawItem.objects.exists()


def test_only_what_happened_and_its_kind_must_be_said(program: Program) -> None:
    answer = program.post(LIST, {"launch": "TRD", "body": "Grey.", "kind": "usability"})
    assert answer.status_code == 202


def test_a_list_holds_every_door(program: Program, launch: Launch) -> None:
    submit(launch)
    program.post(LIST, HAND_IN)
    rows = program.get(LIST, launch="TRD").json()["results"]
    assert {row["channel"] for row in rows} == {Channel.FORM, Channel.API}


def test_a_row_says_what_was_said_and_what_became_of_it(program: Program, launch: Launch) -> None:
    item = submit(launch)
    [row] = program.get(LIST, launch="TRD").json()["results"]
    assert (row["id"], row["outcome"], row["incident"]) == (str(item.pk), "created", "TRD-1")
    assert (row["kind"], row["sentiment"], row["name"]) == ("bug", 2, "Rosa")


@pytest.mark.parametrize(
    ("asked", "found"), [({"outcome": "quarantined"}, 1), ({"outcome": "pending"}, 1), ({}, 3)]
)
def test_it_filters_by_outcome(program: Program, launch: Launch, asked: Any, found: int) -> None:
    submit(launch, key="a", body="First.")
    submit(launch, key="b", body="Second.", trap="x")
    receive(launch, key="c", body="Third.")
    assert len(receipts(program.get(LIST, launch="TRD", **asked))) == found


def test_it_finds_a_receipt(program: Program, launch: Launch) -> None:
    items = [receive(launch, key=key) for key in "abc"]
    assert receipts(program.get(LIST, launch="TRD", receipt=items[1].receipt)) == [items[1].receipt]


def test_it_pages_through_everything_once(program: Program, launch: Launch) -> None:
    made = [receive(launch, key=str(n), at=REPORTED_AT + timedelta(minutes=n // 2)) for n in range(53)]
    page = program.get(LIST, launch="TRD")
    rest = program.client.get(page.json()["next"], headers={"Authorization": program.bearer})
    assert sorted(receipts(page) + receipts(rest)) == sorted(item.receipt for item in made)
    assert rest.json()["next"] is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"outcome": "lost"}, "outcome"), ({"receipt": "R-1"}, "receipt"), ({"cursor": "x"}, "cursor")],
)
def test_a_bad_question_names_its_parameter(program: Program, asked: Any, field: str) -> None:
    answer = program.get(LIST, launch="TRD", **asked)
    assert (answer.status_code, errors_of(answer)) == (400, {field})


def test_a_list_costs_the_same_however_long(
    program: Program, launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        receive(launch, key=str(number))
    with django_assert_num_queries(3):  # key, membership, rows
        program.get(LIST, launch="TRD")


def test_an_item_is_released(program: Program, launch: Launch) -> None:
    item = held(launch)
    answer = program.post(f"{LIST}{item.pk}/release/")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "pending")
    assert answer.json()["released_by"]["id"] == program.member.user_id


def test_releasing_what_is_not_held_is_a_conflict(program: Program, launch: Launch) -> None:
    answer = program.post(f"{LIST}{submit(launch).pk}/release/")
    assert (answer.status_code, "not in quarantine" in answer.json()["detail"]) == (409, True)


def test_a_responder_releases_nothing(launch: Launch) -> None:
    responder = Program(MembershipFactory(launch=launch))
    assert responder.post(f"{LIST}{held(launch).pk}/release/").status_code == 403


@pytest.mark.parametrize("path", ["", "release/"])
def test_a_stranger_cannot_tell_an_item_from_none(program: Program, path: str) -> None:
    there, nowhere = receive().pk, "4f2a91c0-6f0e-4b1d-9d63-0b8a5d1c7e21"
    ask = program.post if path else program.get
    answers = [ask(f"{LIST}{item}/{path}") for item in (there, nowhere)]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].json() == answers[1].json()


def test_the_balance_is_the_pages(program: Program, launch: Launch) -> None:
    submit(launch, key="a")
    receive(launch, key="b")
    answer = program.get(f"{LIST}balance/", launch="TRD").json()
    assert (answer["received"], answer["created"], answer["pending"]) == (2, 1, 1)
    assert answer["is_even"] is balance_of(launch).is_even is True
