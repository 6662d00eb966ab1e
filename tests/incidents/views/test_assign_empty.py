"""Nobody loses an incident because a form came without its fields."""

import pytest
from django.test import Client

from incidents.actions import Actor, assign_incident
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(client: Client) -> Incident:
    """An incident with a person and a team; the client is that person."""
    incident = make_incident()
    member, team = MembershipFactory(launch=incident.launch), TeamFactory(launch=incident.launch)
    client.force_login(member.user)
    actor = Actor.human(member.user)
    return assign_incident(incident, assignee=member.user, team=team, actor=actor, at=REPORTED_AT)


def test_an_empty_assignment_is_refused(client: Client, incident: Incident) -> None:
    response = client.post(f"/incidents/{incident.key}/assign/")
    assert response.status_code == 422
    assert "Assignee or team: choose one" in response.text
    assert Incident.objects.get().assignee_id == incident.assignee_id


def test_a_field_not_sent_stays_as_it_was(client: Client, incident: Incident) -> None:
    client.post(f"/incidents/{incident.key}/assign/", {"assignee": ""})
    after = Incident.objects.get()
    assert (after.assignee_id, after.team_id) == (None, incident.team_id)
