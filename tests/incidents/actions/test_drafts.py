"""Words that are not sent yet: kept as typed, gone when sent."""

from datetime import timedelta
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.models import User
from hypercare.lib.errors import DomainError
from incidents.actions import Actor, keep_draft, reply_to_reporter, send_draft
from incidents.domain.drafts import KEPT_FOR, DraftKind
from incidents.models import Draft, Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def incident() -> Incident:
    """TRD-1."""
    return make_incident()


@pytest.fixture
def mara(incident: Incident) -> User:
    """Who writes."""
    made: User = MembershipFactory(launch=incident.launch).user
    return made


def keep(
    incident: Incident, author: User, body: str, *, once: str = "k-1", after: timedelta = SECOND
) -> None:
    """A pause in the typing of a reply."""
    at = REPORTED_AT + after
    keep_draft(incident, kind=DraftKind.REPLY, body=body, once=once, author=author, at=at)


def send(incident: Incident, author: User, body: str, *, once: str = "k-1") -> None:
    """The reply itself."""
    said = partial(reply_to_reporter, incident, body=body, actor=Actor.human(author), at=REPORTED_AT)
    send_draft(said, kind=DraftKind.REPLY, once=once, author=author, at=REPORTED_AT)


def kept(author: User) -> list[str]:
    """What this person would read again."""
    return list(Draft.objects.of(author.pk).values_list("body", flat=True))


def test_the_last_words_stand(incident: Incident, mara: User) -> None:
    keep(incident, mara, "We")
    keep(incident, mara, "We found it")
    assert kept(mara) == ["We found it"]


def test_a_pause_costs_one_statement(
    incident: Incident, mara: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(incident, mara, "We")
    with django_assert_num_queries(1):
        keep(incident, mara, "We found it")


def test_everybody_has_their_own(incident: Incident, mara: User) -> None:
    ilya = MembershipFactory(launch=incident.launch).user
    keep(incident, mara, "Mine")
    keep(incident, ilya, "His")
    assert (kept(mara), kept(ilya)) == (["Mine"], ["His"])


def test_sending_forgets_it(incident: Incident, mara: User) -> None:
    keep(incident, mara, "We found it")
    send(incident, mara, "We found it.")
    assert kept(mara) == []


def test_what_was_refused_stays(incident: Incident, mara: User) -> None:
    keep(incident, mara, "We found it")
    with pytest.raises(DomainError):
        send(incident, mara, " ")
    assert kept(mara) == ["We found it"]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_copy_that_comes_after_the_sending_is_dropped(
    incident: Incident, mara: User, *, is_known: bool
) -> None:
    if is_known:
        keep(incident, mara, "We found")
    send(incident, mara, "We found it.")
    keep(incident, mara, "We found it")
    assert kept(mara) == []


def test_the_next_words_are_kept_again(incident: Incident, mara: User) -> None:
    send(incident, mara, "We found it.")
    keep(incident, mara, "And", once="k-2")
    assert kept(mara) == ["And"]


def test_words_taken_back_are_gone(incident: Incident, mara: User) -> None:
    keep(incident, mara, "We")
    keep(incident, mara, "")
    assert kept(mara) == []


def test_nothing_is_no_draft(incident: Incident, mara: User) -> None:
    keep(incident, mara, "")
    assert not Draft.objects.exists()


def test_old_drafts_go_by_themselves(incident: Incident, mara: User) -> None:
    keep(incident, mara, "Old")
    keep(make_incident(incident.launch), mara, "New", after=KEPT_FOR + 2 * SECOND)
    assert kept(mara) == ["New"]
