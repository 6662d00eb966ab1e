"""Leading a major incident on pages: declared, updated in time, stood down, reviewed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from feedback.tokens import token_for_incident
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, prioritise_incident, stand_down, triage_incident
from incidents.domain.priority import Level
from incidents.models import FollowUp, Incident, IncidentEvent, MajorIncident, MajorUpdate
from tests.factories.launches import MembershipFactory
from tests.factories.major import IMPACT, SAID_IN_PUBLIC, make_major, make_p1
from tests.incidents.views.conftest import HTMX, NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
PAGE = "/incidents/TRD-1/major/"
TACTICAL = {"conditions": "It drops.", "actions": "Restarting.", "needs": "", "next_in": "30"}
EXECUTIVE = {"conditions": "By phone.", "next_in": "120"}
REVIEW = {"what_happened": "It ran over.", "causes": "No limit.", "lessons": "Set limits."}


@pytest.fixture
def led(launch: Launch) -> Incident:
    """TRD-1, led since 25 minutes."""
    return make_major(launch)


def declaration(member: Membership, **said: Any) -> dict[str, Any]:
    """A form as it is sent."""
    return {"commander": member.user_id, "communications": "", "scribe": "", **said}


def kinds(incident: Incident) -> set[str]:
    """What has happened to it."""
    return set(IncidentEvent.objects.filter(incident=incident).values_list("kind", flat=True))


def test_it_is_suggested_for_a_p1_and_never_done_by_itself(desk: Client, launch: Launch) -> None:
    incident = make_p1(launch)
    assert 'id="declare-major"' in text_of(desk.get("/incidents/TRD-1/"))
    assert "major_declared" not in kinds(incident)


def test_it_is_not_suggested_for_a_p3(desk: Client, incident: Incident) -> None:
    assert 'id="declare-major"' not in text_of(desk.get("/incidents/TRD-1/"))


def test_nor_to_whoever_only_reads(launch: Launch, sign_in: SignIn) -> None:
    make_p1(launch)
    reader = sign_in(MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER))
    assert 'id="declare-major"' not in text_of(reader.get("/incidents/TRD-1/"))


def test_declared_with_a_commander(desk: Client, mara: Membership, launch: Launch) -> None:
    incident = make_p1(launch)
    answer = desk.post(f"{PAGE}declare/", declaration(mara, business_impact=IMPACT), headers=HTMX)
    assert answer.status_code == 204
    page = text_of(desk.get(PAGE))
    assert "Mara Kessler" in page
    assert IMPACT in page
    assert {"major_declared", "major_role_taken", "major_worded"} <= kinds(incident)


def test_i_am_offered_as_the_commander(desk: Client, mara: Membership, launch: Launch) -> None:
    make_p1(launch)
    assert desk.get(f"{PAGE}declare/").context["form"]["commander"].value() == mara.user_id


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"commander": ""}, "Fill in “Commander”."),
        ({"war_room": "http://meet.bank.example"}, "The war room is a link that begins with https://."),
        ({"war_room": "javascript:alert(1)"}, "The war room is a link that begins with https://."),
    ],
)
def test_what_cannot_be_says_so_at_its_field(
    desk: Client, mara: Membership, launch: Launch, said: dict[str, str], words: str
) -> None:
    make_p1(launch)
    answer = desk.post(f"{PAGE}declare/", declaration(mara, **said), headers=HTMX)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not MajorIncident.objects.exists()


def test_the_incident_shows_its_panel_and_the_queue_says_it(desk: Client, led: Incident) -> None:
    assert f'hx-get="{PAGE}"' in text_of(desk.get("/incidents/TRD-1/"))
    panel = text_of(desk.get(PAGE, headers={**HTMX, "HX-Target": "major-panel"}))
    assert "<html" not in panel
    assert "Commander" in panel
    queue = text_of(desk.get("/queue/?launch=TRD"))
    assert '<span class="badge is-bad">Major</span>' in queue
    assert "q=is%3Amajor" in queue


def test_a_queue_without_one_has_no_such_view(desk: Client, incident: Incident) -> None:
    assert "is%3Amajor" not in text_of(desk.get("/queue/?launch=TRD"))


def test_is_major_finds_them_alone(desk: Client, led: Incident, launch: Launch) -> None:
    make_p1(launch)
    page = desk.get("/queue/?launch=TRD&q=is:major").context["page"]
    assert [row.key for row in page.rows] == ["TRD-1"]


def test_an_overdue_update_is_flagged_in_list_and_page(desk: Client, led: Incident) -> None:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert "Major, update overdue" in text_of(desk.get("/queue/?launch=TRD"))
        assert "Overdue" in text_of(desk.get(PAGE))
        assert "Update overdue" in text_of(desk.get(PAGE, headers={**HTMX, "HX-Target": "major-panel"}))


def test_an_update_for_those_who_work_on_it(desk: Client, led: Incident) -> None:
    assert desk.post(f"{PAGE}update/tactical/", TACTICAL, headers=HTMX).status_code == 204
    page = text_of(desk.get(PAGE))
    assert "It drops." in page
    assert "Restarting." in page


def test_sent_twice_it_is_one_update(desk: Client, led: Incident) -> None:
    once = desk.get(f"{PAGE}update/tactical/").context["form"]["once"].value()
    for _ in range(2):
        desk.post(f"{PAGE}update/tactical/", {**TACTICAL, "once": once}, headers=HTMX)
    assert MajorUpdate.objects.count() == 1


def test_executives_wait_for_the_sentences(desk: Client, launch: Launch) -> None:
    make_major(launch, is_worded=False)
    answer = desk.post(f"{PAGE}update/executive/", EXECUTIVE, headers=HTMX)
    assert answer.status_code == 422
    assert "A P1 needs one sentence of business impact before its first executive update." in text_of(answer)
    desk.post(f"{PAGE}words/", {"business_impact": IMPACT, "public_sentence": SAID_IN_PUBLIC, "war_room": ""})
    assert desk.post(f"{PAGE}update/executive/", EXECUTIVE, headers=HTMX).status_code == 204


def test_an_audience_there_is_not_is_not_found(desk: Client, led: Incident) -> None:
    assert desk.get(f"{PAGE}update/everybody/").status_code == 404


def test_a_role_is_handed_over_and_its_history_stays(desk: Client, mara: Membership, led: Incident) -> None:
    desk.post(f"{PAGE}role/", {"role": "commander", "person": mara.user_id}, headers=HTMX)
    [commander, *_] = desk.get(PAGE).context["page"].roles
    assert commander.person == "Mara Kessler"
    assert len(commander.before) == 1


def test_stood_down_a_review_is_due(desk: Client, led: Incident) -> None:
    desk.post(f"{PAGE}stand-down/")
    assert "Review due" in text_of(desk.get(PAGE, headers={**HTMX, "HX-Target": "major-panel"}))
    desk.post(f"{PAGE}review/", REVIEW, headers=HTMX)
    page = text_of(desk.get(PAGE))
    assert all(words in page for words in REVIEW.values())


def test_a_review_asks_for_follow_ups(desk: Client, mara: Membership, led: Incident) -> None:
    stand_down(led, actor=Actor.human(mara.user), at=NOW)
    said = {"kind": "fix", "words": "Set limits", "owner": mara.user_id, "due_on": "2026-11-20"}
    path = "/incidents/TRD-1/follow-up/?review=1"
    assert path in text_of(desk.get(PAGE))
    desk.post(path, {**said, "decider": "", "answers": "", "done_when": ""})
    assert FollowUp.objects.get().asked_by == "review"
    assert "Set limits" in text_of(desk.get(PAGE))


def test_what_never_was_one_leads_to_the_incident(desk: Client, incident: Incident) -> None:
    assert desk.get(PAGE)["Location"] == "/incidents/TRD-1/"


def test_its_page_costs_a_fixed_number_of_queries(
    desk: Client, led: Incident, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        desk.post(f"{PAGE}update/tactical/", TACTICAL)
    with django_assert_num_queries(9):  # four of the way in, four of its own, and who is named
        desk.get(PAGE, headers={**HTMX, "HX-Target": "major-panel"})


def test_the_reporter_reads_the_public_sentence_and_nothing_else_of_it(led: Incident) -> None:
    words = MajorIncident.objects.get()
    words.war_room = "https://meet.bank.example/inside"
    words.save()
    page = text_of(Client().get(f"/t/{token_for_incident(led)}/"))
    assert SAID_IN_PUBLIC in page
    assert IMPACT not in page
    assert "meet.bank.example" not in page


def test_stood_down_the_public_sentence_goes(led: Incident) -> None:
    stand_down(led, actor=Actor.bot(), at=NOW)
    assert SAID_IN_PUBLIC not in text_of(Client().get(f"/t/{token_for_incident(led)}/"))


def test_a_reporter_of_another_incident_reads_nothing_of_it(led: Incident, launch: Launch) -> None:
    other = make_p1(launch)
    assert SAID_IN_PUBLIC not in text_of(Client().get(f"/t/{token_for_incident(other)}/"))


def test_what_is_no_p1_any_more_is_led_on(desk: Client, led: Incident) -> None:
    triage_incident(led, actor=Actor.bot(), at=NOW, urgency=Level.LOW)
    prioritise_incident(led, at=NOW)
    assert desk.post(f"{PAGE}update/tactical/", TACTICAL, headers=HTMX).status_code == 204
