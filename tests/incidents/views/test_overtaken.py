"""Two people, one incident: the second is told before anything is sent, and loses no word."""

import json
from typing import Any

import pytest
from django.test import Client

from hypercare.launches.models import Membership
from incidents.actions import Actor, add_note, assign_incident, reply_to_reporter, triage_incident
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.factories.launches import MembershipFactory
from tests.incidents.views.conftest import HTMX, NOW, text_of

pytestmark = pytest.mark.django_db
RESOLVE = {"resolution": "fixed", "cause": "code", "body": "Fixed in 1.4.2."}


@pytest.fixture
def ilya(incident: Incident) -> Actor:
    """Who is faster."""
    made: Membership = MembershipFactory(launch=incident.launch, user__name="Ilya Petrov")
    return Actor.human(made.user)


@pytest.fixture
def replied(incident: Incident, ilya: Actor) -> Incident:
    """Ilya answers after the desk has read."""
    return reply_to_reporter(incident, body="It is the gateway.", actor=ilya, at=NOW)


def send(desk: Client, name: str, *, seen: Any, **said: Any) -> Any:
    """Press the button in place."""
    return desk.post(f"/incidents/TRD-1/{name}/", {**said, "seen": seen}, headers=HTMX)


def staff_said(incident: Incident) -> list[str]:
    said = incident.messages.filter(is_from_reporter=False).order_by("id")
    return list(said.values_list("body", flat=True))


def test_a_page_says_how_far_it_was_read(desk: Client, incident: Incident) -> None:
    page = text_of(desk.get("/incidents/TRD-1/reply/"))
    assert f'name="seen" value="{incident.last_seq}"' in page


def test_the_second_reply_is_warned_and_not_sent(desk: Client, incident: Incident, replied: Incident) -> None:
    answer = send(desk, "reply", seen=incident.last_seq, body="Please restart.")
    assert answer.status_code == 409
    assert staff_said(incident) == ["It is the gateway."]


def test_it_shows_what_came_between_and_keeps_every_word(
    desk: Client, incident: Incident, replied: Incident
) -> None:
    text = text_of(send(desk, "reply", seen=incident.last_seq, body="Please restart."))
    assert "Ilya Petrov replied to" in text
    assert "It is the gateway." in text
    assert "Please restart.</textarea>" in text
    assert "Send anyway" in text


def test_one_press_sends_it_anyway(desk: Client, incident: Incident, replied: Incident) -> None:
    text = text_of(send(desk, "reply", seen=incident.last_seq, body="Please restart."))
    assert f'name="seen" value="{replied.last_seq}"' in text
    assert send(desk, "reply", seen=replied.last_seq, body="Please restart.").status_code == 204
    assert staff_said(incident) == ["It is the gateway.", "Please restart."]


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("note", {"body": "Ask the vendor."}, "Ask the vendor."),
        ("resolve", RESOLVE, "Fixed in 1.4.2."),
        ("decline", {"reason": "duplicate", "body": "Known."}, "Known."),
        ("wait", {"waiting_on": "vendor"}, "Wait anyway"),
    ],
)
def test_every_form_warns(
    desk: Client, incident: Incident, replied: Incident, name: str, said: dict[str, str], kept: str
) -> None:
    answer = send(desk, name, seen=incident.last_seq, **said)
    assert (answer.status_code, kept in text_of(answer)) == (409, True)


def test_two_who_triage(desk: Client, incident: Incident, ilya: Actor) -> None:
    triage_incident(incident, actor=ilya, at=NOW, impact=Level.HIGH)
    said = {"levels": "low/low", "nature": "defect", "service": "", "affected_users": ""}
    answer = send(desk, "triage", seen=incident.last_seq, **said)
    assert "Ilya Petrov raised impact to High" in text_of(answer)


def test_taking_what_somebody_just_took_says_so(desk: Client, incident: Incident, ilya: Actor) -> None:
    taken = assign_incident(incident, assignee=_user_of(incident), team=None, actor=ilya, at=NOW)
    answer = send(desk, "take", seen=incident.last_seq)
    told = json.loads(answer["HX-Trigger"])
    assert (answer.status_code, told["overtaken"]) == (409, {"version": taken.last_seq})
    assert told["toast"]["words"] == "Ilya Petrov took it. Press again to do it all the same."


def test_without_a_script_it_is_a_page(desk: Client, incident: Incident, replied: Incident) -> None:
    answer = desk.post("/incidents/TRD-1/reply/", {"body": "Please restart.", "seen": incident.last_seq})
    assert answer.status_code == 409
    assert text_of(answer).count("It is the gateway.") == 1


def test_a_note_of_a_colleague_does_not_hold_up_a_note(desk: Client, incident: Incident, ilya: Actor) -> None:
    add_note(incident, body="Hm.", actor=ilya, at=NOW)
    assert send(desk, "note", seen=incident.last_seq, body="Same here.").status_code == 204


def test_a_mistake_does_not_count_as_having_read(desk: Client, incident: Incident, replied: Incident) -> None:
    text = text_of(send(desk, "reply", seen=incident.last_seq, body=""))
    assert f'name="seen" value="{incident.last_seq}"' in text


@pytest.mark.parametrize("seen", ["x", "-1", "1" * 10, "\N{ARABIC-INDIC DIGIT ONE}"])
def test_what_is_no_number_is_refused_by_name(desk: Client, incident: Incident, seen: str) -> None:
    answer = send(desk, "reply", seen=seen, body="Please restart.")
    assert (answer.status_code, "“Seen” is the number" in text_of(answer)) == (422, True)


def _user_of(incident: Incident) -> Any:
    return incident.launch.memberships.get(user__name="Ilya Petrov").user
