"""A small launch for a journey, built inside the running stack: `build("AGT")`."""

from datetime import timedelta

from django.utils import timezone

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.actions import Actor, acknowledge_incident, reply_to_reporter, resolve_incident
from incidents.domain.history import Cause, Resolution
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.credentials import mail
from tests.factories.incidents import make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    ServiceFactory,
    UserFactory,
)

PEOPLE = (
    ("mara", "Mara Lindqvist", Role.INCIDENT_MANAGER),
    ("ilya", "Ilya Petrov", Role.RESPONDER),
    ("vera", "Vera Okafor", Role.VIEWER),
)
TITLES = (
    "Orders appear but never execute",
    "Confirmations late for options",
    "Layout lost on second monitor",
)
HOUR = timedelta(hours=1)
RESPONSE_OF_P1 = timedelta(minutes=15)


def build(key: str, *, resolved: int = 0, more: int = 0, heard: int = 0) -> None:
    """A launch with three people, three open incidents, some resolved ones, some more open ones, some heard.

    Those heard are the same thing, each said by somebody else.
    """
    now = timezone.now()
    launch = LaunchFactory(
        key=key,
        name=f"Launch {key}",
        form_key=key.lower(),
        go_live_at=now - timedelta(days=20),
        hypercare_ends_at=now + timedelta(days=20),
    )
    for name, full_name, role in PEOPLE:
        user = UserFactory(email=mail(name, key), name=full_name)
        MembershipFactory(launch=launch, user=user, role=role)
    service = ServiceFactory(launch=launch, name="Order routing")
    for number, title in enumerate(TITLES):
        reporter = ReporterFactory(launch=launch)
        make_incident(
            launch, at=now - (number + 1) * HOUR / 4, title=title, service=service, reporter=reporter
        )
    for number in range(more):
        make_incident(launch, at=now - HOUR, title=f"{TITLES[number % 3]} at desk {number}", service=service)
    for number in range(heard):
        person = ReporterFactory(launch=launch, email=f"{key.lower()}-{number}@desk.example")
        make_incident(launch, at=now - HOUR / 2, title=TITLES[0], reporter=person)
    for _ in range(resolved):
        _resolve(make_incident(launch, at=now - HOUR, service=service), Actor.human(user))


def due_in(key: str, seconds: int) -> None:
    """A P1 whose response falls due in so many seconds."""
    launch = Launch.objects.get(key=key)
    at = timezone.now() - RESPONSE_OF_P1 + timedelta(seconds=seconds)
    make_incident(launch, at=at, title=TITLES[0], impact=Level.HIGH, urgency=Level.HIGH)


def _resolve(incident: Incident, actor: Actor) -> None:
    at = timezone.now() - HOUR / 2
    acknowledge_incident(incident, actor=actor, at=at)
    reply_to_reporter(incident, body="Looking into it.", actor=actor, at=at)
    resolve_incident(
        incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Fixed.", actor=actor, at=at
    )
