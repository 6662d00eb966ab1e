"""Follow-ups for programs."""

from typing import Any

import pytest

from hypercare.launches.models import Launch
from incidents.domain.follow_ups import FollowUpKind
from incidents.models import FollowUp, Incident, IncidentEvent
from tests.factories.api import Program, errors_of
from tests.factories.follow_ups import WORDS, make_follow_up
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
DECIDE = FollowUpKind.DECIDE


def said(program: Program, **changes: Any) -> dict[str, Any]:
    """A body."""
    owner = program.member.user_id
    good = {"launch": "TRD", "kind": "fix", "words": WORDS, "owner": owner, "due_on": "2026-11-20"}
    return {**good, **changes}


def test_a_program_promises(program: Program, incident: Incident) -> None:
    answer = program.post("follow-ups/", said(program, incident="TRD-1"))
    assert answer.status_code == 201
    body = answer.json()
    assert (body["incident"], body["owner"]["name"], body["state"]) == ("TRD-1", "Mara Kessler", "open")
    assert answer["Location"].endswith(f"/api/v1/follow-ups/{body['id']}/")
    assert IncidentEvent.objects.filter(incident=incident, kind="follow_up_added").exists()


def test_sentences_about_the_entries_of_a_list_stand_under_its_field(
    program: Program, launch: Launch
) -> None:
    answer = program.post("follow-ups/", said(program, kind="decide", options=["Now", "\x00"]))
    sentences = answer.json()["errors"]["options"]
    assert sentences
    assert all(isinstance(each, str) for each in sentences)


def test_the_same_key_promises_once(program: Program, launch: Launch) -> None:
    answers = [program.post("follow-ups/", said(program), once="k-1") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"due_on": "2026-10-01"}, 422, "due_on"),
        ({"due_on": "20261120"}, 400, "due_on"),
        ({"due_on": 20261120}, 400, "due_on"),
        ({"owner": 999999}, 422, "owner"),
        ({"owner": None}, 422, "owner"),
        ({"incident": "TRD-999"}, 422, "incident"),
        ({"incident": "OTH-1"}, 422, "incident"),
        ({"kind": "wish"}, 400, "kind"),
        ({"options": ["Yes", "No"]}, 422, "options"),
        ({"options": "Yes"}, 400, "options"),
        ({"colour": "red"}, 400, "colour"),
    ],
)
def test_what_cannot_be_names_its_field(
    program: Program, launch: Launch, changes: dict[str, Any], status: int, field: str
) -> None:
    answer = program.post("follow-ups/", said(program, **changes))
    assert (answer.status_code, errors_of(answer)) == (status, {field})
    assert not FollowUp.objects.exists()


def test_a_program_asks_for_a_decision(program: Program, launch: Launch) -> None:
    asked = said(program, kind="decide", owner=None, options=["Now", "Next week"])
    body = program.post("follow-ups/", asked).json()
    assert (body["options"], body["answer"], body["owner"]) == (["Now", "Next week"], "", None)


def test_the_list_is_by_due_day_and_narrowed(program: Program, launch: Launch) -> None:
    later, asked = make_follow_up(launch, in_days=9), make_follow_up(launch, kind=DECIDE, in_days=2)
    make_follow_up(LaunchFactory())
    everything = program.get("follow-ups/", launch="TRD").json()["results"]
    decisions = program.get("follow-ups/", launch="TRD", kind="decide", state="open").json()["results"]
    assert [each["id"] for each in everything] == [asked.pk, later.pk]
    assert [each["id"] for each in decisions] == [asked.pk]


@pytest.mark.parametrize("asked", [{"state": "late"}, {"kind": "wish"}])
def test_a_word_it_does_not_know_is_named(program: Program, launch: Launch, asked: dict[str, str]) -> None:
    answer = program.get("follow-ups/", launch="TRD", **asked)
    assert (answer.status_code, errors_of(answer)) == (400, set(asked))


@pytest.mark.parametrize(
    ("steps", "state"), [(["done"], "done"), (["drop"], "dropped"), (["done", "reopen"], "open")]
)
def test_every_step_does_what_its_button_does(
    program: Program, launch: Launch, steps: list[str], state: str
) -> None:
    made = make_follow_up(launch)
    answers = [program.post(f"follow-ups/{made.pk}/{step}/") for step in steps]
    assert [each.status_code for each in answers] == [200] * len(steps)
    assert answers[-1].json()["state"] == state
    assert program.get(f"follow-ups/{made.pk}/").json()["state"] == state


def test_a_program_ticks_off_no_decision(program: Program, launch: Launch) -> None:
    asked = make_follow_up(launch, kind=DECIDE)
    answer = program.post(f"follow-ups/{asked.pk}/done/")
    assert (answer.status_code, errors_of(answer)) == (422, {"state"})


def test_another_launchs_is_not_there(program: Program) -> None:
    made = make_follow_up(LaunchFactory())
    assert program.get(f"follow-ups/{made.pk}/").status_code == 404
    assert program.post(f"follow-ups/{made.pk}/done/").status_code == 404


def test_pages_cost_what_one_does(
    program: Program, launch: Launch, incident: Incident, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        make_follow_up(launch, incident=incident)
    with django_assert_max_num_queries(6):
        assert len(program.get("follow-ups/", launch="TRD").json()["results"]) == 5
