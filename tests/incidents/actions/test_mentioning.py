"""A note that names somebody tells them, once, without its words."""

import pytest

from hypercare.accounts.roles import Role
from hypercare.launches.models import Membership
from hypercare.notifications.models import Audience, OutgoingMessage
from incidents.actions import Actor, add_note, reply_to_reporter
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    """TRD-1."""
    return make_incident()


def member(incident: Incident, name: str, role: Role = Role.RESPONDER) -> Membership:
    """Somebody of its launch."""
    made: Membership = MembershipFactory(launch=incident.launch, user__name=name, role=role)
    return made


def note(incident: Incident, body: str) -> list[str]:
    """Mara writes a note; whose letters wait."""
    mara = member(incident, "Mara Lindqvist", Role.INCIDENT_MANAGER)
    add_note(incident, body=body, actor=Actor.human(mara.user), at=REPORTED_AT)
    return list(OutgoingMessage.objects.order_by("to").values_list("to", flat=True))


def test_who_is_named_is_told_once(incident: Incident) -> None:
    ilya = member(incident, "Ilya Petrov")
    member(incident, "Kai Ode")
    assert note(incident, "@Ilya Petrov, look. Really, @Ilya Petrov.") == [ilya.user.email]


def test_a_letter_holds_the_place_and_no_word_of_the_note(incident: Incident) -> None:
    member(incident, "Ilya Petrov")
    note(incident, "@Ilya Petrov it is the gateway")
    letter = OutgoingMessage.objects.get()
    assert letter.audience == Audience.STAFF
    assert letter.subject == f"{incident.key}: Mara Lindqvist mentioned you"
    assert f"/incidents/{incident.key}/" in letter.body
    assert "gateway" not in letter.body


@pytest.mark.parametrize("body", ["Ilya Petrov knows", "@Vera Okafor", "@Mara Lindqvist, myself"])
def test_nobody_else_is_told(incident: Incident, body: str) -> None:
    member(incident, "Ilya Petrov")
    member(incident, "Vera Okafor", Role.VIEWER)
    assert note(incident, body) == []


def test_somebody_of_another_launch_is_not_told(incident: Incident) -> None:
    MembershipFactory(user__name="Ilya Petrov")
    assert note(incident, "@Ilya Petrov") == []


def test_a_closed_account_is_not_told(incident: Incident) -> None:
    user = member(incident, "Ilya Petrov").user
    user.is_active = False
    user.save()
    assert note(incident, "@Ilya Petrov") == []


def test_in_a_reply_a_name_is_plain_text(incident: Incident) -> None:
    member(incident, "Ilya Petrov")
    reply_to_reporter(incident, body="Ask @Ilya Petrov", actor=Actor.bot(), at=REPORTED_AT)
    assert not OutgoingMessage.objects.filter(audience=Audience.STAFF).exists()
