"""Major incidents, declared only through the action."""

from datetime import datetime, timedelta

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.actions import Actor, declare_major
from incidents.actions.major import Cast, MajorWords
from incidents.domain.major import MajorRole
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory

DECLARED_AT = REPORTED_AT + timedelta(minutes=5)
IMPACT = "No order can be entered in Frankfurt"
SAID_IN_PUBLIC = "We know that orders cannot be entered and are working on it"


def make_p1(launch: Launch | None = None, *, at: datetime = REPORTED_AT) -> Incident:
    """A P1 with a reporter."""
    launch = launch or LaunchFactory()
    reporter = ReporterFactory(launch=launch)
    return make_incident(launch, at=at, impact=Level.HIGH, urgency=Level.HIGH, reporter=reporter)


def make_major(
    launch: Launch | None = None, *, at: datetime = DECLARED_AT, is_worded: bool = True
) -> Incident:
    """A P1 led by a new commander beside somebody for communications; with both sentences, or without."""
    incident = make_p1(launch)
    commander, voice = (MembershipFactory(launch=incident.launch, role=Role.RESPONDER).user for _ in range(2))
    words = MajorWords(IMPACT, SAID_IN_PUBLIC) if is_worded else MajorWords()
    cast = Cast(commander, {MajorRole.COMMUNICATIONS: voice})
    return declare_major(incident, cast=cast, words=words, actor=Actor.human(commander), at=at)
