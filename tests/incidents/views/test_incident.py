"""The incident page, its panels and its pictures."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from hypercare.lib.pictures import INERT
from incidents.actions import Actor, Picture, add_note
from incidents.models import Attachment, Incident
from incidents.queries.incident import version_of
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory
from tests.incidents.views.conftest import HTMX, NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
# Session, user, membership, incident; launches of the rail; choices, events, messages, pictures, clocks,
# references.
QUERIES = 13
HOSTILE = '<img src=x onerror="alert(1)">'


def get(desk: Client, path: str = "", target: str = "") -> str:
    """A part of TRD-1."""
    headers = {**HTMX, "HX-Target": target} if target else {}
    response = desk.get(f"/incidents/TRD-1/{path}", headers=headers)
    assert response.status_code == 200
    return text_of(response)


def test_the_page_says_where_it_stands_and_what_is_next(desk: Client, incident: Incident) -> None:
    text = " ".join(get(desk).split())
    assert "New, nobody assigned, response due" in text
    assert text.count('class="button is-primary"') == 1
    assert 'is-primary" id="step-take"' in text


def test_the_page_costs_a_fixed_number_of_queries(
    desk: Client, incident: Incident, mara: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        add_note(incident, body="Once more.", actor=Actor.human(mara.user), at=NOW)
    with django_assert_num_queries(QUERIES):
        get(desk)


def test_an_internal_note_is_told_by_tint_lock_and_word(
    desk: Client, incident: Incident, mara: Membership
) -> None:
    add_note(incident, body="Gateway retries.", actor=Actor.human(mara.user), at=NOW)
    message = get(desk).split('class="message is-internal"')[1].split("</article>")[0]
    assert "Internal" in message
    assert "Gateway retries." in message


def test_hostile_words_stay_words(desk: Client, launch: Launch, mara: Membership) -> None:
    incident = make_incident(launch, title=HOSTILE, body=HOSTILE)
    add_note(incident, body=HOSTILE, actor=Actor.human(mara.user), at=NOW)
    for text in (get(desk), text_of(desk.get("/queue/?launch=TRD")), get(desk, "assign/")):
        assert "<img src=x" not in text


def test_both_promises_explain_themselves(desk: Client, incident: Incident) -> None:
    text = get(desk)
    assert text.count("Why then?") == 2
    assert "Promised: 4 h, in support hours." in text


def test_the_priority_explains_itself(desk: Client, incident: Incident) -> None:
    text = " ".join(get(desk).split())
    assert "Impact medium and urgency medium give P3." in text
    assert "reported by 1 person" in text


def test_a_priority_to_come_is_said_calmly(desk: Client, launch: Launch) -> None:
    make_incident(launch, is_prioritised=False)
    text = get(desk)
    assert "being computed" in text
    assert "Their due times follow the priority" in text


def test_beside_a_list_only_the_inside_is_sent(desk: Client, incident: Incident) -> None:
    text = get(desk, target="detail")
    assert "<html" not in text
    assert 'data-incident="TRD-1"' in text


@pytest.mark.parametrize("name", ["status", "conversation", "facts", "timeline"])
def test_each_panel_is_an_address(desk: Client, incident: Incident, name: str) -> None:
    text = get(desk, f"panels/{name}/")
    assert f'id="{name}"' in text
    assert "<html" not in text


def test_an_unknown_panel_is_not_found(desk: Client, incident: Incident) -> None:
    assert desk.get("/incidents/TRD-1/panels/secrets/").status_code == 404


def test_nothing_is_sent_while_nothing_changed(desk: Client, incident: Incident) -> None:
    response = desk.get(f"/incidents/TRD-1/panels/live/?since={version_of(incident)}", headers=HTMX)
    assert (response.status_code, response.content) == (204, b"")


def test_a_change_refetches_every_panel_at_once(desk: Client, incident: Incident, mara: Membership) -> None:
    before = version_of(incident)
    add_note(incident, body="New words.", actor=Actor.human(mara.user), at=NOW)
    text = get(desk, f"panels/live/?since={before}")
    assert text.count('hx-swap-oob="true"') == 5
    assert "New words." in text
    assert 'id="reply-body"' not in text


def test_a_business_owner_can_only_note(launch: Launch, incident: Incident, sign_in: SignIn) -> None:
    text = get(sign_in(MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER)))
    assert 'id="note-body"' in text
    assert 'id="reply-body"' not in text
    assert "step-" not in text


def test_only_a_lead_may_set_by_hand(
    launch: Launch, incident: Incident, sign_in: SignIn, desk: Client
) -> None:
    assert "/override/" in get(desk)
    assert "/override/" not in get(sign_in(MembershipFactory(launch=launch, role=Role.RESPONDER)))


def test_imported_history_is_marked(desk: Client, incident: Incident) -> None:
    Incident.objects.filter(pk=incident.pk).update(
        source="servicenow", source_key="INC0000045", made_sla=False
    )
    incident.events.filter(seq=1).update(actor_kind="import", cause="servicenow:opened")
    text = " ".join(get(desk).split())
    assert "As recorded by the source: missed." in text
    assert '<span class="badge">imported</span>' in text
    assert "It was opened in ServiceNow" in text


@pytest.fixture
def picture(launch: Launch) -> Attachment:
    """A picture of TRD-1 that claims to be a web page."""
    make_incident(launch, pictures=[Picture("a.html", "text/html", b"<script>1</script>", 1, 1)])
    return Attachment.objects.get()


def test_a_picture_can_run_nothing(desk: Client, picture: Attachment) -> None:
    response = desk.get(f"/incidents/TRD-1/pictures/{picture.pk}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Security-Policy"] == INERT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith("private")


def test_a_picture_of_another_incident_is_not_found(
    desk: Client, launch: Launch, picture: Attachment
) -> None:
    make_incident(launch)
    assert desk.get(f"/incidents/TRD-2/pictures/{picture.pk}/").status_code == 404
    assert desk.get("/incidents/TRD-1/pictures/99999999999999999999/").status_code == 404


def test_a_picture_comes_as_it_was_stored(desk: Client, launch: Launch) -> None:
    make_incident(launch, pictures=[Picture("a.png", "image/png", b"png bytes", 1, 1)])
    response = desk.get(f"/incidents/TRD-1/pictures/{Attachment.objects.get().pk}/")
    assert (response["Content-Type"], response.content) == ("image/png", b"png bytes")


def test_an_incident_of_another_launch_with_the_same_number_is_another(
    desk: Client, incident: Incident
) -> None:
    make_incident(LaunchFactory(key="CRM"), title="Secret of another launch")
    assert "Secret of another launch" not in get(desk)
    assert desk.get("/incidents/CRM-1/").status_code == 404
