"""Acting on what one has seen."""

from functools import partial

import pytest

from hypercare.lib.errors import StaleError
from incidents import actions
from incidents.actions import (
    Actor,
    OvertakenError,
    Seen,
    act_as_seen,
    act_at_version,
    add_note,
    prioritise_incident,
    reply_to_reporter,
)
from incidents.domain.meanwhile import MINDS, minds
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    """TRD-1."""
    return make_incident()


def say(incident: Incident, words: str, *, seen: int | None = None) -> Incident:
    """A member of staff replies, having read so far."""
    user = MembershipFactory(launch=incident.launch).user
    said = partial(reply_to_reporter, incident, body=words, actor=Actor.human(user), at=REPORTED_AT)
    looked = None if seen is None else Seen(seen, minds("reply_to_reporter"), user.pk)
    return act_as_seen(incident, said, seen=looked)


def replies(incident: Incident) -> list[str]:
    """What was said to the reporter."""
    return list(incident.messages.filter(is_from_reporter=False).values_list("body", flat=True))


def test_each_action_of_the_table_is_one() -> None:
    assert set(MINDS) <= set(actions.__all__)


def test_who_has_read_everything_goes_on(incident: Incident) -> None:
    say(incident, "First.", seen=incident.last_seq)
    assert replies(incident) == ["First."]


def test_who_was_overtaken_says_nothing(incident: Incident) -> None:
    said = say(incident, "First.")
    with pytest.raises(OvertakenError) as news:
        say(incident, "Second.", seen=incident.last_seq)
    assert (news.value.seqs, news.value.version) == ([said.last_seq], said.last_seq)
    assert replies(incident) == ["First."]


def test_who_was_told_goes_on(incident: Incident) -> None:
    version = say(incident, "First.").last_seq
    say(incident, "Second.", seen=version)
    assert replies(incident) == ["First.", "Second."]


def test_who_does_not_say_is_not_asked(incident: Incident) -> None:
    say(incident, "First.")
    say(incident, "Second.")
    assert replies(incident) == ["First.", "Second."]


def test_a_machine_alone_overtakes_nobody() -> None:
    incident = make_incident(is_prioritised=False)
    prioritise_incident(incident, at=REPORTED_AT)
    say(incident, "First.", seen=incident.last_seq)
    assert replies(incident) == ["First."]


def test_a_version_is_exact(incident: Incident) -> None:
    note = partial(add_note, incident, body="Hm.", actor=Actor.bot(), at=REPORTED_AT)
    changed = act_at_version(incident, note, version=incident.last_seq)
    with pytest.raises(StaleError):
        act_at_version(incident, note, version=incident.last_seq)
    assert act_at_version(incident, note, version=changed.last_seq).last_seq == changed.last_seq + 1
