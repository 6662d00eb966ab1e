"""Promising, ticking off and deciding on pages, with and without a script."""

import json
from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, add_note, hand_over
from incidents.domain.follow_ups import FollowUpKind
from incidents.models import FollowUp, Incident, Message
from tests.factories.follow_ups import WORDS, make_follow_up
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory
from tests.incidents.views.conftest import HTMX, NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
ADD, NEW, LIST = "/incidents/TRD-1/follow-up/", "/follow-ups/new/?launch=TRD", "/follow-ups/?launch=TRD"
DECIDE = FollowUpKind.DECIDE


@pytest.fixture
def ines(launch: Launch) -> Membership:
    """A business owner."""
    made: Membership = MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER, user__name="Ines Duarte")
    return made


def said(member: Membership, **changes: Any) -> dict[str, Any]:
    """A form as it is sent."""
    good = {"kind": "fix", "words": WORDS, "owner": member.user_id, "due_on": "2026-11-20"}
    return {**good, "decider": "", "answers": "", "done_when": "", **changes}


def events_of(response: Any) -> Any:
    """What the page hears."""
    return json.loads(response["HX-Trigger"])


def test_a_promise_about_an_incident(desk: Client, mara: Membership, incident: Incident) -> None:
    assert desk.post(ADD, said(mara)).status_code == 302
    made = FollowUp.objects.get()
    assert (made.words, made.owner, made.incident) == (WORDS, mara.user, incident)
    assert WORDS in text_of(desk.get("/incidents/TRD-1/"))


def test_the_form_offers_myself_and_a_week(desk: Client, mara: Membership, incident: Incident) -> None:
    form = desk.get(ADD).context["form"]
    assert form["owner"].value() == mara.user_id
    assert form["due_on"].value() == NOW.date().replace(day=NOW.day + 7)


def test_sent_twice_it_is_one_promise(desk: Client, mara: Membership, incident: Incident) -> None:
    once = desk.get(ADD).context["form"]["once"].value()
    for _ in range(2):
        desk.post(ADD, said(mara, once=once), headers=HTMX)
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": ""}, "Fill in “What is to be done”."),
        ({"due_on": "2026-10-01"}, "The due day is over"),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"owner": ""}, "Fill in “Owner”."),
        ({"kind": "decide", "answers": "Only one"}, "Give at least two answers"),
    ],
)
def test_what_cannot_be_says_so_at_its_field(
    desk: Client, mara: Membership, incident: Incident, changes: dict[str, str], words: str
) -> None:
    response = desk.post(ADD, said(mara, **changes), headers=HTMX)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not FollowUp.objects.exists()


def test_what_others_did_meanwhile_holds_no_promise_up(
    desk: Client, mara: Membership, incident: Incident
) -> None:
    assert desk.post(ADD, said(mara, seen="1")).status_code == 302


def test_a_decision_is_asked_of_whoever_may_decide(
    desk: Client, mara: Membership, incident: Incident
) -> None:
    desk.post(ADD, said(mara, kind="decide", answers="Now\nNext week"))
    asked = FollowUp.objects.get()
    assert (asked.owner, asked.options) == (None, ["Now", "Next week"])


def test_a_note_asks_for_it_in_its_own_words(desk: Client, mara: Membership, incident: Incident) -> None:
    add_note(incident, body="Raise the limit.\nSoon.", actor=Actor.human(mara.user), at=NOW)
    note = Message.objects.get(body__startswith="Raise")
    path = f"{ADD}?note={note.pk}"
    assert path in text_of(desk.get("/incidents/TRD-1/"))
    assert desk.get(path).context["form"]["words"].value() == "Raise the limit. Soon."
    desk.post(path, said(mara))
    assert FollowUp.objects.get().message == note


@pytest.mark.parametrize("note", ["0", "x", "99999999999999999999"])
def test_a_note_there_is_not_is_not_found(desk: Client, incident: Incident, note: str) -> None:
    assert desk.get(f"{ADD}?note={note}").status_code == 404


def test_words_of_a_reporter_are_no_note(desk: Client, incident: Incident) -> None:
    assert desk.get(f"{ADD}?note={incident.messages.get().pk}").status_code == 404


def test_a_handover_note_asks_for_it(desk: Client, mara: Membership, launch: Launch) -> None:
    note = hand_over(launch, body="Call the vendor.", author=mara.user, at=NOW)
    path = f"{NEW}&note={note.pk}"
    assert path in text_of(desk.get("/?launch=TRD")).replace("&amp;", "&")
    assert desk.get(path).context["form"]["words"].value() == "Call the vendor."
    desk.post(path, said(mara))
    made = FollowUp.objects.get()
    assert (made.handover_note, made.asked_by) == (note, "hand_over")


def test_a_note_of_another_launch_is_not_found(desk: Client, launch: Launch) -> None:
    other = LaunchFactory()
    note = hand_over(other, body="Theirs.", author=MembershipFactory(launch=other).user, at=NOW)
    assert desk.get(f"{NEW}&note={note.pk}").status_code == 404


