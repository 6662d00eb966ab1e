"""The page at the start of a shift, and the words at its end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership, Shift
from incidents.actions import (
    Actor,
    assign_incident,
    reopen_incident,
    reply_to_reporter,
    resolve_incident,
    snooze_incident,
    start_wait,
    tie_incident,
    untie_incident,
)
from incidents.actions.conversation import receive_reporter_message
from incidents.actions.handover import hand_over
from incidents.actions.undoing import undo_act
from incidents.domain.handover import LENGTH
from incidents.domain.history import Cause, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level
from incidents.models import HandoverNote, Incident
from tests.factories.incidents import make_incident
from tests.factories.launches import MembershipFactory
from tests.incidents.views.conftest import HTMX, NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEFT = NOW - 15 * HOUR
# Session, user and membership; launches of the rail; shift; own and nobody's; written to and its rows; news;
# arrived; bundles; released; names; notes.
QUERIES = 17
HIGH: dict[str, Any] = {"impact": Level.HIGH, "urgency": Level.HIGH}


@pytest.fixture
def back(mara: Membership, desk: Client) -> Client:
    """Mara's browser, fifteen hours after she left."""
    Shift.objects.filter(membership=mara).update(left_at=LEFT)
    return desk


@pytest.fixture
def ilya(launch: Launch) -> Membership:
    """A colleague."""
    return MembershipFactory(launch=launch, user__name="Ilya Petrov")


def page(client: Client, target: str = "") -> str:
    """The start page of TRD in one line, whole or what a panel asks for."""
    headers = {**HTMX, "HX-Target": target} if target else {}
    response = client.get("/?launch=TRD", headers=headers)
    assert response.status_code == 200
    return " ".join(text_of(response).split())


def give(incident: Incident, member: Membership, *, by: Membership | None = None) -> Incident:
    """Assign it before the person left, unless somebody else does it now."""
    actor, at = Actor.human((by or member).user), NOW if by else LEFT - HOUR
    with time_machine.travel(at, tick=False):
        return assign_incident(incident, assignee=member.user, team=None, actor=actor, at=at)


def write(incident: Incident, *, body: str = "Still broken.") -> None:
    """The reporter says something now."""
    receive_reporter_message(incident, body=body, reporter=None, at=NOW)


def lists(text: str) -> set[str]:
    """The rows of the page: the list and the incident."""
    return {part.split('"')[0] for part in text.split('data-row id="')[1:]}


def test_a_first_shift_is_told_what_the_page_is_for(desk: Client) -> None:
    text = page(desk)
    assert "Your first shift in Launch TRD" in text
    assert "Open what nobody has" in text


def test_a_quiet_night_says_what_to_do_next(back: Client) -> None:
    text = page(back)
    assert "nothing has happened that waits for you" in text
    assert "Nothing waits for you" in text
    assert "assignee=none" in text


def test_the_sentence_says_when_one_left(back: Client) -> None:
    assert "Since you left yesterday" in page(back)


def test_somebody_long_away_is_told_of_a_week(back: Client, mara: Membership) -> None:
    Shift.objects.filter(membership=mara).update(left_at=NOW - 30 * DAY)
    assert "In the last 7 days (you left" in page(back)


def test_an_answer_to_mine_is_told_and_comes_first(
    back: Client, incident: Incident, mara: Membership
) -> None:
    give(incident, mara)
    write(incident)
    text = page(back)
    assert '<a href="#answered" >1 of yours answered</a>' in text
    assert {"first-TRD-1", "answered-TRD-1"} <= lists(text)
    assert "Answered today" in text


def test_what_a_colleague_answered_waits_no_more(
    back: Client, incident: Incident, mara: Membership, ilya: Membership
) -> None:
    give(incident, mara)
    write(incident)
    reply_to_reporter(incident, body="We look.", actor=Actor.human(ilya.user), at=NOW)
    assert "of yours answered" not in page(back)


