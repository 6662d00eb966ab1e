"""Whatever the desk can do, a program can do: by the same rules and actions."""

from typing import Any

import pytest

from hypercare.launches.models import Launch
from incidents.models import Incident, IncidentEvent, Message
from tests.factories.api import Program, errors_of
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory, TeamFactory

pytestmark = pytest.mark.django_db
URL = "incidents/TRD-1/"
SOON = "2026-11-04T09:00:00Z"
DECLARE = {"launch": "TRD", "title": "Orders hang", "body": "Since nine."}


def kinds(incident: Incident) -> list[str]:
    """What has happened to it."""
    return list(
        IncidentEvent.objects.filter(incident=incident).order_by("seq").values_list("kind", flat=True)
    )


@pytest.mark.parametrize(
    ("steps", "state", "last"),
    [
        ([("acknowledge", {})], "in_progress", "acknowledged"),
        ([("take", {})], "in_progress", "assigned"),
        ([("reply", {"body": "Looking."})], "in_progress", "replied"),
        ([("note", {"body": "Hm."})], "new", "noted"),
        ([("triage", {"impact": "high"})], "new", "triaged"),
        ([("override", {"priority": 1, "reason": "Month-end."})], "new", "priority_overridden"),
        ([("override", {"priority": 1, "reason": "Why."}), ("lift-override", {})], "new", "override_lifted"),
        ([("wait", {"waiting_on": "reporter"})], "waiting", "wait_started"),
        ([("wait", {"waiting_on": "vendor"}), ("end-wait", {})], "in_progress", "wait_ended"),
        ([("snooze", {"until": SOON})], "new", "snoozed"),
        ([("snooze", {"until": SOON}), ("wake", {})], "new", "woken"),
        ([("resolve", {"resolution": "fixed", "cause": "code", "body": "Done."})], "resolved", "resolved"),
        ([("decline", {"reason": "duplicate", "body": "Known."})], "declined", "declined"),
        (
            [("decline", {"reason": "duplicate", "body": "Known."}), ("reopen", {"body": "Not the same."})],
            "in_progress",
            "reopened",
        ),
        (
            [("resolve", {"resolution": "fixed", "cause": "code", "body": "Done."}), ("close", {})],
            "closed",
            "closed",
        ),
    ],
    ids=lambda given: given[-1][0] if isinstance(given, list) else "",
)
def test_every_verb_does_what_its_page_does(
    program: Program, incident: Incident, steps: list[tuple[str, Any]], state: str, last: str
) -> None:
    answers = [program.post(f"{URL}{verb}/", body) for verb, body in steps]
    assert [answer.status_code for answer in answers] == [200] * len(steps)
    assert kinds(incident)[-1] == last
    assert answers[-1].json()["state"] == state


def test_what_is_not_said_stays(program: Program, incident: Incident) -> None:
    team = TeamFactory(launch=incident.launch)
    program.post(f"{URL}take/")
    body = program.post(f"{URL}assign/", {"team": team.pk}).json()
    assert (body["assignee"]["name"], body["team"]["id"]) == ("Mara Kessler", team.pk)


def test_null_means_nobody(program: Program, incident: Incident) -> None:
    program.post(f"{URL}take/")
    assert program.post(f"{URL}assign/", {"assignee": None}).json()["assignee"] is None


def test_declaring_says_where_the_incident_is(program: Program, launch: Launch) -> None:
    service = ServiceFactory(launch=launch)
    said = {**DECLARE, "service": service.pk, "reporter_email": "rosa@desk.example"}
    answer = program.post("incidents/", said)
    assert (answer.status_code, answer["Location"]) == (201, "http://testserver/api/v1/incidents/TRD-1/")
    assert answer.json()["reporter"]["name"] == "rosa@desk.example"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"title": " \t"}, {"title"}),
        ({"title": 7}, {"title"}),
        ({"title": "x" * 201}, {"title"}),
        ({"body": "x\0"}, {"body"}),
        ({"impact": "huge"}, {"impact"}),
        ({"service": "1"}, {"service"}),
        ({"service": 10**12}, {"service"}),
        ({"service": True}, {"service"}),
        ({"reporter_email": "rosa"}, {"reporter_email"}),
        ({"reported_at": "2026-11-03T10:00:00"}, {"reported_at"}),
        ({"reported_at": "yesterday"}, {"reported_at"}),
        ({"colour": "red", "size": 3}, {"colour", "size"}),
    ],
)
def test_a_bad_declaration_names_its_fields(
    program: Program, launch: Launch, change: Any, fields: set[str]
) -> None:
    answer = program.post("incidents/", {**DECLARE, **change})
    assert (answer.status_code, errors_of(answer)) == (400, fields)
    assert not Incident.objects.exists()