def test_a_bad_one_without_an_incident_leaves_nothing(desk: Client, mara: Membership) -> None:
    response = desk.post(NEW, said(mara, owner=""))
    assert (response.status_code, FollowUp.objects.count()) == (422, 0)
    assert "Fill in “Owner”." in text_of(response)


def test_done_in_one_press(desk: Client, launch: Launch) -> None:
    made = make_follow_up(launch)
    response = desk.post(f"/follow-ups/{made.pk}/done/", headers=HTMX)
    assert response.status_code == 204
    assert {"launch-changed", "toast"} <= set(events_of(response))
    assert FollowUp.objects.get().state == "done"


def test_without_a_script_one_comes_back_to_it(desk: Client, launch: Launch) -> None:
    made = make_follow_up(launch)
    assert desk.post(f"/follow-ups/{made.pk}/done/")["Location"] == f"/follow-ups/{made.pk}/"


def test_too_late_is_told_in_a_toast_that_stays(desk: Client, launch: Launch) -> None:
    made = make_follow_up(launch)
    desk.post(f"/follow-ups/{made.pk}/done/")
    response = desk.post(f"/follow-ups/{made.pk}/done/", headers=HTMX)
    assert (response.status_code, events_of(response)["toast"]["stays"]) == (422, True)


def test_a_step_there_is_not_is_not_found(desk: Client, launch: Launch) -> None:
    assert desk.post(f"/follow-ups/{make_follow_up(launch).pk}/burn/").status_code == 404


def test_decided_in_one_press(launch: Launch, ines: Membership, sign_in: SignIn) -> None:
    asked = make_follow_up(launch, kind=DECIDE)
    response = sign_in(ines).post(f"/follow-ups/{asked.pk}/decide/", {"answer": "Yes"}, headers=HTMX)
    assert response.status_code == 204
    assert FollowUp.objects.get().answer == "Yes"


def test_whoever_decides_finds_it_from_the_week(launch: Launch, ines: Membership, sign_in: SignIn) -> None:
    make_follow_up(launch, kind=DECIDE)
    week = text_of(sign_in(ines).get("/launches/TRD/"))
    assert "/follow-ups/?launch=TRD&amp;show=decisions" in week
    asked = sign_in(ines).get(f"{LIST}&show=decisions", headers={**HTMX, "HX-Target": "decisions"})
    assert WORDS in text_of(asked)
    assert "<html" not in text_of(asked)


def test_nobody_else_is_asked_on_the_week(desk: Client, launch: Launch) -> None:
    assert "show=decisions" not in text_of(desk.get("/launches/TRD/"))


def test_planned_anew(desk: Client, mara: Membership, launch: Launch) -> None:
    made = make_follow_up(launch)
    desk.post(f"/follow-ups/{made.pk}/", said(mara, words="Call them", due_on="2026-12-01"))
    made.refresh_from_db()
    assert (made.words, made.owner, str(made.due_on)) == ("Call them", mara.user, "2026-12-01")


def test_a_plan_that_cannot_be_says_so(desk: Client, mara: Membership, launch: Launch) -> None:
    made = make_follow_up(launch)
    response = desk.post(f"/follow-ups/{made.pk}/", said(mara, due_on="2026-10-01"))
    assert response.status_code == 422
    assert "The due day is over" in text_of(response)


def test_mine_stand_on_the_first_page_and_late_ones_say_so(
    desk: Client, mara: Membership, launch: Launch
) -> None:
    make_follow_up(launch, owner=mara.user, at=launch.go_live_at, in_days=0)
    page = text_of(desk.get("/?launch=TRD"))
    assert WORDS in page
    assert "1 day overdue" in page.lower()


def test_the_incident_key_leads_back(desk: Client, incident: Incident, launch: Launch) -> None:
    make_follow_up(launch, incident=incident)
    assert 'href="/incidents/TRD-1/"' in text_of(desk.get(LIST))


@pytest.mark.parametrize("show", ["open", "mine", "decisions", "settled", "nonsense"])
def test_an_empty_list_says_what_to_do(desk: Client, launch: Launch, show: str) -> None:
    assert "<strong>Noth" in text_of(desk.get(f"{LIST}&show={show}"))


def test_markup_in_words_stays_text(desk: Client, launch: Launch) -> None:
    make_follow_up(launch, words="<b>Now</b>", kind=DECIDE, options=("<i>Yes</i>", "No"))
    page = text_of(desk.get(LIST))
    assert "<b>Now</b>" not in page
    assert "&lt;b&gt;Now" in page


def test_follow_ups_are_in_no_other_launch(sign_in: SignIn, launch: Launch) -> None:
    made, other = make_follow_up(launch), MembershipFactory(role=Role.LAUNCH_MANAGER)
    assert sign_in(other).get(f"/follow-ups/{made.pk}/").status_code == 404


def test_an_incident_of_a_resolution_by_workaround_shows_its_fix(desk: Client, launch: Launch) -> None:
    make_incident(launch)
    words = {"resolution": "workaround", "cause": "code", "body": "Use F9."}
    desk.post("/incidents/TRD-1/resolve/", words)
    page = text_of(desk.get("/incidents/TRD-1/"))
    assert "people work with a workaround" in page
    assert "a follow-up stays" in page
