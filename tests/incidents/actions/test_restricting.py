"""Who may see the content of an incident: a list with its history."""

import pytest

from hypercare.accounts.models import User
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions import Actor, assign_incident, open_to_all, restrict_incident
from incidents.models import Incident
from incidents.queries.incident import incident_page
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch() -> Launch:
    """TRD."""
    made: Launch = LaunchFactory(key="TRD")
    return made


def member(launch: Launch, role: Role = Role.RESPONDER, **said: object) -> User:
    """Somebody of the launch."""
    user: User = MembershipFactory(launch=launch, role=role, **said).user
    return user


def restrict(incident: Incident, by: User, *readers: User) -> Incident:
    return restrict_incident(incident, readers=readers, actor=Actor.human(by), at=REPORTED_AT)


def test_whoever_restricts_it_and_whoever_has_it_are_named_too(launch: Launch) -> None:
    mara, ilya, owner = member(launch), member(launch), member(launch, Role.BUSINESS_OWNER)
    incident = make_incident(launch)
    assign_incident(incident, assignee=ilya, team=None, actor=Actor.human(mara), at=REPORTED_AT)
    assert restrict(incident, mara, owner).reader_ids == sorted([mara.pk, ilya.pk, owner.pk])


def test_a_later_list_takes_the_place_of_the_first(launch: Launch) -> None:
    mara, ilya = member(launch), member(launch)
    incident = restrict(make_incident(launch), mara, ilya)
    assert restrict(incident, mara).reader_ids == [mara.pk]
    kinds = list(incident.events.order_by("seq").values_list("kind", flat=True))
    assert kinds.count("restricted") == 2


def test_the_same_list_again_changes_nothing(launch: Launch) -> None:
    mara = member(launch)
    incident = restrict(make_incident(launch), mara)
    before = incident.events.count()
    restrict(incident, mara)
    assert incident.events.count() == before


def test_it_is_opened_again(launch: Launch) -> None:
    mara = member(launch)
    incident = restrict(make_incident(launch), mara)
    assert open_to_all(incident, actor=Actor.human(mara), at=REPORTED_AT).reader_ids is None
    with pytest.raises(DomainError, match="not restricted"):
        open_to_all(incident, actor=Actor.human(mara), at=REPORTED_AT)


@pytest.mark.parametrize("is_viewer", [True, False])
def test_only_people_who_read_incidents_here_are_named(launch: Launch, *, is_viewer: bool) -> None:
    outsider = member(launch, Role.VIEWER) if is_viewer else UserFactory()
    with pytest.raises(DomainError) as refusal:
        restrict(make_incident(launch), member(launch), outsider)
    assert refusal.value.field == "readers"


def test_it_is_given_to_named_people_only(launch: Launch) -> None:
    mara, ilya = member(launch), member(launch)
    incident = restrict(make_incident(launch), mara)
    with pytest.raises(DomainError, match="name them first") as refusal:
        assign_incident(incident, assignee=ilya, team=None, actor=Actor.human(mara), at=REPORTED_AT)
    assert refusal.value.field == "assignee"


def test_the_page_tells_who_sees_it_and_since_when(launch: Launch) -> None:
    mara = MembershipFactory(launch=launch, user__name="Mara")
    incident = restrict(make_incident(launch), mara.user, member(launch, user__name="Ilya"))
    page = incident_page(incident, member=mara, at=REPORTED_AT)
    assert page.readers == "Ilya, Mara"
    assert page.entries[0].sentence in {
        "Mara restricted it to Mara and Ilya",
        "Mara restricted it to Ilya and Mara",
    }
