"""One answer to a bundle: each reporter in their own thread, by their own name, once."""

from datetime import timedelta
from typing import Any

import pytest

from feedback.actions import settle_change
from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import Actor, add_note, reply_to_all, reply_to_reporter, tie_incident
from incidents.actions import bundling as acting
from incidents.actions.bulk import undo_many
from incidents.models import BulkChange, Incident, IncidentEvent, Message
from incidents.models.timeline import Visibility
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
NOW, LATER = REPORTED_AT + 10 * MINUTE, REPORTED_AT + 20 * MINUTE
MANY = 40
NAMES = ("Rosa Diaz", "Jonas Weber", "Mina Sato", "Ola Berg")


@pytest.fixture
def launch() -> Launch:
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def user(launch: Launch) -> User:
    made: User = MembershipFactory(launch=launch).user
    return made


def bundle(launch: Launch, user: User, reports: int) -> Incident:
    """So many reports joined one, each by somebody with an address; inside a note was written."""
    people = [
        ReporterFactory(launch=launch, name=NAMES[n % 4], email=f"person-{n}@desk.example")
        for n in range(reports + 1)
    ]
    parent, *children = (make_incident(launch, reporter=person) for person in people)
    actor = Actor.human(user)
    for child in children:
        tie_incident(child, parent=parent, actor=actor, at=NOW)
    add_note(parent, body="They all pressed the red button.", actor=actor, at=NOW)
    return parent


def answer(parent: Incident, user: User, *, once: str = "k") -> BulkChange:
    words = "We found it, and the fix is on its way."
    return reply_to_all(parent, body=words, user=user, once=once, now=lambda: NOW)


def letters() -> list[OutgoingMessage]:
    """What left the house once nobody could take it back."""
    while settle_change(at=LATER):
        pass
    return list(OutgoingMessage.objects.order_by("pk"))


def test_forty_reporters_get_forty_answers_of_their_own(launch: Launch, user: User) -> None:
    answer(bundle(launch, user, MANY - 1), user)
    sent = letters()
    assert len({letter.to for letter in sent}) == len(sent) == MANY
    assert len({letter.about for letter in sent}) == MANY
    assert all("the fix is on its way" in letter.body for letter in sent)


def test_no_address_and_no_name_of_one_is_in_the_letter_of_another(launch: Launch, user: User) -> None:
    answer(bundle(launch, user, 7), user)
    names = {incident.key: incident.reporter.name for incident in launch.incidents.all() if incident.reporter}
    for letter in letters():
        others = [address for address in (f"person-{n}@" for n in range(8)) if address not in letter.to]
        assert not any(address in letter.body for address in others)
        assert [name for name in NAMES if name in letter.body] == [names[letter.about]]


def test_internal_words_do_not_travel(launch: Launch, user: User) -> None:
    answer(bundle(launch, user, 3), user)
    assert not any("red button" in letter.body for letter in letters())
    assert Message.objects.filter(visibility=Visibility.INTERNAL).count() == 1


def test_nobody_hears_of_it_while_it_can_be_undone(launch: Launch, user: User) -> None:
    change = answer(bundle(launch, user, 3), user)
    assert not settle_change(at=NOW + 29 * SECOND)
    undo_many(change, user=user, at=NOW + 29 * SECOND)
    assert letters() == []


def test_the_same_key_answers_once(launch: Launch, user: User) -> None:
    parent = bundle(launch, user, 3)
    assert answer(parent, user) == answer(parent, user)
    assert IncidentEvent.objects.filter(kind="replied").count() == 4


def test_killed_half_way_nobody_was_answered_and_again_each_is_once(
    launch: Launch, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = bundle(launch, user, 5)
    done: list[Incident] = []

    def dies(incident: Incident, **said: Any) -> Incident:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(incident)
        return reply_to_reporter(incident, **said)

    monkeypatch.setattr(acting, "reply_to_reporter", dies)
    with pytest.raises(KeyboardInterrupt):
        answer(parent, user)
    monkeypatch.undo()
    assert not IncidentEvent.objects.filter(kind="replied").exists()
    answer(parent, user)
    assert len(letters()) == 6


def test_killed_while_telling_each_is_told_once(launch: Launch, user: User) -> None:
    answer(bundle(launch, user, 3), user)
    first = letters()
    BulkChange.objects.update(settled_at=None)  # as if the worker had died before it could say so
    assert letters() == first


@pytest.mark.parametrize("body", ["", "  \n"])
def test_no_words_are_refused_by_field(launch: Launch, user: User, body: str) -> None:
    parent = bundle(launch, user, 1)
    with pytest.raises(DomainError) as caught:
        reply_to_all(parent, body=body, user=user, once="k", now=lambda: NOW)
    assert caught.value.field == "body"


def test_without_reports_it_is_answered_alone(launch: Launch, user: User) -> None:
    with pytest.raises(DomainError, match="Nothing joined it"):
        answer(make_incident(launch), user)
