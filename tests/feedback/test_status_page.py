"""What the reporter sees behind the link: plain words, public messages, their own replies."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from feedback.actions import understand_item
from feedback.tokens import MAX_AGE, token_for_incident, token_for_item
from hypercare.intake.actions import InboundFile, settle_item
from hypercare.intake.models import Channel, Outcome, RawItem
from incidents.actions import (
    acknowledge_incident,
    add_note,
    assign_incident,
    decline_incident,
    reply_to_reporter,
    start_wait,
)
from incidents.domain.history import DeclineReason
from incidents.domain.lifecycle import WaitingOn
from incidents.models import Attachment, Incident
from tests.factories.feedback import incident_of, picture, receive, resolve, staff_of, submit, tell_all
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory

pytestmark = pytest.mark.django_db
SOON = REPORTED_AT + timedelta(minutes=5)
LATER = REPORTED_AT + timedelta(hours=1)
SHOT = InboundFile("shot.png", "image/png", picture())


def page(token: str, **asked: str) -> Any:
    with time_machine.travel(LATER, tick=False):
        return Client().get(reverse("feedback:status", args=[token]), asked)


def words(incident: Incident) -> str:
    """What the page of an incident's reporter says."""
    with time_machine.travel(LATER, tick=False):
        return str(page(token_for_incident(incident)).content.decode())


def send_reply(token: str, **said: Any) -> Any:
    reply = {"idempotency_key": "reply-1", "body": "Also on Mondays."}
    with time_machine.travel(LATER, tick=False):
        return Client(enforce_csrf_checks=True).post(
            reverse("feedback:reply", args=[token]), {**reply, **said}
        )


def fresh_token(item: RawItem) -> str:
    with time_machine.travel(LATER, tick=False):
        return token_for_item(item)


@pytest.fixture
def incident() -> Incident:
    """One that came from the form."""
    return incident_of(submit())


def test_the_page_works_before_anybody_has_understood_the_item() -> None:
    item = receive()
    html = page(fresh_token(item)).content.decode()
    assert "We have your report" in html
    assert item.payload["body"] in html
    assert "/reply/" not in html


def test_an_unread_report_repeats_the_promise(incident: Incident) -> None:
    assert "A person will read this by 13:00 today (UTC)." in words(incident)


def test_a_read_report_says_a_person_looks(incident: Incident) -> None:
    acknowledge_incident(incident, actor=staff_of(incident), at=SOON)
    assert "A person is looking at this" in words(incident)


def test_whoever_has_it_is_named_by_first_name_only(incident: Incident) -> None:
    member = MembershipFactory(launch=incident.launch, user__name="Maria Lopez")
    assign_incident(incident, assignee=member.user, team=None, actor=staff_of(incident), at=SOON)
    html = words(incident)
    assert "Maria is looking at this" in html
    assert "Lopez" not in html


def test_a_question_of_ours_is_seen_at_once(incident: Incident) -> None:
    actor = staff_of(incident)
    reply_to_reporter(incident, body="Which order type?", actor=actor, at=SOON)
    start_wait(incident, waiting_on=WaitingOn.EVIDENCE, actor=actor, at=SOON)
    html = words(incident)
    assert "We need something from you" in html
    assert "Which order type?" in html


def test_a_vendor_is_nobodys_business_outside(incident: Incident) -> None:
    start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=staff_of(incident), at=SOON)
    html = words(incident)
    assert "A person is looking at this" in html
    assert "endor" not in html


def test_a_solution_says_how_and_offers_not_fixed(incident: Incident) -> None:
    html = words(resolve(incident, at=SOON))
    assert "We fixed the cause." in html
    assert "It is still not fixed" in html


def test_only_a_solution_offers_not_fixed(incident: Incident) -> None:
    assert "still not fixed" not in words(incident)


def test_a_link_from_the_rating_ticks_not_fixed(incident: Incident) -> None:
    resolve(incident, at=SOON)
    html = page(fresh_token(incident.submissions.get().raw_item), not_fixed="1").content.decode()
    assert 'name="is_not_fixed" id="id_is_not_fixed" checked' in html


def test_a_refusal_gives_its_reason(incident: Incident) -> None:
    actor = staff_of(incident)
    reason = DeclineReason.WORKS_AS_DESIGNED
    decline_incident(incident, reason=reason, body="The limit is a rule.", actor=actor, at=SOON)
    html = words(incident)
    assert "It works as it is meant to." in html
    assert "The limit is a rule." in html


@pytest.mark.parametrize(
    ("said", "headline"),
    [({"kind": "praise"}, "Thank you"), ({"trap": "x"}, "A person looks at it before it goes further")],
)
def test_what_became_no_incident_has_its_words_too(said: dict[str, Any], headline: str) -> None:
    assert headline in page(fresh_token(submit(**said))).content.decode()


def test_a_report_sent_twice_points_to_the_first_without_opening_it() -> None:
    first = submit()
    second = submit(first.launch, key="key-2")
    html = page(fresh_token(second)).content.decode()
    assert f"counted as {first.receipt}" in html
    assert "/reply/" not in html


def test_another_refusal_shows_its_reason() -> None:
    item = settle_item(receive(), outcome=Outcome.REJECTED, reason="It has no words", at=SOON)
    assert "It has no words." in page(fresh_token(item)).content.decode()


def test_an_incident_written_down_for_a_reporter_has_a_page() -> None:
    launch = LaunchFactory()
    incident = make_incident(launch, reporter=ReporterFactory(launch=launch))
    assert incident.key in words(incident)