def test_a_report_from_the_future_breaks_a_rule(program: Program, launch: Launch) -> None:
    answer = program.post("incidents/", {**DECLARE, "reported_at": "2030-01-01T00:00:00Z"})
    assert (answer.status_code, errors_of(answer)) == (422, {"reported_at"})


def test_declaring_in_an_unknown_launch_names_the_field(program: Program) -> None:
    answer = program.post("incidents/", {**DECLARE, "launch": "OTHER"})
    assert (answer.status_code, errors_of(answer)) == (404, {"launch"})


@pytest.mark.parametrize(
    ("verb", "body", "fields"),
    [
        ("acknowledge", {"now": True}, {"now"}),
        ("assign", {}, {"body"}),
        ("assign", {"assignee": 10**9}, {"assignee"}),
        ("assign", {"team": "5"}, {"team"}),
        ("triage", {}, {"body"}),
        ("triage", {"affected_users": -1}, {"affected_users"}),
        ("triage", {"is_service_down": "yes"}, {"is_service_down"}),
        ("override", {"priority": "1", "reason": "x"}, {"priority"}),
        ("override", {"priority": 1}, {"reason"}),
        ("reply", {}, {"body"}),
        ("note", {"body": None}, {"body"}),
        ("wait", {"waiting_on": "godot"}, {"waiting_on"}),
        ("resolve", {"resolution": "fixed"}, {"cause", "body"}),
        ("snooze", {}, {"until"}),
        ("snooze", {"until": "tomorrow"}, {"until"}),
        ("snooze", {"until": "2026-11-03T12:00:00"}, {"until"}),
        ("wake", {"by": "me"}, {"by"}),
        ("decline", {"reason": "boredom", "body": "x"}, {"reason"}),
        ("close", [], {"body"}),
    ],
)
def test_a_bad_body_names_its_fields(
    program: Program, incident: Incident, verb: str, body: Any, fields: set[str]
) -> None:
    answer = program.post(f"{URL}{verb}/", body)
    assert (answer.status_code, errors_of(answer)) == (400, fields)


@pytest.mark.parametrize("verb", ["end-wait", "close", "lift-override", "wake"])
def test_what_the_rules_forbid_is_422_with_its_sentence(
    program: Program, incident: Incident, verb: str
) -> None:
    answer = program.post(f"{URL}{verb}/")
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_snooze_into_the_past_is_refused_by_field(program: Program, incident: Incident) -> None:
    answer = program.post(f"{URL}snooze/", {"until": "2026-11-03T09:00:00Z"})
    assert (answer.status_code, errors_of(answer)) == (422, {"until"})


def test_a_service_of_another_launch_is_refused(program: Program, incident: Incident) -> None:
    answer = program.post(f"{URL}triage/", {"service": ServiceFactory().pk})
    assert (answer.status_code, errors_of(answer)) == (422, {"service"})


def test_a_person_of_another_launch_cannot_be_given_work(program: Program, incident: Incident) -> None:
    answer = program.post(f"{URL}assign/", {"assignee": MembershipFactory().user_id})
    assert (answer.status_code, errors_of(answer)) == (400, {"assignee"})


def test_an_incident_of_another_launch_is_not_found(program: Program) -> None:
    other = make_incident(LaunchFactory(key="OTH"))
    assert program.post("incidents/OTH-1/note/", {"body": "Hello."}).status_code == 404
    assert not Message.objects.filter(incident=other, body="Hello.").exists()


def test_a_version_is_a_condition(program: Program, incident: Incident) -> None:
    tag = program.get(URL)["ETag"]
    first = program.post(f"{URL}note/", {"body": "Hm."}, HTTP_IF_MATCH=tag)
    second = program.post(f"{URL}note/", {"body": "Hm, hm."}, HTTP_IF_MATCH=tag)
    assert (first.status_code, second.status_code) == (200, 412)
    assert (tag, first["ETag"]) == (f'"{incident.last_seq}"', f'"{incident.last_seq + 1}"')
    assert "If-Match" in errors_of(second)


@pytest.mark.parametrize("tag", ["17", 'W/"17"', "*", '"x"'])
def test_a_malformed_version_is_refused_by_name(program: Program, incident: Incident, tag: str) -> None:
    answer = program.post(f"{URL}acknowledge/", HTTP_IF_MATCH=tag)
    assert (answer.status_code, list(errors_of(answer))) == (400, ["If-Match"])
    assert kinds(incident)[-1] != "acknowledged"
