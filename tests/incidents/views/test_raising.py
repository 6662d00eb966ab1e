"""The priority that a rank asks for, accepted with one key."""

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from incidents.models import Incident, IncidentEvent, Message
from tests.factories.launches import MembershipFactory
from tests.incidents.views.conftest import HTMX, SignIn, text_of

pytestmark = pytest.mark.django_db
RAISE = "/incidents/TRD-1/raise/"
TERMS = [{"slug": "reach", "points": 40.0, "weight": 40, "reading": "all"}]


def ranked(incident: Incident, rank: int = 64) -> Incident:
    """With a rank that was computed before."""
    Incident.objects.filter(pk=incident.pk).update(rank=rank, rank_terms=TERMS)
    return incident


def test_a_rank_past_the_line_offers_one_key(desk: Client, incident: Incident) -> None:
    ranked(incident)
    text = text_of(desk.get("/incidents/TRD-1/"))
    assert "Rank 64 has passed 60" in text
    assert "Raise to P2" in text
    assert 'data-key="+"' in text


def test_accepting_raises_by_one_with_the_terms_as_its_reason(desk: Client, incident: Incident) -> None:
    ranked(incident)
    assert desk.post(RAISE, headers=HTMX).status_code == 204
    event = IncidentEvent.objects.filter(incident=incident, kind="priority_overridden").get()
    assert event.payload["priority"] == 2
    reason = Message.objects.get(pk=event.payload["message_id"])
    assert (reason.visibility, reason.body) == ("internal", "Rank 64 has passed 60: Reach 40 of 40.")


def test_it_is_not_raised_twice(desk: Client, incident: Incident) -> None:
    ranked(incident)
    assert [desk.post(RAISE, headers=HTMX).status_code for _ in range(2)] == [204, 422]


def test_a_rank_below_the_line_raises_nothing(desk: Client, incident: Incident) -> None:
    ranked(incident, rank=59)
    assert desk.post(RAISE).status_code == 422


def test_a_responder_sees_it_and_cannot_accept(incident: Incident, sign_in: SignIn) -> None:
    ranked(incident)
    kai = sign_in(MembershipFactory(launch=incident.launch, role=Role.RESPONDER))
    text = text_of(kai.get("/incidents/TRD-1/"))
    assert "Rank 64 has passed 60" in text
    assert "Raise to" not in text
