"""Each thing a person can do: done, done wrongly, and done twice."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hypercare.launches.models import Membership
from incidents.actions import Actor, resolve_incident
from incidents.domain.history import Cause, Nature, Resolution
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from incidents.models.timeline import Visibility
from tests.factories.launches import MembershipFactory, ServiceFactory, TeamFactory
from tests.incidents.views.conftest import HTMX, NOW, text_of

pytestmark = pytest.mark.django_db
TRIAGE = {"levels": "medium/medium", "nature": "defect", "service": "", "affected_users": ""}
RESOLVE = {"resolution": "fixed", "cause": "code", "body": "Fixed in 1.4.2."}


def post(desk: Client, name: str, **said: Any) -> Any:
    """Send a form of TRD-1 the way a browser without a script does."""
    return desk.post(f"/incidents/TRD-1/{name}/", said)


def now_in(incident: Incident) -> Incident:
    """The row as it is stored now."""
    return Incident.objects.get(pk=incident.pk)


def last_kind(incident: Incident) -> str:
    return incident.events.latest("seq").kind


def resolved(incident: Incident, mara: Membership) -> None:
    cause, how, actor = Cause.CODE, Resolution.FIXED, Actor.human(mara.user)
    resolve_incident(incident, cause=cause, resolution=how, body="Done.", actor=actor, at=NOW)


def test_acknowledge(desk: Client, incident: Incident) -> None:
    assert post(desk, "acknowledge")["Location"] == "/incidents/TRD-1/"
    assert (now_in(incident).state, now_in(incident).acknowledged_at) == (State.IN_PROGRESS, NOW)


def test_take_keeps_the_team(desk: Client, incident: Incident, mara: Membership) -> None:
    team = TeamFactory(launch=incident.launch)
    post(desk, "assign", assignee="", team=team.pk)
    post(desk, "take")
    assert (now_in(incident).assignee, now_in(incident).team) == (mara.user, team)


def test_assign_to_a_person_and_to_nobody(desk: Client, incident: Incident) -> None:
    ilya = MembershipFactory(launch=incident.launch).user
    post(desk, "assign", assignee=ilya.pk, team="")
    assert now_in(incident).assignee == ilya
    post(desk, "assign", assignee="", team="")
    assert now_in(incident).assignee is None


def test_triage(desk: Client, incident: Incident) -> None:
    service = ServiceFactory(launch=incident.launch)
    said = {"levels": "high/low", "nature": "data", "service": service.pk, "affected_users": "12"}
    post(desk, "triage", **said, is_service_down="on")
    row = now_in(incident)
    assert (row.impact, row.urgency, row.nature) == (Level.HIGH, Level.LOW, Nature.DATA)
    assert (row.service, row.affected_users, row.is_service_down) == (service, 12, True)


def test_triage_that_changes_nothing_writes_nothing(desk: Client, incident: Incident) -> None:
    assert post(desk, "triage", **TRIAGE).status_code == 302
    assert now_in(incident).last_seq == incident.last_seq


def test_override_and_lift(desk: Client, incident: Incident) -> None:
    post(desk, "override", priority="1", reason="The board is watching.")
    assert now_in(incident).override == Priority.P1
    assert incident.messages.latest("id").visibility == Visibility.INTERNAL
    post(desk, "lift-override")
    assert now_in(incident).override is None


def test_reply_is_public_and_note_is_not(desk: Client, incident: Incident) -> None:
    post(desk, "reply", body="We are on it.")
    post(desk, "note", body="Gateway again.")
    said = incident.messages.order_by("id").values_list("body", "visibility")
    assert list(said)[-2:] == [("We are on it.", "public"), ("Gateway again.", "internal")]
    assert now_in(incident).first_response_at == NOW


def test_wait_and_go_on(desk: Client, incident: Incident) -> None:
    post(desk, "wait", waiting_on="vendor")
    assert now_in(incident).waiting_on == WaitingOn.VENDOR
    post(desk, "end-wait")
    assert now_in(incident).state == State.IN_PROGRESS


def test_resolve_close_reopen(desk: Client, incident: Incident) -> None:
    post(desk, "resolve", **RESOLVE)
    assert (now_in(incident).state, now_in(incident).resolution) == (State.RESOLVED, "fixed")
    post(desk, "close")
    assert now_in(incident).state == State.CLOSED
    post(desk, "reopen", body="It came back.")
    assert now_in(incident).state == State.IN_PROGRESS


@pytest.mark.parametrize(
    ("said", "hours"),
    [({"choice": "hour"}, 1.0), ({"choice": "given", "until": "2026-11-03T15:00"}, 5.5)],
)
def test_snooze_and_wake(desk: Client, incident: Incident, said: dict[str, str], hours: float) -> None:
    post(desk, "snooze", **said)
    assert now_in(incident).snoozed_until == NOW + timedelta(hours=hours)
    post(desk, "wake")
    assert now_in(incident).snoozed_until is None


def test_the_snooze_form_says_when_each_choice_is(desk: Client, incident: Incident) -> None:
    page = text_of(desk.get("/incidents/TRD-1/snooze/"))
    assert "tomorrow 08:00" in page
    assert "Its clocks run on" in page


def test_decline(desk: Client, incident: Incident) -> None:
    post(desk, "decline", reason="out_of_scope", body="Ask the travel desk.")
    assert now_in(incident).decline_reason == "out_of_scope"


BAD = [
    ("assign", {"assignee": "999999", "team": ""}, "Select a valid choice"),
    ("assign", {"assignee": "me", "team": "x"}, "Select a valid choice"),
    ("triage", {**TRIAGE, "levels": "huge/now"}, "Select a valid choice"),
    ("triage", {**TRIAGE, "affected_users": "-1"}, "greater than or equal to 0"),
    ("triage", {**TRIAGE, "affected_users": "9" * 30}, "less than or equal to"),
    ("triage", {**TRIAGE, "service": "999999"}, "Select a valid choice"),
    ("triage", {}, "Fill in “"),
    ("override", {"priority": "1", "reason": "  "}, "Fill in “"),
    ("override", {"priority": "9", "reason": "x"}, "Select a valid choice"),
    ("reply", {"body": ""}, "Fill in “"),
    ("reply", {"body": "x" * 20_001}, "at most 20000 characters"),
    ("note", {"body": "nul \x00 byte"}, "Null characters are not allowed"),
    ("wait", {}, "Fill in “"),
    ("wait", {"waiting_on": "godot"}, "Select a valid choice"),
    ("resolve", {**RESOLVE, "body": ""}, "Fill in “"),
    ("resolve", {**RESOLVE, "cause": "gremlins"}, "Select a valid choice"),
    ("reopen", {"body": "Why not"}, "It is open already."),
    ("decline", {"reason": "", "body": "No."}, "Fill in “"),
    ("snooze", {}, "Fill in “"),
    ("snooze", {"choice": "never"}, "Select a valid choice"),
    ("snooze", {"choice": "given"}, "Say until when."),
    ("snooze", {"choice": "given", "until": "soon"}, "Enter a valid date/time"),
    ("snooze", {"choice": "given", "until": "2026-11-03T08:00"}, "in the future"),
    ("snooze", {"choice": "given", "until": "2026-12-20T08:00"}, "at most 30 days"),
]


@pytest.mark.parametrize(("name", "said", "problem"), BAD)
def test_bad_input_gets_a_sentence_and_changes_nothing(
    desk: Client, incident: Incident, name: str, said: dict[str, Any], problem: str
) -> None:
    response = post(desk, name, **said)
    assert response.status_code == 422
    assert problem in text_of(response)
    assert (now_in(incident).last_seq, incident.messages.count()) == (incident.last_seq, 1)


@pytest.mark.parametrize(("name", "said", "problem"), BAD)
def test_the_same_in_place(
    desk: Client, incident: Incident, name: str, said: dict[str, Any], problem: str
) -> None:
    response = desk.post(f"/incidents/TRD-1/{name}/", said, headers=HTMX)
    assert response.status_code == 422
    assert problem in text_of(response)
    assert "<html" not in text_of(response)


def test_what_was_typed_survives_a_mistake(desk: Client, incident: Incident) -> None:
    response = post(desk, "resolve", **{**RESOLVE, "cause": ""})
    assert "Fixed in 1.4.2." in text_of(response)


@pytest.mark.parametrize(
    ("name", "said"),
    [("close", {}), ("end-wait", {}), ("lift-override", {})],
)
def test_what_the_lifecycle_forbids_is_refused(
    desk: Client, incident: Incident, name: str, said: dict[str, str]
) -> None:
    response = post(desk, name, **said)
    assert response.status_code == 422
    assert now_in(incident).last_seq == incident.last_seq


def test_resolving_what_is_closed_is_refused(desk: Client, incident: Incident, mara: Membership) -> None:
    resolved(incident, mara)
    response = post(desk, "resolve", **RESOLVE)
    assert response.status_code == 422
    assert "cannot become Resolved" in text_of(response)


def test_a_second_acknowledgement_is_told_why(desk: Client, incident: Incident) -> None:
    post(desk, "acknowledge")
    response = desk.post("/incidents/TRD-1/acknowledge/", headers=HTMX)
    events = json.loads(response["HX-Trigger"])
    assert (response.status_code, response["HX-Reswap"]) == (422, "none")
    assert events["toast"] == {"words": "It has been acknowledged already.", "stays": True}


def test_a_write_makes_the_panels_refetch(desk: Client, incident: Incident) -> None:
    response = desk.post("/incidents/TRD-1/take/", headers=HTMX)
    events = json.loads(response["HX-Trigger"])
    assert response.status_code == 204
    assert events.pop("acted")["once"]
    assert events == {
        "launch-changed": {},
        "toast": {"words": "TRD-1: assigned to you"},
    }


def test_a_person_of_another_launch_is_not_offered(desk: Client, incident: Incident) -> None:
    stranger = MembershipFactory(user__name="Stranger Danger")
    assert "Stranger Danger" not in text_of(desk.get("/incidents/TRD-1/assign/"))
    assert post(desk, "assign", assignee=stranger.user.pk, team="").status_code == 422


def test_a_service_of_another_launch_is_not_accepted(desk: Client, incident: Incident) -> None:
    theirs = ServiceFactory()
    assert post(desk, "triage", **{**TRIAGE, "service": theirs.pk}).status_code == 422


@pytest.mark.parametrize(
    "name",
    ["assign", "triage", "override", "wait", "resolve", "reopen", "decline", "reply", "note", "snooze"],
)
def test_a_form_is_a_page_of_its_own_and_a_fragment(desk: Client, incident: Incident, name: str) -> None:
    whole, part = desk.get(f"/incidents/TRD-1/{name}/"), desk.get(f"/incidents/TRD-1/{name}/", headers=HTMX)
    assert "<html" in text_of(whole)
    assert "<html" not in text_of(part)
    assert "<form" in text_of(part)


def test_the_triage_form_knows_what_is_set(desk: Client, incident: Incident) -> None:
    chosen = next(
        part for part in text_of(desk.get("/incidents/TRD-1/triage/")).split("<input") if " checked" in part
    )
    assert 'value="medium/medium"' in chosen


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("acknowledge", {}, True),
        ("decline", {"reason": "out_of_scope", "body": "Ask the travel desk."}, True),
        ("snooze", {"choice": "hour"}, True),
        ("reply", {"body": "We are on it."}, True),
        ("triage", TRIAGE, False),
        ("note", {"body": "Hm."}, False),
    ],
)
def test_an_answer_says_what_left_the_inbox(
    desk: Client, incident: Incident, name: str, said: dict[str, str], *, left: bool
) -> None:
    response = desk.post(f"/incidents/TRD-1/{name}/", said, headers=HTMX)
    acted = json.loads(response["HX-Trigger"])["acted"]
    assert (acted["key"], acted["left"]) == ("TRD-1", left)


def test_the_keys_of_the_inbox_are_told_there_only(desk: Client, incident: Incident) -> None:
    assert "data-row-act" in text_of(desk.get("/queue/?state=new"))
    assert "data-row-act" not in text_of(desk.get("/queue/"))


def test_an_empty_inbox_says_so(desk: Client, mara: Membership) -> None:
    assert "The inbox is empty" in text_of(desk.get("/queue/?state=new"))
