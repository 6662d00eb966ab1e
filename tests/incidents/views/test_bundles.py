"""Bundling on the desk: tied from the incident, its look-alikes or the list; answered and solved together."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, receive_reporter_message, tie_incident
from incidents.domain.lifecycle import State
from incidents.models import BulkChange, Incident, IncidentEvent, Message
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, ReporterFactory
from tests.incidents.views.conftest import HTMX, NOW, text_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
RESOLVE = {"resolution": "fixed", "cause": "code", "body": "Please try again."}


@pytest.fixture(autouse=True)
def three(launch: Launch) -> list[Incident]:
    """TRD-1 to TRD-3, each by somebody else."""
    names = ("Rosa Diaz", "Jonas Weber", "Mina Sato")
    return [make_incident(launch, reporter=ReporterFactory(launch=launch, name=name)) for name in names]


@pytest.fixture
def bundle(three: list[Incident], mara: Membership) -> list[Incident]:
    """TRD-2 and TRD-3 joined TRD-1."""
    for child in three[1:]:
        tie_incident(child, parent=three[0], actor=Actor.human(mara.user), at=NOW - timedelta(minutes=9))
    return three


def parents() -> list[int | None]:
    return list(Incident.objects.order_by("number").values_list("parent_number", flat=True))


def states() -> list[str]:
    return list(Incident.objects.order_by("number").values_list("state", flat=True))


def tie(desk: Client, key: str, parent: str, **more: Any) -> Any:
    return desk.post(f"/incidents/{key}/tie/", {"parent": parent}, **more)


@pytest.mark.parametrize("said", ["TRD-1", "trd-1", "1"])
def test_it_is_tied_by_key_or_number(desk: Client, said: str) -> None:
    assert tie(desk, "TRD-2", said).status_code == 302
    assert parents() == [None, 1, None]


def test_the_next_new_one_opens(desk: Client) -> None:
    answer = tie(desk, "TRD-2", "TRD-1", headers=HTMX)
    assert answer.status_code == 204
    assert '"left": true' in answer["HX-Trigger"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "Fill in “It is one more report of”"),
        ("TRD-9", "“TRD-9” is no incident of"),
        ("OTH-1", "“OTH-1” is no incident of"),
        ("<b>", "“&lt;b&gt;” is no incident of"),
        ("TRD-2", "TRD-2 cannot be tied to itself"),
    ],
)
def test_what_it_cannot_be_tied_to_is_named(desk: Client, said: str, words: str) -> None:
    LaunchFactory(key="OTH")
    answer = tie(desk, "TRD-2", said)
    assert (answer.status_code, words in text_of(answer)) == (422, True)


def test_its_page_names_the_parent_and_unties(desk: Client, bundle: list[Incident]) -> None:
    page = text_of(desk.get("/incidents/TRD-2/"))
    assert "one report of TRD-1" in page
    assert "resolution with its bundle" in page
    assert 'action="/incidents/TRD-2/untie/"' in page
    desk.post("/incidents/TRD-2/untie/")
    assert parents() == [None, None, 1]


def test_the_parent_lists_its_reports(desk: Client, bundle: list[Incident]) -> None:
    page = text_of(desk.get("/incidents/TRD-1/"))
    assert "2 reports joined" in page
    assert "Reply to all 3" in page
    assert "Resolve all 3" in page


def test_look_alikes_are_one_press_away(desk: Client) -> None:
    page = text_of(desk.get("/incidents/TRD-2/look-alikes/", headers=HTMX))
    assert "Bundle with TRD-1" in page
    assert '<input type="hidden" name="parent" value="TRD-1">' in page


def test_a_parent_takes_look_alikes_in(desk: Client, bundle: list[Incident], launch: Launch) -> None:
    make_incident(launch)
    page = text_of(desk.get("/incidents/TRD-1/look-alikes/", headers=HTMX))
    assert 'action="/incidents/TRD-4/tie/"' in page
    assert 'action="/incidents/TRD-2/tie/"' not in page


def test_the_list_shows_bundles(desk: Client, bundle: list[Incident]) -> None:
    page = text_of(desk.get("/queue/?launch=TRD"))
    assert page.count("2 reports joined</span>") == 1
    assert page.count("in TRD-1") == 2


def bulk(desk: Client, act: str, *keys: str, step: str = "apply", **said: Any) -> Any:
    """As the form is sent."""
    return desk.post(f"/queue/bulk/{act}/?launch=TRD", {"keys": list(keys), "step": step, **said})


def test_many_are_tied_from_the_list(desk: Client) -> None:
    seen = text_of(bulk(desk, "tie", "TRD-2,TRD-3", step="preview", parent="TRD-1"))
    assert seen.count("one report of TRD-1") == 2
    bulk(desk, "tie", "TRD-2", "TRD-3", parent="TRD-1")
    assert parents() == [None, 1, 1]


def test_drafts_are_shown_by_name(desk: Client, bundle: list[Incident]) -> None:
    page = text_of(bulk(desk, "reply", "TRD-1,TRD-2,TRD-3", step="preview", body="It is fixed."))
    for name in ("Rosa Diaz", "Jonas Weber", "Mina Sato"):
        assert f"Hello {name},\n\nIt is fixed." in page
    assert "Apply to 3" in page
    assert not IncidentEvent.objects.filter(kind="replied").exists()


def test_one_draft_may_be_edited_by_itself(desk: Client, bundle: list[Incident]) -> None:
    edited = {"draft-TRD-2": "Dear Jonas, it was your screen."}
    bulk(desk, "reply", "TRD-1", "TRD-2", "TRD-3", body="It is fixed.", once="k", **edited)
    said = dict(Message.objects.filter(is_from_reporter=False).values_list("incident__number", "body"))
    assert said[2] == "Dear Jonas, it was your screen."
    assert said[3] == "Hello Mina Sato,\n\nIt is fixed."


def test_one_may_be_left_out_of_an_answer(desk: Client, bundle: list[Incident]) -> None:
    bulk(desk, "reply", "TRD-1", "TRD-3", body="It is fixed.")
    assert Message.objects.filter(is_from_reporter=False, incident__number=2).count() == 0


def test_an_endless_draft_is_refused_for_its_incident_alone(desk: Client, bundle: list[Incident]) -> None:
    bulk(desk, "reply", "TRD-1", "TRD-2", body="It is fixed.", **{"draft-TRD-2": "x" * 20_001})
    reasons = BulkChange.objects.get().items.values_list("incident__number", "reason")
    assert dict(reasons) == {1: "", 2: "An answer has at most 20,000 characters."}


def test_resolving_the_parent_resolves_what_is_not_kept_out(desk: Client, bundle: list[Incident]) -> None:
    page = text_of(bulk(desk, "resolve", "TRD-1,TRD-2,TRD-3", step="preview", **RESOLVE))
    assert page.count('name="keys"') == 3
    bulk(desk, "resolve", "TRD-1", "TRD-3", **RESOLVE)
    assert states() == [State.RESOLVED, State.IN_PROGRESS, State.RESOLVED]


def test_not_fixed_for_one_reopens_that_one_alone(desk: Client, bundle: list[Incident]) -> None:
    bulk(desk, "resolve", "TRD-1", "TRD-2", "TRD-3", **RESOLVE)
    receive_reporter_message(
        bundle[1], body="Still grey.", reporter=bundle[1].reporter, is_not_fixed=True, at=NOW + SECOND
    )
    assert states() == [State.RESOLVED, State.IN_PROGRESS, State.RESOLVED]
