"""Letters to reporters: each once, with public words and a link, and none for imported history."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from feedback.actions import follow_incidents
from hypercare.notifications.models import Audience, OutgoingMessage
from hypercare.runtime.processes import wait_until
from incidents.actions import Actor, add_note, decline_incident, reply_to_reporter, start_wait
from incidents.domain.history import DeclineReason
from incidents.domain.lifecycle import WaitingOn
from incidents.models import Incident, IncidentEvent
from tests.factories.feedback import incident_of, resolve, staff_of, submit, tell_all
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, ReporterFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SOON = REPORTED_AT + MINUTE


@pytest.fixture
def incident() -> Incident:
    """One that came from the form, from somebody with a mail address."""
    return incident_of(submit())


def last_letter(incident: Incident) -> OutgoingMessage:
    tell_all(incident)
    return OutgoingMessage.objects.latest("pk")


def subjects(incident: Incident) -> list[str]:
    tell_all(incident)
    receipt = incident.submissions.get().raw_item.receipt
    return [each.subject.replace(receipt, "R") for each in OutgoingMessage.objects.order_by("pk")]


def test_a_report_is_confirmed_with_number_promise_and_link(incident: Incident) -> None:
    letter = last_letter(incident)
    assert letter.subject == f"We have your report {incident.submissions.get().raw_item.receipt}"
    assert "A person will read this by 13:00 today (UTC)." in letter.body
    assert f"{settings.BASE_URL}/t/" in letter.body


def test_a_letter_waits_in_the_outbox_with_its_earliest_instant(incident: Incident) -> None:
    letter = last_letter(incident)
    assert (letter.to, letter.audience, letter.about) == (
        "rosa@desk.example",
        Audience.REPORTER,
        incident.key,
    )
    assert letter.not_before == letter.queued_at == REPORTED_AT


def test_a_confirmation_carries_nothing_the_sender_typed(incident: Incident) -> None:
    letter = last_letter(incident)
    assert "Orders" not in letter.subject + letter.body
    assert "Rosa" not in letter.body


def test_a_report_written_down_is_confirmed_without_a_promise() -> None:
    launch = LaunchFactory()
    incident = make_incident(launch, reporter=ReporterFactory(launch=launch))
    IncidentEvent.objects.filter(incident=incident).update(actor_kind="human")
    letter = last_letter(incident)
    assert "We wrote down what you told us." in letter.body
    assert "will read this" not in letter.body


def test_an_answer_is_mailed_word_for_word(incident: Incident) -> None:
    reply_to_reporter(incident, body="Try <Ctrl> & reload.", actor=staff_of(incident), at=SOON)
    letter = last_letter(incident)
    assert "An answer" in letter.subject
    assert "Try <Ctrl> & reload." in letter.body


def test_a_solution_is_mailed_with_the_question(incident: Incident) -> None:
    letter = last_letter(resolve(incident, at=SOON, body="Please try again."))
    assert "We fixed the cause." in letter.body
    assert "Please try again." in letter.body
    assert f"{settings.BASE_URL}/s/" in letter.body


def test_a_refusal_is_mailed_with_its_reason(incident: Incident) -> None:
    reason = DeclineReason.OUT_OF_SCOPE
    decline_incident(incident, reason=reason, body="Sorry.", actor=staff_of(incident), at=SOON)
    letter = last_letter(incident)
    assert "It is outside what this system is for." in letter.body
    assert "Sorry." in letter.body


@pytest.mark.parametrize(
    ("waiting_on", "is_told"),
    [
        (WaitingOn.REPORTER, True),
        (WaitingOn.EVIDENCE, True),
        (WaitingOn.VENDOR, False),
        (WaitingOn.TEAM, False),
        (WaitingOn.PROBLEM, False),
    ],
)
def test_only_a_wait_for_the_reporter_is_told_to_them(
    incident: Incident, waiting_on: Any, is_told: Any
) -> None:
    start_wait(incident, waiting_on=waiting_on, actor=staff_of(incident), at=SOON)
    assert ("We need something from you for your report R" in subjects(incident)) is is_told


@pytest.mark.parametrize(("minutes", "letters"), [(1, 0), (60, 1)])
def test_a_question_just_mailed_is_not_mailed_twice(incident: Incident, minutes: int, letters: int) -> None:
    actor = staff_of(incident)
    reply_to_reporter(incident, body="Which order?", actor=actor, at=SOON)
    start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=actor, at=SOON + minutes * MINUTE)
    assert sum("We need something" in subject for subject in subjects(incident)) == letters


def test_reading_the_events_twice_sends_each_letter_once(incident: Incident) -> None:
    reply_to_reporter(incident, body="Hello.", actor=staff_of(incident), at=SOON)
    tell_all(incident)
    assert subjects(incident) == ["We have your report R", "An answer to your report R"]


def test_somebody_without_an_address_gets_no_letter() -> None:
    tell_all(incident_of(submit(email="")))
    assert not OutgoingMessage.objects.exists()


def test_imported_history_writes_to_nobody(incident: Incident) -> None:
    resolve(incident, at=SOON)
    IncidentEvent.objects.update(actor_kind="import")
    tell_all(incident)
    assert not OutgoingMessage.objects.exists()


def test_a_note_is_no_letter(incident: Incident) -> None:
    add_note(incident, body="Secret", actor=staff_of(incident), at=SOON)
    assert subjects(incident) == ["We have your report R"]


def test_a_machines_answer_is_mailed_too(incident: Incident) -> None:
    reply_to_reporter(incident, body="Known since Monday.", actor=Actor.bot(), at=SOON)
    assert "Known since Monday." in last_letter(incident).body


@pytest.mark.django_db(transaction=True)
def test_the_follower_reads_what_was_committed_and_reads_it_once() -> None:
    incident = incident_of(submit())
    resolve(incident, at=SOON)
    # A transaction of another test's database may hold events back for a while.
    wait_until(lambda: follow_incidents(at=SOON) == 0 and OutgoingMessage.objects.count() == 2, 120)
    assert follow_incidents(at=SOON) == 0
    assert OutgoingMessage.objects.count() == 2
    assert incident.surveys.count() == 1
