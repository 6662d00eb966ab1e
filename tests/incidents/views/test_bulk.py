"""Acting on many in the browser: said, seen, done, undone."""

import re
from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from incidents.domain.bulk import AT_MOST, BULK_LABELS, BulkAct
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level
from incidents.forms.bulk import FORMS
from incidents.models import BulkChange, Incident
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory, TeamFactory
from tests.incidents.views.conftest import NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
KEYS = "TRD-1,TRD-2"
RESOLVE = {"resolution": "fixed", "cause": "code", "body": "Fixed in 1.4.2."}


@pytest.fixture(autouse=True)
def _two(launch: Launch) -> None:
    make_incident(launch)
    make_incident(launch)


def post(desk: Client, act: str, *, step: str = "apply", keys: str = KEYS, **said: Any) -> Any:
    """As the form is sent."""
    return desk.post(f"/queue/bulk/{act}/?launch=TRD", {"keys": keys, "step": step, **said})


def values(name: str) -> set[Any]:
    """What is stored in a column of both."""
    return set(Incident.objects.values_list(name, flat=True))


def test_every_act_has_its_form_and_its_words() -> None:
    assert FORMS.keys() == BULK_LABELS.keys() == set(BulkAct)


def test_an_act_with_nothing_to_say_is_previewed_at_once(desk: Client) -> None:
    page = text_of(post(desk, "take", step=""))
    assert "Apply to 2" in page
    assert "Mara Kessler" in page
    assert values("assignee") == {None}


@pytest.mark.parametrize("act", ["assign", "triage", "wait", "resolve", "decline"])
def test_any_other_asks_first(desk: Client, act: str) -> None:
    page = text_of(post(desk, act, step=""))
    assert "See what it does" in page
    assert "TRD-2" in page


def test_a_preview_names_the_new_priority_and_due_time(desk: Client) -> None:
    page = text_of(post(desk, "triage", step="preview", impact="high", urgency="high"))
    assert re.search(r"Priority</span> <del>P3</del> .* <ins>P1</ins>", page)
    assert re.search(r"Due</span> <del>.*</del> .* <ins>.*</ins>", page)
    assert values("priority") == {3}


def test_a_preview_says_what_cannot_be_done_and_why(desk: Client) -> None:
    page = text_of(post(desk, "close", step="preview"))
    assert page.count("Not possible") == 2
    assert "cannot become Closed" in page
    assert "There is nothing to change" in page


def test_it_is_done_and_told_on_an_address_of_its_own(desk: Client) -> None:
    answer = post(desk, "resolve", **RESOLVE)
    assert answer["Location"] == BulkChange.objects.get().get_absolute_url()
    assert "2 changed" in text_of(desk.get(answer["Location"]))
    assert values("state") == {State.RESOLVED}


def test_a_double_click_does_it_once(desk: Client) -> None:
    once = post(desk, "wait", waiting_on="vendor", once="abc")["Location"]
    assert post(desk, "wait", waiting_on="vendor", once="abc")["Location"] == once
    assert "2 changed" in text_of(desk.get(once))


def test_it_is_undone_from_there(desk: Client) -> None:
    page = post(desk, "resolve", **RESOLVE)["Location"]
    assert "Undo" in text_of(desk.get(page))
    told = text_of(desk.post(f"{page}undo/", follow=True))
    assert "2 undone" in told
    assert f'action="{page}undo/"' not in told
    assert values("state") == {State.NEW}


def test_a_team_alone_leaves_the_assignee(desk: Client, launch: Launch, mara: Membership) -> None:
    team = TeamFactory(launch=launch)
    post(desk, "take")
    post(desk, "assign", assignee="", team=team.pk)
    assert (values("assignee"), values("team")) == ({mara.user.pk}, {team.pk})


def test_nobody_is_meant_only_when_said_so(desk: Client) -> None:
    post(desk, "take")
    post(desk, "assign", assignee="none", team="")
    assert values("assignee") == {None}


