"""Bundles for programs: tied, untied and answered by the desk's rules."""

from typing import Any

import pytest

from hypercare.launches.models import Launch
from incidents.models import Incident, Message
from tests.factories.api import Program, errors_of
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, ReporterFactory

pytestmark = pytest.mark.django_db
URL = "incidents/TRD-2/"


@pytest.fixture(autouse=True)
def two(launch: Launch) -> list[Incident]:
    """TRD-1 and TRD-2, each by somebody else."""
    names = ("Rosa Diaz", "Jonas Weber")
    return [make_incident(launch, reporter=ReporterFactory(launch=launch, name=name)) for name in names]


def tie(program: Program, parent: Any = "TRD-1", **more: Any) -> Any:
    return program.post(f"{URL}tie/", {"parent": parent}, **more)


def test_a_report_names_its_parent_and_a_parent_counts_its_reports(program: Program) -> None:
    body = tie(program).json()
    assert (body["parent"], body["joined_count"], body["state"]) == ("TRD-1", 0, "in_progress")
    assert "untie" in body["possible_steps"]
    assert program.get("incidents/TRD-1/").json()["joined_count"] == 1


def test_it_is_untied(program: Program) -> None:
    tie(program)
    assert program.post(f"{URL}untie/").json()["parent"] is None


def test_the_same_key_ties_once(program: Program, two: list[Incident]) -> None:
    assert tie(program, once="k").json() == tie(program, once="k").json()
    assert two[1].events.filter(kind="tied").count() == 1


@pytest.mark.parametrize(
    ("parent", "status"),
    [("TRD-9", 400), ("OTH-1", 400), ("seven", 400), (1, 400), (None, 400), ("TRD-2", 422)],
)
def test_what_is_no_parent_is_refused_by_field(program: Program, parent: Any, status: int) -> None:
    make_incident(LaunchFactory(key="OTH"))
    answer = tie(program, parent)
    assert (answer.status_code, errors_of(answer)) == (status, {"parent"})


def test_the_queue_finds_a_bundle(program: Program) -> None:
    tie(program)
    found = program.get("incidents/", launch="TRD", q="parent:TRD-1").json()["results"]
    assert [each["key"] for each in found] == ["TRD-2"]


def test_all_are_answered_by_name(program: Program) -> None:
    tie(program)
    answer = program.post("incidents/TRD-1/reply-to-all/", {"body": "Fixed."})
    assert answer.status_code == 200
    said = Message.objects.filter(is_from_reporter=False).order_by("incident")
    assert [each.body for each in said] == ["Hello Rosa Diaz,\n\nFixed.", "Hello Jonas Weber,\n\nFixed."]
    assert all(each.is_held for each in said)


def test_what_nothing_joined_is_not_answered_as_a_bundle(program: Program) -> None:
    answer = program.post(f"{URL}reply-to-all/", {"body": "Fixed."})
    assert (answer.status_code, errors_of(answer)) == (422, {"key"})
