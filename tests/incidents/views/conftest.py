"""A launch with people of every role, one incident, and browsers signed in as them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.actions import note_presence
from hypercare.launches.models import Launch, Membership
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

NOW = REPORTED_AT + timedelta(minutes=30)
HTMX = {"HX-Request": "true"}
SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Half an hour after the incident was reported, and nothing kept from another test."""
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def launch() -> Launch:
    """TRD, round the clock."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def mara(launch: Launch) -> Membership:
    """An incident manager."""
    role = Role.INCIDENT_MANAGER
    made: Membership = MembershipFactory(launch=launch, role=role, user__name="Mara Kessler")
    return made


@pytest.fixture
def incident(launch: Launch) -> Incident:
    """TRD-1, new, P3."""
    return make_incident(launch)


@pytest.fixture
def sign_in() -> SignIn:
    """A browser of this person, at work already, that sends no CSRF token it was not given."""

    def signed_in(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user)
        note_presence(member, at=NOW)  # written once in some minutes; not while statements are counted
        return client

    return signed_in


@pytest.fixture
def desk(mara: Membership, sign_in: SignIn) -> Client:
    """Mara's browser."""
    return sign_in(mara)


def text_of(response: Any) -> str:
    """The answer as text."""
    return str(response.content.decode())
