"""A phone report."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from hypercare.launches.models import Launch, Membership, Reporter
from incidents.domain.history import ActorKind
from incidents.models import Incident
from tests.factories.launches import ServiceFactory
from tests.incidents.views.conftest import NOW, text_of

pytestmark = pytest.mark.django_db
LEAST = {"title": "Screen is black", "body": "Since nine.", "nature": "defect", "levels": "medium/medium"}


def declare(desk: Client, **said: Any) -> Any:
    """Send the fewest words that pass, plus `said`."""
    return desk.post("/incidents/new/?launch=TRD", {**LEAST, **said})


def test_a_report_becomes_an_incident_and_leads_to_it(desk: Client, launch: Launch, mara: Membership) -> None:
    assert declare(desk)["Location"] == "/incidents/TRD-1/"
    incident = Incident.objects.get()
    assert (incident.title, incident.reported_at, incident.declared_at) == ("Screen is black", NOW, NOW)
    opening = incident.events.get()
    assert (opening.actor, opening.actor_kind) == (mara.user, ActorKind.HUMAN)


def test_everything_said_is_kept(desk: Client, launch: Launch) -> None:
    service = ServiceFactory(launch=launch)
    caller = {"reporter_name": "Jonas", "reporter_email": "J@desk.example", "reporter_site": "Frankfurt"}
    declare(desk, **caller, service=service.pk, levels="high/low", nature="access")
    incident = Incident.objects.get()
    assert (incident.service, incident.impact, incident.urgency) == (service, "high", "low")
    assert incident.reporter is not None
    assert (incident.reporter.email, str(incident.reporter.site)) == ("j@desk.example", "Frankfurt")
    assert incident.messages.get().is_from_reporter


def test_a_known_caller_is_not_added_twice(desk: Client, launch: Launch) -> None:
    for _ in range(2):
        declare(desk, reporter_email="j@desk.example")
    assert Reporter.objects.count() == 1


def test_it_may_have_been_reported_earlier_in_local_time(desk: Client, launch: Launch) -> None:
    Launch.objects.update(time_zone="Europe/Berlin")
    declare(desk, reported_at="2026-11-03T09:15")
    assert Incident.objects.get().reported_at == datetime(2026, 11, 3, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"reported_at": "2030-01-01T09:00"}, "cannot have been reported in the future"),
        ({"reported_at": "2026-02-30T09:00"}, "Enter a valid date/time"),
        ({"reported_at": "yesterday"}, "Enter a valid date/time"),
        ({"reported_at": "2026-03-29T02:30"}, "be interpreted in time zone Europe/Berlin"),
        ({"title": ""}, "Fill in “"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
        ({"body": "  "}, "Fill in “"),
        ({"reporter_email": "nobody"}, "Enter a valid email address"),
        ({"reporter_name": "x" * 121}, "at most 120 characters"),
        ({"service": "999999"}, "Select a valid choice"),
        ({"levels": "high"}, "Select a valid choice"),
        ({"nature": "weather"}, "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_sentence_and_writes_nothing(
    desk: Client, launch: Launch, said: dict[str, str], problem: str
) -> None:
    Launch.objects.update(time_zone="Europe/Berlin")
    response = declare(desk, **{"reporter_name": "Jonas", **said})
    assert response.status_code == 422
    assert problem in text_of(response).replace("&#x27;", "'")
    assert (Incident.objects.count(), Reporter.objects.count()) == (0, 0)


def test_a_service_of_another_launch_is_not_accepted(desk: Client, launch: Launch) -> None:
    assert declare(desk, service=ServiceFactory().pk).status_code == 422


def test_what_was_typed_survives_a_mistake(desk: Client, launch: Launch) -> None:
    assert "Since nine." in text_of(declare(desk, title=""))


def test_the_empty_form_asks_in_local_time(desk: Client, launch: Launch) -> None:
    text = text_of(desk.get("/incidents/new/?launch=TRD"))
    assert 'type="datetime-local"' in text
    assert "otherwise UTC time" in text
