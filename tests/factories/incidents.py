"""Incidents, made only through the actions."""

from datetime import datetime, timedelta
from typing import Any

from hypercare.launches.models import Launch
from incidents.actions import Actor, Declaration, declare_incident, prioritise_incident
from incidents.domain.history import ActorKind
from incidents.models import Incident
from tests.factories.launches import GO_LIVE, LaunchFactory

REPORTED_AT = GO_LIVE + timedelta(days=1, hours=2)


def make_incident(
    launch: Launch | None = None, *, at: datetime = REPORTED_AT, is_prioritised: bool = True, **said: Any
) -> Incident:
    """Declare an incident at `at` and, unless told otherwise, let its priority be computed."""
    words = {"title": "Orders appear but never execute", "body": "I pressed Buy twice.", "reported_at": at}
    declaration = Declaration(**{**words, **said})
    reporter = Actor(ActorKind.REPORTER)
    incident = declare_incident(launch or LaunchFactory(), declaration, actor=reporter, at=at)
    return prioritise_incident(incident, at=at) if is_prioritised else incident