def test_an_answer_to_what_i_resolved_is_not_lost(back: Client, incident: Incident, mara: Membership) -> None:
    give(incident, mara)
    actor, at = Actor.human(mara.user), LEFT - HOUR
    with time_machine.travel(at, tick=False):
        resolve_incident(
            incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Done.", actor=actor, at=at
        )
    write(incident)
    assert "answered-TRD-1" in lists(page(back))


def test_what_happened_before_one_left_is_not_told(
    back: Client, incident: Incident, mara: Membership
) -> None:
    give(incident, mara)
    with time_machine.travel(LEFT - HOUR / 2, tick=False):
        receive_reporter_message(incident, body="Hello?", reporter=None, at=LEFT - HOUR / 2)
    assert "of yours answered" not in page(back)


def test_reopened_and_given_are_told(
    back: Client, launch: Launch, mara: Membership, ilya: Membership
) -> None:
    mine, given = make_incident(launch), make_incident(launch)
    give(mine, mara)
    actor = Actor.human(ilya.user)
    resolve_incident(mine, cause=Cause.CODE, resolution=Resolution.FIXED, body="Done.", actor=actor, at=NOW)
    reopen_incident(mine, body="It is back.", actor=actor, at=NOW)
    give(given, mara, by=ilya)
    text = page(back)
    assert "1 of yours reopened" in text
    assert "1 given to you" in text
    assert {"reopened-TRD-1", "given-TRD-2"} <= lists(text)


def test_what_a_colleague_took_up_by_mistake_still_waits(
    back: Client, incident: Incident, mara: Membership, ilya: Membership
) -> None:
    give(incident, mara)
    write(incident)
    slip = replace(Actor.human(ilya.user), act="slip")
    start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=slip, at=NOW)
    undo_act(incident, act="slip", actor=slip, at=NOW)
    assert "1 of yours answered" in page(back)


def test_what_one_took_oneself_was_not_given(back: Client, incident: Incident, mara: Membership) -> None:
    give(incident, mara, by=mara)
    assert "given to you" not in page(back)


def test_the_next_breach_is_named_with_its_time(back: Client, incident: Incident, mara: Membership) -> None:
    give(incident, mara)
    text = page(back)
    assert "1 breaches today" in text
    assert "due-TRD-1" in lists(text)


def test_a_paused_promise_does_not_breach(back: Client, incident: Incident, mara: Membership) -> None:
    give(incident, mara)
    actor = Actor.human(mara.user)
    reply_to_reporter(incident, body="When?", actor=actor, at=NOW)
    start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=actor, at=NOW)
    assert "breaches" not in page(back)


def test_a_p1_that_nobody_has_comes_first(back: Client, launch: Launch) -> None:
    make_incident(launch, **HIGH)
    text = page(back)
    assert "Do this first" in text
    assert "Nobody has this P1" in text


def test_new_ones_are_told_with_their_rows(back: Client, incident: Incident) -> None:
    text = page(back)
    assert "1 new in the inbox" in text
    assert "arrived-TRD-1" in lists(text)


def test_what_somebody_put_aside_is_not_told(back: Client, launch: Launch, mara: Membership) -> None:
    aside = make_incident(launch, **HIGH)
    snooze_incident(aside, until=NOW + DAY, actor=Actor.human(mara.user), at=NOW)
    assert lists(page(back)) == set()


def test_messages_that_joined_what_others_have_are_counted(
    back: Client, launch: Launch, ilya: Membership
) -> None:
    theirs, other = make_incident(launch), make_incident(launch)
    give(theirs, ilya)
    for number in range(3):
        write(theirs, body=f"Me too, {number}.")
    write(other)
    text = page(back)
    assert "4 messages joined TRD-1 and 1 more" in text
    assert {"joined-TRD-1", "joined-TRD-2"} <= lists(text)


