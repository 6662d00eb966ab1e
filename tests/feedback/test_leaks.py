"""An internal word tries every way out, and finds none."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feedback.tokens import token_for_incident, token_for_item, token_for_survey
from hypercare.accounts.roles import Role
from hypercare.intake.models import RawItem
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import (
    add_note,
    override_priority,
    reopen_incident,
    reply_to_reporter,
    start_wait,
)
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority
from incidents.models import Incident, IncidentEvent
from tests.factories.feedback import incident_of, reply_to, resolve, staff_of, submit, tell_all
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db
CANARY = "canary-7f3a"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def incident() -> Incident:
    """One with an internal word in every place that takes one, solved in the end."""
    incident = incident_of(submit())
    actor, at = staff_of(incident), REPORTED_AT + MINUTE
    add_note(incident, body=CANARY, actor=actor, at=at)
    override_priority(incident, priority=Priority.P1, reason=CANARY, actor=actor, at=at)
    reply_to_reporter(incident, body="Hello.", actor=actor, at=at)
    start_wait(incident, waiting_on=WaitingOn.EVIDENCE, actor=actor, at=at + 60 * MINUTE)
    resolve(incident, at=at + 61 * MINUTE)
    reopen_incident(incident, body=CANARY, actor=actor, at=at + 62 * MINUTE)
    resolve(incident, at=at + 63 * MINUTE)
    reply_to(incident)
    tell_all(incident)
    return Incident.objects.get(pk=incident.pk)


def test_no_letter_carries_it(incident: Incident) -> None:
    letters = OutgoingMessage.objects.all()
    assert letters.count() == 5
    assert not any(CANARY in each.subject + each.body for each in letters)


def test_no_page_of_a_reporter_carries_it(incident: Incident) -> None:
    item = RawItem.objects.get(result_key=incident.key)
    survey = incident.surveys.latest("resolution_seq")
    pages = [
        reverse("feedback:form", args=[incident.launch.form_key]),
        reverse("feedback:receipt", args=[incident.launch.form_key, token_for_item(item)]),
        reverse("feedback:status", args=[token_for_item(item)]),
        reverse("feedback:status", args=[token_for_incident(incident)]),
        reverse("feedback:survey", args=[token_for_survey(survey)]),
    ]
    answers = [Client().get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {200}
    assert not any(CANARY in answer.content.decode() for answer in answers)


def test_no_answer_to_a_bad_reply_carries_it(incident: Incident) -> None:
    url = reverse("feedback:reply", args=[token_for_incident(incident)])
    response = Client().post(url, {"body": ""})
    assert response.status_code == 422
    assert CANARY not in response.content.decode()


def test_the_ledger_does_not_carry_it_for_anybody(incident: Incident, client: Client) -> None:
    client.force_login(MembershipFactory(launch=incident.launch, role=Role.RESPONDER).user)
    response = client.get(reverse("intake:ledger"), {"launch": incident.launch.key})
    assert response.status_code == 200
    assert CANARY not in response.content.decode()


def test_a_viewer_gets_neither_ledger_nor_words(incident: Incident, client: Client) -> None:
    client.force_login(MembershipFactory(launch=incident.launch, role=Role.VIEWER).user)
    response = client.get(reverse("intake:ledger"), {"launch": incident.launch.key})
    assert response.status_code == 403
    assert "Orders appear" not in response.content.decode()


def test_an_event_pointing_at_a_note_still_mails_nothing_of_it(incident: Incident) -> None:
    note = incident.messages.filter(body=CANARY)[0]
    OutgoingMessage.objects.all().delete()
    IncidentEvent.objects.filter(incident=incident, kind="replied").update(payload={"message_id": note.pk})
    tell_all(incident)
    assert not any(CANARY in each.body for each in OutgoingMessage.objects.all())
