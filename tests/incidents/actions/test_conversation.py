"""Words: who may read them, and what they set in motion."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import IntegrityError

from hypercare.lib.errors import DomainError
from incidents.actions import (
    Actor,
    Declaration,
    Picture,
    add_note,
    declare_incident,
    receive_reporter_message,
    reply_to_reporter,
    resolve_incident,
    start_wait,
)
from incidents.domain.history import Cause, Resolution
from incidents.domain.lifecycle import State, WaitingOn
from incidents.models import Attachment, Incident, IncidentEvent, IncidentSearch, Message
from incidents.models.timeline import Visibility
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory

pytestmark = pytest.mark.django_db
LATER = REPORTED_AT + timedelta(hours=1)
PIXEL = Picture("screen.png", "image/png", b"not decoded here", 1, 1)


def staff_of(incident: Incident) -> Actor:
    """A responder of the incident's launch."""
    return Actor.human(MembershipFactory(launch=incident.launch).user)


def found(word: str) -> int:
    """How many incidents the index finds."""
    return IncidentSearch.objects.filter(document=SearchQuery(word, config="english")).count()


@pytest.mark.parametrize("body", ["", "  \n"])
def test_an_empty_reply_is_refused(body: str) -> None:
    incident = make_incident()
    with pytest.raises(DomainError) as refusal:
        reply_to_reporter(incident, body=body, actor=staff_of(incident), at=LATER)
    assert refusal.value.field == "body"


def test_a_note_stays_internal() -> None:
    incident = make_incident()
    add_note(incident, body="The vendor knows.", actor=staff_of(incident), at=LATER)
    assert not Message.objects.public().filter(body__contains="vendor").exists()


def test_events_hold_no_words() -> None:
    incident = make_incident(body="Ada Lovelace, desk 4")
    add_note(incident, body="Call Ada.", actor=staff_of(incident), at=LATER)
    assert "Ada" not in str(list(IncidentEvent.objects.values_list("payload", "cause")))


def test_an_answer_ends_the_wait_for_the_reporter() -> None:
    incident = make_incident()
    start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=staff_of(incident), at=LATER)
    incident = receive_reporter_message(incident, body="Here it is.", reporter=None, at=LATER)
    assert incident.state == State.IN_PROGRESS


def test_an_answer_does_not_end_the_wait_for_the_vendor() -> None:
    incident = make_incident()
    start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=staff_of(incident), at=LATER)
    incident = receive_reporter_message(incident, body="Any news?", reporter=None, at=LATER)
    assert incident.state == State.WAITING


@pytest.mark.parametrize(("is_not_fixed", "state"), [(True, State.IN_PROGRESS), (False, State.RESOLVED)])
def test_only_not_fixed_reopens(*, is_not_fixed: bool, state: State) -> None:
    incident = make_incident()
    actor = staff_of(incident)
    fixed: dict[str, Any] = {"cause": Cause.CODE, "resolution": Resolution.FIXED}
    resolve_incident(incident, body="Fixed.", actor=actor, at=LATER, **fixed)
    incident = receive_reporter_message(
        incident, body="Hm.", reporter=None, at=LATER, is_not_fixed=is_not_fixed
    )
    assert incident.state == state


def test_a_reporter_never_writes_internally() -> None:
    incident = make_incident()
    with pytest.raises(IntegrityError):
        Message.objects.create(
            incident=incident, visibility=Visibility.INTERNAL, is_from_reporter=True, body="x", at=LATER
        )


def test_pictures_belong_to_the_opening_message() -> None:
    incident = make_incident(pictures=[PIXEL])
    assert Attachment.objects.get().message == incident.messages.get()


def test_title_body_and_later_words_are_found() -> None:
    incident = make_incident(title="Phantom orders", body="The blotter shows ghosts.")
    reply_to_reporter(incident, body="We look into the gateway.", actor=staff_of(incident), at=LATER)
    assert [found(word) for word in ("phantom", "blotter", "gateway", "elsewhere")] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"body": " "}, "body"),
        ({"reported_at": REPORTED_AT + timedelta(days=1)}, "reported_at"),
    ],
)
def test_a_bad_declaration_leaves_nothing_behind(changed: dict[str, Any], field: str) -> None:
    said: dict[str, Any] = {
        "title": "Orders late",
        "body": "They are.",
        "reported_at": REPORTED_AT,
        **changed,
    }
    with pytest.raises(DomainError) as refusal:
        declare_incident(LaunchFactory(), Declaration(**said | changed), actor=Actor.bot(), at=REPORTED_AT)
    assert (refusal.value.field, Incident.objects.count()) == (field, 0)


def test_a_service_of_another_launch_is_refused() -> None:
    with pytest.raises(DomainError, match="another launch"):
        make_incident(service=ServiceFactory())


def test_numbers_count_per_launch() -> None:
    one, other = LaunchFactory(), LaunchFactory()
    numbers = [make_incident(launch).number for launch in (one, other, one)]
    assert numbers == [1, 1, 2]