def test_triage_changes_only_what_is_chosen(desk: Client, launch: Launch) -> None:
    service = ServiceFactory(launch=launch)
    post(desk, "triage", service=service.pk, impact="", urgency="low", nature="")
    assert (values("service"), values("impact"), values("urgency")) == (
        {service.pk},
        {Level.MEDIUM},
        {Level.LOW},
    )


@pytest.mark.parametrize("act", ["end_wait", "take", "close"])
def test_what_needs_no_words_can_be_applied(desk: Client, act: str) -> None:
    assert post(desk, act).status_code == 302


@pytest.mark.parametrize(
    ("act", "said", "words"),
    [
        ("resolve", {"resolution": "fixed", "cause": "code", "body": " "}, "Fill in “Words to the reporter”"),
        ("decline", {"reason": "whim", "body": "No."}, "whim is not one of the available choices"),
        ("assign", {"assignee": "999999"}, "999999 is not one of the available choices"),
        ("assign", {}, "Choose a person or a team"),
        ("triage", {}, "Choose what to change"),
        ("triage", {"impact": "huge"}, "huge is not one of the available choices"),
        ("wait", {}, "Fill in “Waiting on”"),
    ],
)
def test_what_is_missing_or_wrong_is_named(desk: Client, act: str, said: dict[str, str], words: str) -> None:
    answer = post(desk, act, **said)
    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("", "Select at least one incident"),
        ("TRD-1,TRD-99", "“TRD-99” is no incident of"),
        ("TRD-1,OTH-1", "“OTH-1” is no incident of"),
        ("TRD-", "“TRD-” is no incident of"),
        ("TRD-٣", "is no incident of"),
        ("<b>", "“&lt;b&gt;” is no incident of"),
        (
            ",".join(f"TRD-{n}" for n in range(1, AT_MOST + 2)),
            "At most 200 incidents at once: 201 are selected",
        ),
    ],
)
def test_a_wrong_selection_is_refused_with_a_sentence(desk: Client, keys: str, words: str) -> None:
    answer = post(desk, "take", keys=keys)
    assert (answer.status_code, words in text_of(answer)) == (422, True)


def test_an_unknown_act_is_not_there(desk: Client) -> None:
    assert post(desk, "explode").status_code == 404


def test_words_too_long_for_a_key_are_refused(desk: Client) -> None:
    assert post(desk, "take", once="k" * 41).status_code == 422


def test_who_only_reads_may_not(launch: Launch, sign_in: SignIn) -> None:
    owner = sign_in(MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER))
    assert post(owner, "take").status_code == 403


def test_whoever_reads_incidents_sees_what_came_of_it(desk: Client, launch: Launch, sign_in: SignIn) -> None:
    page = post(desk, "take")["Location"]
    reader = sign_in(MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER))
    told = text_of(reader.get(page))
    assert "2 changed" in told
    assert "undo/" not in told
    assert reader.post(f"{page}undo/").status_code == 403


def test_somebody_else_cannot_undo_it(desk: Client, launch: Launch, sign_in: SignIn) -> None:
    page = post(desk, "take")["Location"]
    other = sign_in(MembershipFactory(launch=launch, role=Role.RESPONDER))
    assert other.post(f"{page}undo/").status_code == 422


def test_an_outsider_finds_nothing(desk: Client, sign_in: SignIn) -> None:
    page = post(desk, "take")["Location"]
    stranger = sign_in(MembershipFactory(launch=LaunchFactory()))
    assert (stranger.get(page).status_code, stranger.post(f"{page}undo/").status_code) == (404, 404)


def test_words_that_were_not_sent_say_so(desk: Client) -> None:
    post(desk, "resolve", **RESOLVE)
    assert "Not sent" in text_of(desk.get("/incidents/TRD-1/"))


def test_the_history_shows_what_was_undone(desk: Client) -> None:
    page = post(desk, "take")["Location"]
    desk.post(f"{page}undo/")
    told = text_of(desk.get("/incidents/TRD-1/"))
    assert "<s>Mara Kessler took it</s>" in told
    assert "undone by Mara Kessler" in told
    assert NOW
