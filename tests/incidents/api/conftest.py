"""A program of an incident manager in TRD."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.models import Incident
from tests.factories.api import Program
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

NOW = REPORTED_AT + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Half an hour after the incident was reported."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def launch() -> Launch:
    """TRD, round the clock."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def program(launch: Launch) -> Program:
    """Acts as Mara, an incident manager."""
    role = Role.INCIDENT_MANAGER
    return Program(MembershipFactory(launch=launch, role=role, user__name="Mara Kessler"))


@pytest.fixture
def incident(launch: Launch) -> Incident:
    """TRD-1, new, P3."""
    return make_incident(launch)
