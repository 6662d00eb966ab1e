"""A program reads what the desk shows."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.actions import Actor, acknowledge_incident, add_note, assign_incident, undo_act
from incidents.models import Incident
from incidents.queries.paging import PAGE_SIZE
from tests.factories.api import Program, errors_of
from tests.factories.incidents import make_incident
from tests.factories.launches import MembershipFactory, ReporterFactory, ServiceFactory
from tests.incidents.api.conftest import NOW

pytestmark = pytest.mark.django_db
LIST = "incidents/"


def keys(response: Any) -> list[str]:
    """The incidents of a page."""
    assert response.status_code == 200, response.content
    return [each["key"] for each in response.json()["results"]]


def test_a_row_says_what_it_is(program: Program, launch: Launch) -> None:
    service = ServiceFactory(launch=launch, name="Order routing")
    make_incident(launch, service=service)
    [row] = program.get(LIST, launch="TRD").json()["results"]
    assert (row["key"], row["state"], row["priority"], row["clock"]) == ("TRD-1", "new", 3, "running")
    assert row["service"] == {"id": service.pk, "name": "Order routing"}


def test_it_pages_through_everything_once(program: Program, launch: Launch) -> None:
    made = [make_incident(launch).key for _ in range(PAGE_SIZE + 3)]
    page = program.get(LIST, launch="TRD", sort="oldest")
    rest = program.client.get(page.json()["next"], headers={"Authorization": program.bearer})
    assert keys(page) + keys(rest) == made
    assert rest.json()["next"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["TRD-1", "TRD-2"]),
        ({"state": "new"}, ["TRD-1"]),
        ({"assignee": "me"}, ["TRD-2"]),
        ({"assignee": "none"}, ["TRD-1"]),
        ({"priority": "1"}, []),
        ({"q": "settlement"}, ["TRD-2"]),
        ({"clock": "running"}, ["TRD-1", "TRD-2"]),
    ],
)
def test_it_filters_as_the_desk(program: Program, launch: Launch, query: Any, found: list[str]) -> None:
    make_incident(launch)
    other = make_incident(launch, title="Settlement is late")
    me = program.member.user
    assign_incident(other, assignee=me, team=None, actor=Actor.human(me), at=NOW)
    Incident.objects.filter(pk=other.pk).update(state="in_progress")
    assert sorted(keys(program.get(LIST, launch="TRD", **query))) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "launch"),
        ({"launch": ""}, "launch"),
        ({"launch": "TRD", "state": "asleep"}, "state"),
        ({"launch": "TRD", "priority": "5"}, "priority"),
        ({"launch": "TRD", "assignee": "0"}, "assignee"),
        ({"launch": "TRD", "service": "99999999999999999999"}, "service"),
        ({"launch": "TRD", "cursor": "x"}, "cursor"),
        ({"launch": "TRD", "cursor": "\0"}, "cursor"),
        ({"launch": "TRD", "q": "\0"}, "q"),
        ({"launch": "TRD", "color": "red"}, "color"),
        ({"launch": "TRD", "format": "html"}, "format"),
        ({"launch": "TRD", "after": "x"}, "after"),
    ],
)
def test_a_bad_question_names_its_parameter(program: Program, query: Any, field: str) -> None:
    response = program.get(LIST, **query)
    assert (response.status_code, errors_of(response)) == (400, {field})


@pytest.mark.parametrize("key", ["NOPE", "trd", "T" * 40, "\0"])
def test_an_unknown_launch_is_not_found_by_name(program: Program, key: str) -> None:
    response = program.get(LIST, launch=key)
    assert (response.status_code, errors_of(response)) == (404, {"launch"})


def test_a_list_costs_the_same_however_long(
    program: Program, launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        make_incident(launch, reporter=ReporterFactory(launch=launch), service=ServiceFactory(launch=launch))
    with django_assert_num_queries(4):  # key, membership, names, rows
        program.get(LIST, launch="TRD")


def test_an_incident_says_what_may_be_done_next(program: Program, incident: Incident) -> None:
    body = program.get("incidents/TRD-1/").json()
    steps = ["acknowledge", "decline", "find_cause", "reply", "resolve", "snooze", "take", "tie", "wait"]
    assert body["possible_steps"] == steps
    assert [clock["kind"] for clock in body["clocks"]] == ["resolution", "response"]


@pytest.mark.parametrize("key", ["TRD-2", "TRD-0", "trd-1", "TRD", "TRD-1\0", "OTH-1"])
def test_an_unknown_incident_is_not_found(program: Program, incident: Incident, key: str) -> None:
    response = program.get(f"incidents/{key}/".replace("\0", "%00"))
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_an_undone_event_names_its_undo(program: Program, incident: Incident) -> None:
    actor, at = Actor.human(program.member.user, act="bulk:1"), NOW
    acknowledge_incident(incident, actor=actor, at=at)
    undo_act(incident, act="bulk:1", actor=actor, at=at)
    events = program.get("incidents/TRD-1/events/").json()["results"]
    assert [(event["kind"], event["undone_by"]) for event in events[2:]] == [
        ("acknowledged", 4),
        ("undone", None),
    ]


def test_its_events_come_in_order(program: Program, incident: Incident) -> None:
    program.post("incidents/TRD-1/acknowledge/")
    events = program.get("incidents/TRD-1/events/").json()["results"]
    assert [event["kind"] for event in events] == ["declared", "priority_set", "acknowledged"]
    assert events[2]["actor"]["name"] == "Mara Kessler"


def test_its_conversation_can_be_asked_for_without_notes(program: Program, incident: Incident) -> None:
    add_note(incident, body="Between us.", actor=Actor.human(program.member.user), at=NOW)
    both = program.get("incidents/TRD-1/messages/").json()["results"]
    public = program.get("incidents/TRD-1/messages/", visibility="public").json()["results"]
    assert [each["body"] for each in both] == ["I pressed Buy twice.", "Between us."]
    assert [each["body"] for each in public] == ["I pressed Buy twice."]


def test_a_conversation_of_many_people_costs_the_same(
    program: Program, incident: Incident, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        member = MembershipFactory(launch=incident.launch)
        add_note(incident, body="Seen.", actor=Actor.human(member.user), at=NOW)
    with django_assert_num_queries(5):  # key, membership, incident, messages, pictures
        program.get("incidents/TRD-1/messages/")


def test_a_viewer_reads_no_incident(launch: Launch, incident: Incident) -> None:
    viewer = Program(MembershipFactory(launch=launch, role=Role.VIEWER))
    assert viewer.get("incidents/TRD-1/").status_code == 403
