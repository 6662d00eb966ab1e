"""Canned replies: written by whoever leads, offered to whoever answers."""

from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.actions.canned import REPLIES_AT_MOST
from incidents.models import CannedReply, Incident
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory
from tests.incidents.views.conftest import SignIn, text_of

pytestmark = pytest.mark.django_db
REPLIES = "/queue/replies/?launch=TRD"
HELLO = "Hello {{ reporter.name }}, we look into {{ incident.key }}. {{ me.name }}"


def keep(desk: Client, name: str = "Thanks", body: str = HELLO) -> Any:
    """Save the form."""
    return desk.post(REPLIES, {"name": name, "body": body})


def offered(desk: Client, what: str = "replies") -> Any:
    """What the composer of TRD-1 offers."""
    return desk.get("/incidents/TRD-1/completions/").json()[what]


def test_it_is_offered_with_its_placeholders_filled_in(desk: Client, launch: Launch) -> None:
    make_incident(launch, reporter=ReporterFactory(launch=launch, name="Rosa Diaz"))
    keep(desk)
    assert offered(desk) == [{"name": "Thanks", "words": "Hello Rosa Diaz, we look into TRD-1. Mara Kessler"}]


def test_the_same_saved_twice_is_one(desk: Client, launch: Launch) -> None:
    assert [keep(desk).status_code for _ in range(2)] == [302, 302]
    assert CannedReply.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "body", "problem"),
    [
        ("", "x", "Give it a name."),
        ("x" * 61, "x", "at most 60 characters"),
        ("Thanks", "", "Write the reply."),
        ("Thanks", "x" * 4001, "at most 4000 characters"),
        ("Thanks", "{{ reporter.mail }}", "There is no placeholder “reporter.mail”."),
        ("known", "x", "There is a canned reply called “Known” already."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    desk: Client, launch: Launch, name: str, body: str, problem: str
) -> None:
    CannedReply.objects.create(launch=launch, name="Known", body="y")
    answer = keep(desk, name, body)
    assert (answer.status_code, problem in text_of(answer)) == (422, True)
    assert CannedReply.objects.count() == 1


def test_it_is_changed_and_deleted(desk: Client, launch: Launch) -> None:
    keep(desk)
    reply = CannedReply.objects.get()
    desk.post(f"/queue/replies/{reply.pk}/?launch=TRD", {"name": "Thank you", "body": "x"})
    assert CannedReply.objects.get().name == "Thank you"
    desk.post(f"/queue/replies/{reply.pk}/delete/?launch=TRD")
    assert not CannedReply.objects.exists()


def test_there_are_not_too_many(desk: Client, launch: Launch) -> None:
    many = [CannedReply(launch=launch, name=f"No {n}", body="x") for n in range(REPLIES_AT_MOST)]
    CannedReply.objects.bulk_create(many)
    assert "at most 100 canned replies" in text_of(keep(desk))


def test_those_of_another_launch_are_not_there(desk: Client, incident: Incident) -> None:
    theirs = CannedReply.objects.create(launch=LaunchFactory(), name="Theirs", body="x")
    assert offered(desk) == []
    assert desk.get(f"/queue/replies/{theirs.pk}/?launch=TRD").status_code == 404


def test_people_who_read_notes_are_offered(desk: Client, incident: Incident, sign_in: SignIn) -> None:
    for name, role in (("Ilya Petrov", Role.RESPONDER), ("Vera Okafor", Role.VIEWER)):
        MembershipFactory(launch=incident.launch, user__name=name, role=role)
    assert offered(desk, "people") == [{"name": "Ilya Petrov", "words": "@Ilya Petrov "}]
