"""Looking before saving: in place, without a script, and with bad input."""

from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from incidents.models import Incident
from tests.factories.launches import MembershipFactory
from tests.incidents.views.conftest import HTMX, SignIn, text_of

pytestmark = pytest.mark.django_db
TRIAGE = {"levels": "high/high", "nature": "defect", "service": "", "affected_users": ""}
FORMS: list[tuple[str, dict[str, str]]] = [("triage", TRIAGE), ("override", {"priority": "1"})]


@pytest.mark.parametrize(("name", "said"), FORMS)
def test_a_change_shows_its_priority_in_place(
    desk: Client, incident: Incident, name: str, said: dict[str, str]
) -> None:
    response = desk.get(f"/incidents/TRD-1/{name}/preview/", said, headers=HTMX)
    assert response.status_code == 200
    assert "is-p1" in text_of(response)
    assert "instead of P3" in text_of(response)
    assert "<form" not in text_of(response)


@pytest.mark.parametrize(("name", "said"), FORMS)
def test_without_a_script_the_form_comes_back_with_it(
    desk: Client, incident: Incident, name: str, said: dict[str, str]
) -> None:
    response = desk.post(f"/incidents/TRD-1/{name}/preview/", {**said, "reason": "Half a"})
    assert response.status_code == 200
    assert "instead of P3" in text_of(response)
    assert f'action="/incidents/TRD-1/{name}/"' in text_of(response)
    assert "Fill in" not in text_of(response)


def test_what_was_typed_stays_in_the_form(desk: Client, incident: Incident) -> None:
    response = desk.post("/incidents/TRD-1/override/preview/", {"priority": "2", "reason": "Half a"})
    assert "Half a</textarea>" in text_of(response)


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize(("name", "said"), FORMS)
def test_it_writes_nothing(
    desk: Client, incident: Incident, name: str, said: dict[str, str], way: str
) -> None:
    getattr(desk, way)(f"/incidents/TRD-1/{name}/preview/", said)
    assert Incident.objects.get(pk=incident.pk).last_seq == incident.last_seq


@pytest.mark.parametrize(
    ("name", "said", "problem"),
    [
        ("triage", {**TRIAGE, "levels": "huge/now"}, "Select a valid choice"),
        ("triage", {**TRIAGE, "affected_users": "-1"}, "greater than or equal to 0"),
        ("triage", {**TRIAGE, "service": "999999"}, "Select a valid choice"),
        ("triage", {}, "Fill in “"),
        ("override", {"priority": "9"}, "Select a valid choice"),
        ("override", {}, "Fill in “"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_gets_a_sentence(
    desk: Client, incident: Incident, name: str, said: dict[str, Any], problem: str, headers: dict[str, str]
) -> None:
    response = desk.get(f"/incidents/TRD-1/{name}/preview/", said, headers=headers)
    assert response.status_code == 422
    assert problem in text_of(response)


@pytest.mark.parametrize("name", ["triage", "override"])
def test_a_form_opens_with_how_it_stands(desk: Client, incident: Incident, name: str) -> None:
    assert "as now" in text_of(desk.get(f"/incidents/TRD-1/{name}/", headers=HTMX))


def test_whoever_may_not_override_may_not_look(incident: Incident, sign_in: SignIn) -> None:
    ilya = sign_in(MembershipFactory(launch=incident.launch, role=Role.RESPONDER))
    assert ilya.get("/incidents/TRD-1/override/preview/", {"priority": "1"}).status_code == 403
