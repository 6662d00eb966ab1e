"""What others find of a restricted incident: that it is there, and nothing of what it is about."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.test import Client

from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from incidents.actions import Actor, restrict_incident
from incidents.queries.likeness import look_alikes_of
from tests.factories.api import Program
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory

pytestmark = pytest.mark.django_db
LATER = REPORTED_AT + timedelta(minutes=5)


@pytest.fixture
def launch() -> Launch:
    """TRD with TRD-1, restricted, and TRD-2."""
    cache.clear()
    launch: Launch = LaunchFactory(key="TRD")
    routing = ServiceFactory(launch=launch, name="Routing")
    first = make_incident(launch, title="Passwords in the log file", service=routing)
    make_incident(launch, title="Passwords are asked twice", service=routing)
    mara = MembershipFactory(launch=launch, user__email="mara@bank.example").user
    restrict_incident(first, readers=[], actor=Actor.human(mara), at=LATER)
    return launch


def mara_of(launch: Launch) -> User:
    """Who is named."""
    return launch.memberships.get(user__email="mara@bank.example").user


def browser(launch: Launch, *, is_named: bool) -> Client:
    client = Client()
    client.force_login(mara_of(launch) if is_named else MembershipFactory(launch=launch).user)
    return client


@pytest.mark.parametrize("asked", ["q=passwords", "q=service:routing", "q=nature:defect"])
def test_a_question_about_content_finds_it_for_the_named_alone(launch: Launch, asked: str) -> None:
    for is_named in (True, False):
        page = browser(launch, is_named=is_named).get(f"/queue/?launch=TRD&{asked}").content.decode()
        assert ("row-TRD-1" in page) is is_named
        assert "row-TRD-2" in page


@pytest.mark.parametrize("asked", ["", "state=open", "priority=3", "q=is:open", "q=priority:P3"])
def test_a_question_about_its_state_shows_that_it_is_there(launch: Launch, asked: str) -> None:
    page = browser(launch, is_named=False).get(f"/queue/?launch=TRD&{asked}").content.decode()
    assert "row-TRD-1" in page
    assert "log file" not in page


def test_a_file_holds_its_line_without_its_words(launch: Launch) -> None:
    answer = browser(launch, is_named=False).get("/queue/incidents.csv?launch=TRD&sort=oldest")
    written = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(StringIO(written)))
    assert [(row["Key"], row["Title"], row["Service"]) for row in rows] == [
        ("TRD-1", "Restricted", ""),
        ("TRD-2", "Passwords are asked twice", "Routing"),
    ]


def test_a_program_reads_that_it_is_restricted(launch: Launch) -> None:
    program = Program(MembershipFactory(launch=launch))
    rows = program.get("incidents/", launch="TRD", sort="oldest").json()["results"]
    told = [(row["title"], row["is_restricted"], row["nature"]) for row in rows]
    assert told == [("Restricted", True, None), ("Passwords are asked twice", False, "defect")]
    assert program.get("incidents/TRD-1/").status_code == 403


def test_it_looks_like_nothing_to_others(launch: Launch) -> None:
    second = launch.incidents.select_related("launch").get(number=2)
    assert look_alikes_of(second, limit=5, user_id=MembershipFactory(launch=launch).user.pk) == []
    found = look_alikes_of(second, limit=5, user_id=mara_of(launch).pk)
    assert [each.key for each in found] == ["TRD-1"]


def test_it_is_left_out_of_an_act_on_many(launch: Launch) -> None:
    said = {"keys": "TRD-1,TRD-2", "step": "apply", "once": "k"}
    answer = browser(launch, is_named=False).post("/queue/bulk/take/?launch=TRD", said)
    assert answer.status_code == 422
    assert "TRD-1 is restricted to others" in answer.content.decode()