def test_no_page_for_an_incident_whose_reporter_changed() -> None:
    launch = LaunchFactory()
    incident = make_incident(launch, reporter=ReporterFactory(launch=launch))
    with time_machine.travel(LATER, tick=False):
        token = token_for_incident(incident)
    Incident.objects.update(reporter=ReporterFactory(launch=launch))
    assert page(token).status_code == 404


def test_the_staffs_title_stays_inside(incident: Incident) -> None:
    Incident.objects.update(title="User cannot read")
    assert "User cannot read" not in words(incident)


def test_markup_in_words_is_only_words() -> None:
    incident = incident_of(submit(body="<script>alert(1)</script> hangs"))
    assert "<script>alert" not in words(incident)


def test_a_forged_link_is_explained() -> None:
    response = page("forged.token")
    assert response.status_code == 404
    assert "cut short" in response.content.decode()


def test_an_expired_link_is_explained() -> None:
    token = token_for_item(receive())
    with time_machine.travel(timezone.now() + MAX_AGE + timedelta(days=1)):
        response = Client().get(reverse("feedback:status", args=[token]))
    assert response.status_code == 410
    assert "expired" in response.content.decode()


def test_a_page_behind_a_link_is_never_cached(incident: Incident) -> None:
    assert "no-store" in page(token_for_incident(incident))["Cache-Control"]


def test_a_reply_is_stored_first_and_seen_at_once(incident: Incident) -> None:
    token = fresh_token(incident.submissions.get().raw_item)
    response = send_reply(token)
    item = RawItem.objects.get(channel=Channel.STATUS_PAGE)
    assert (response.status_code, item.outcome) == (302, Outcome.PENDING)
    assert "Also on Mondays." in page(token).content.decode()


def test_an_understood_reply_stands_once_in_the_conversation(incident: Incident) -> None:
    token = fresh_token(incident.submissions.get().raw_item)
    send_reply(token)
    understand_item(RawItem.objects.get(channel=Channel.STATUS_PAGE).pk, at=LATER)
    assert page(token).content.decode().count("Also on Mondays.") == 1


def test_a_double_click_is_one_reply(incident: Incident) -> None:
    token = fresh_token(incident.submissions.get().raw_item)
    assert {send_reply(token).status_code for _ in range(3)} == {302}
    assert RawItem.objects.filter(channel=Channel.STATUS_PAGE).count() == 1


def test_other_words_under_the_same_key_are_kept_for_sending(incident: Incident) -> None:
    token = fresh_token(incident.submissions.get().raw_item)
    send_reply(token)
    response = send_reply(token, body="And on Tuesdays.")
    assert response.status_code == 409
    assert "And on Tuesdays." in response.content.decode()


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"body": " "}, "Write something first."),
        ({"body": "x" * 5001}, "at most 5000 characters"),
        ({"idempotency_key": ""}, "Send it again"),
    ],
)
def test_a_reply_against_a_rule_is_shown_again_with_the_rule(
    incident: Incident, said: dict[str, Any], rule: str
) -> None:
    response = send_reply(fresh_token(incident.submissions.get().raw_item), **said)
    assert response.status_code == 422
    assert rule in response.content.decode()
    assert not RawItem.objects.filter(channel=Channel.STATUS_PAGE).exists()


def test_a_reply_to_what_is_no_incident_yet_is_refused_kindly() -> None:
    response = send_reply(fresh_token(receive()))
    assert response.status_code == 409
    assert "still being read" in response.content.decode()


def test_whoever_only_opens_the_address_of_a_reply_comes_to_the_report(incident: Incident) -> None:
    token = token_for_incident(incident)
    response = Client().get(reverse("feedback:reply", args=[token]))
    assert response.headers["Location"] == reverse("feedback:status", args=[token])


def test_a_reply_needs_a_true_link() -> None:
    assert send_reply("forged").status_code == 404


def test_a_picture_is_shown_through_the_link_and_only_through_it() -> None:
    item = submit(files=[SHOT])
    shown, token = Attachment.objects.get(), fresh_token(item)
    with time_machine.travel(LATER, tick=False):
        response = Client().get(reverse("feedback:picture", args=[token, shown.pk]))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response.content == bytes(shown.content)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_picture_of_another_report_is_not_there() -> None:
    mine, other = submit(), submit(LaunchFactory(), files=[SHOT])
    with time_machine.travel(LATER, tick=False):
        url = reverse("feedback:picture", args=[token_for_item(mine), Attachment.objects.get().pk])
        assert Client().get(url).status_code == 404
    assert other.result_key


def test_a_picture_of_an_internal_note_is_not_there(incident: Incident) -> None:
    add_note(incident, body="Secret", actor=staff_of(incident), at=SOON)
    note = incident.messages.get(body="Secret")
    shown = Attachment.objects.create(
        message=note, name="x.webp", content_type="image/webp", content=b"x", width=1, height=1
    )
    url = reverse("feedback:picture", args=[token_for_incident(incident), shown.pk])
    assert Client().get(url).status_code == 404


def test_the_page_costs_the_same_however_long_the_conversation(
    incident: Incident, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = staff_of(incident)
    for number in range(10):
        reply_to_reporter(incident, body=f"Words {number}", actor=actor, at=SOON)
    resolve(incident, at=SOON)
    tell_all(incident)
    token = fresh_token(incident.submissions.get().raw_item)
    with django_assert_max_num_queries(9):
        page(token)