def test_the_page_costs_the_same_whatever_happened(
    back: Client,
    launch: Launch,
    mara: Membership,
    ilya: Membership,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(8):
        incident = make_incident(launch, **(HIGH if number % 2 else {}))
        give(incident, mara if number % 3 else ilya)
        write(incident)
        hand_over(launch, body=f"Look at {number}.", author=ilya.user, at=NOW)
    with django_assert_num_queries(QUERIES):
        page(back)


def test_reports_that_joined_a_bundle_are_counted(back: Client, launch: Launch, ilya: Membership) -> None:
    parent, *reports = (make_incident(launch) for _ in range(4))
    for child in reports:
        tie_incident(child, parent=parent, actor=Actor.human(ilya.user), at=NOW)
    untie_incident(reports[0], actor=Actor.human(ilya.user), at=NOW)
    text = page(back)
    assert "2 reports joined TRD-1" in text
    assert "bundles-TRD-1" in lists(text)


def test_a_panel_asks_for_its_part_alone(back: Client, incident: Incident) -> None:
    text = page(back, target="start")
    assert "<html" not in text
    assert text.count('hx-swap-oob="true"') == 1
    assert "hand-over-body" not in text


def test_hostile_words_stay_words(back: Client, launch: Launch, ilya: Membership) -> None:
    make_incident(launch, title="<script>alert(1)</script>")
    hand_over(launch, body="<img src=x>", author=ilya.user, at=NOW)
    text = page(back)
    assert "<script>alert" not in text
    assert "<img src=x>" not in text


def test_the_place_is_current_in_the_rail_and_only_there(back: Client, incident: Incident) -> None:
    assert page(back).count('aria-current="page"') == 1
    assert text_of(back.get("/queue/?launch=TRD")).count('aria-current="page"') == 1


def leave(client: Client, body: str = "Mind the gateway.", once: str = "k-1") -> int:
    """Write a note as the form does."""
    return client.post("/hand-over/?launch=TRD", {"body": body, "once": once}).status_code


def test_a_note_reaches_whoever_starts_next(desk: Client, ilya: Membership, sign_in: SignIn) -> None:
    assert leave(desk) == 302
    text = page(sign_in(ilya))
    assert "Mind the gateway." in text
    assert "Mara Kessler" in text
    assert "Earlier notes" not in text


def test_a_note_that_was_seen_stays_for_some_days(back: Client, launch: Launch, ilya: Membership) -> None:
    hand_over(launch, body="Two days old.", author=ilya.user, at=NOW - 2 * DAY)
    hand_over(launch, body="Five days old.", author=ilya.user, at=NOW - 5 * DAY)
    text = page(back)
    assert "Earlier notes, 1" in text
    assert "Two days old." in text
    assert "Five days old." not in text


def test_ones_own_note_is_no_news(back: Client, launch: Launch, mara: Membership) -> None:
    hand_over(launch, body="Mine.", author=mara.user, at=NOW)
    assert "Earlier notes, 1" in page(back)


def test_a_note_of_another_launch_stays_there(back: Client) -> None:
    other = MembershipFactory(role=Role.RESPONDER)
    hand_over(other.launch, body="Elsewhere.", author=other.user, at=NOW)
    assert "Elsewhere." not in page(back)


def test_the_same_note_sent_twice_is_kept_once(desk: Client) -> None:
    assert (leave(desk), leave(desk)) == (302, 302)
    assert HandoverNote.objects.count() == 1


@pytest.mark.parametrize(("body", "said"), [(" ", "Fill in"), ("x" * (LENGTH + 1), "at most 2000")])
def test_a_note_without_words_or_without_end_gets_a_sentence(desk: Client, body: str, said: str) -> None:
    response = desk.post("/hand-over/?launch=TRD", {"body": body})
    assert response.status_code == 422
    assert said in text_of(response)
    assert not HandoverNote.objects.exists()


def test_old_notes_are_forgotten_with_the_next(launch: Launch, mara: Membership) -> None:
    hand_over(launch, body="Old.", author=mara.user, at=NOW - 15 * DAY)
    hand_over(launch, body="New.", author=mara.user, at=NOW)
    assert [note.body for note in HandoverNote.objects.all()] == ["New."]
