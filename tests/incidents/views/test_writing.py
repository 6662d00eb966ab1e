"""What staff write: how it will look, and how it looks."""

from typing import Any

import pytest
from django.test import Client

from hypercare.launches.models import Membership
from incidents.actions import Actor, add_note, receive_reporter_message
from incidents.models import Draft, Incident
from tests.incidents.views.conftest import HTMX, NOW, text_of

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", ["reply", "note"])


def preview(desk: Client, kind: str, body: str, **options: Any) -> Any:
    """Press Preview."""
    return desk.post(f"/incidents/TRD-1/words/{kind}/", {"body": body, "seen": "1"}, **options)


@KINDS
def test_a_preview_is_what_will_stand_there(desk: Client, incident: Incident, kind: str) -> None:
    shown = text_of(preview(desk, kind, "It is **fixed**.", headers=HTMX))
    assert '<div class="prose"><p>It is <strong>fixed</strong>.</p>' in shown
    desk.post(f"/incidents/TRD-1/{kind}/", {"body": "It is **fixed**."})
    assert '<div class="prose"><p>It is <strong>fixed</strong>.</p>' in text_of(desk.get("/incidents/TRD-1/"))


@KINDS
def test_a_preview_sends_and_keeps_nothing(desk: Client, incident: Incident, kind: str) -> None:
    preview(desk, kind, "It is **fixed**.", headers=HTMX)
    assert Incident.objects.get().last_seq == incident.last_seq
    assert not Draft.objects.exists()


@KINDS
def test_without_a_script_the_whole_form_comes_back(desk: Client, incident: Incident, kind: str) -> None:
    text = text_of(preview(desk, kind, "It is **fixed**."))
    assert "<strong>fixed</strong>" in text
    assert "It is **fixed**.</textarea>" in text
    assert 'name="seen" value="1"' in text


def test_nothing_to_look_at_says_so(desk: Client, incident: Incident) -> None:
    answer = preview(desk, "note", " ", headers=HTMX)
    assert (answer.status_code, "Fill in" in text_of(answer)) == (422, True)


def test_there_are_two_kinds_of_words(desk: Client, incident: Incident) -> None:
    assert preview(desk, "resolve", "Hm.").status_code == 404


def test_the_words_of_a_reporter_are_no_markdown(desk: Client, incident: Incident) -> None:
    receive_reporter_message(incident, body="my_file **crashes**", reporter=None, at=NOW)
    assert "my_file **crashes**" in text_of(desk.get("/incidents/TRD-1/"))


def test_hostile_marks_do_nothing(desk: Client, incident: Incident, mara: Membership) -> None:
    add_note(incident, body="[x](javascript:alert(1)) <b>", actor=Actor.human(mara.user), at=NOW)
    assert 'href="javascript' not in text_of(desk.get("/incidents/TRD-1/"))
