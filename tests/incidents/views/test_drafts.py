"""What is being written: through reloads and sign-ins, for its author alone."""

from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.models import Membership
from incidents.forms.work import BODY_LENGTH
from incidents.models import Draft, Incident
from tests.factories.launches import MembershipFactory
from tests.incidents.views.conftest import HTMX, SignIn, text_of

pytestmark = pytest.mark.django_db
WORDS = "We found it in the gateway"


def type_words(desk: Client, body: str = WORDS, *, kind: str = "reply", once: str = "k-1") -> Any:
    """A pause in the typing."""
    return desk.post(f"/incidents/TRD-1/drafts/{kind}/", {"body": body, "once": once}, headers=HTMX)


@pytest.mark.parametrize("path", ["/incidents/TRD-1/", "/incidents/TRD-1/reply/", "/?launch=TRD"])
def test_it_stands_where_it_can_be_gone_on_with(desk: Client, incident: Incident, path: str) -> None:
    type_words(desk)
    assert WORDS in text_of(desk.get(path))


def test_a_note_begun_does_not_stand_in_the_reply(desk: Client, incident: Incident) -> None:
    type_words(desk, kind="note")
    assert WORDS not in text_of(desk.get("/incidents/TRD-1/reply/"))
    assert WORDS in text_of(desk.get("/incidents/TRD-1/note/"))


def test_it_outlives_signing_out_and_another_browser(
    desk: Client, incident: Incident, mara: Membership, sign_in: SignIn
) -> None:
    type_words(desk)
    desk.logout()
    assert WORDS in text_of(sign_in(mara).get("/incidents/TRD-1/"))


@pytest.mark.parametrize("path", ["/incidents/TRD-1/", "/incidents/TRD-1/reply/", "/?launch=TRD"])
def test_nobody_else_reads_it(desk: Client, incident: Incident, sign_in: SignIn, path: str) -> None:
    type_words(desk)
    boss = sign_in(MembershipFactory(launch=incident.launch, role=Role.LAUNCH_MANAGER))
    assert WORDS not in text_of(boss.get(path))


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_sending_forgets_it(desk: Client, incident: Incident, kind: str) -> None:
    type_words(desk, kind=kind)
    desk.post(f"/incidents/TRD-1/{kind}/", {"body": WORDS, "once": "k-1"}, headers=HTMX)
    assert Draft.objects.get().body == ""


def test_the_page_knows_the_state_it_answers_with(desk: Client, incident: Incident) -> None:
    state = text_of(type_words(desk))
    assert f'data-draft-state="{state}"' in text_of(desk.get("/incidents/TRD-1/reply/"))


def test_too_many_words_are_refused_by_name(desk: Client, incident: Incident) -> None:
    answer = type_words(desk, "x" * (BODY_LENGTH + 1))
    assert (answer.status_code, "Body: " in answer["HX-Trigger"]) == (422, True)
    assert not Draft.objects.exists()


def test_there_are_two_kinds(desk: Client, incident: Incident) -> None:
    assert type_words(desk, kind="resolve").status_code == 404


def test_a_panel_never_brings_it(desk: Client, incident: Incident) -> None:
    type_words(desk)
    assert WORDS not in text_of(desk.get("/incidents/TRD-1/panels/live/", headers=HTMX))
