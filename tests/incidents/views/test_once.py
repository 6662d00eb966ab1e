"""Send, pressed again after a lost answer."""

from typing import Any

import pytest
from django.test import Client

from hypercare.api.models import KeptAnswer
from hypercare.launches.models import Launch
from incidents.models import Incident
from tests.incidents.views.conftest import HTMX, text_of

pytestmark = pytest.mark.django_db
REPORT = {"title": "Screen is black", "body": "Since nine.", "nature": "defect", "levels": "medium/medium"}
KINDS = pytest.mark.parametrize("kind", ["reply", "note"])


def say(desk: Client, kind: str, body: str, *, once: str = "key-1") -> Any:
    """Send words of a form with this key."""
    return desk.post(f"/incidents/TRD-1/{kind}/", {"body": body, "once": once}, headers=HTMX)


def words(incident: Incident) -> list[str]:
    """All that staff said."""
    said = incident.messages.filter(is_from_reporter=False).order_by("id")
    return list(said.values_list("body", flat=True))


@KINDS
def test_the_same_words_of_one_form_are_said_once(desk: Client, incident: Incident, kind: str) -> None:
    answers = [say(desk, kind, "We are on it.").status_code for _ in range(2)]
    assert (answers, words(incident)) == ([204, 204], ["We are on it."])


@KINDS
def test_other_words_of_one_form_are_said_too(desk: Client, incident: Incident, kind: str) -> None:
    say(desk, kind, "We are on it.")
    say(desk, kind, "We found it.")
    assert words(incident) == ["We are on it.", "We found it."]


def test_the_same_words_of_a_new_form_are_said_again(desk: Client, incident: Incident) -> None:
    say(desk, "reply", "Thank you.", once="key-1")
    say(desk, "reply", "Thank you.", once="key-2")
    assert words(incident) == ["Thank you.", "Thank you."]


def test_the_same_words_to_two_sides_are_two_acts(desk: Client, incident: Incident) -> None:
    say(desk, "reply", "It is the gateway.")
    say(desk, "note", "It is the gateway.")
    assert len(words(incident)) == 2


def test_what_was_refused_keeps_no_key(desk: Client, incident: Incident) -> None:
    assert say(desk, "reply", "").status_code == 422
    assert not KeptAnswer.objects.exists()


@KINDS
def test_each_page_carries_a_new_key(desk: Client, incident: Incident, kind: str) -> None:
    first, second = (text_of(desk.get(f"/incidents/TRD-1/{kind}/")) for _ in range(2))
    assert first.count('name="once"') == second.count('name="once"') == 1
    assert first != second


def test_a_phone_report_sent_twice_is_one_incident(desk: Client, launch: Launch) -> None:
    twice = [desk.post("/incidents/new/?launch=TRD", {**REPORT, "once": "key-1"}) for _ in range(2)]
    assert {answer["Location"] for answer in twice} == {"/incidents/TRD-1/"}
    assert Incident.objects.count() == 1
