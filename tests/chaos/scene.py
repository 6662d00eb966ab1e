"""The launch of the run, built inside the stack: its promises fall due while everything shakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from hypercare.accounts.models import User
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Reporter, Service, SupportWindow, Team
from incidents.actions import Actor, Declaration, assign_incident, declare_incident
from incidents.domain.history import ActorKind
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.chaos.cast import AGENTS, FORM_KEY, KEY, PASSWORD, address
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
)

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
A_DAY_OF_MINUTES = 24 * 60
SERVICES = ("Order routing", "Market data", "Confirmations", "Positions")
LEAD_SECONDS = 15  # from building the scene to the first promise
SEEDED = 80


@dataclass(frozen=True, slots=True)
class Promise:
    """How long before its due instant something must have been reported, closed hour included."""

    impact: Level
    urgency: Level
    age: timedelta


# Response of P1, P2 and P3, and resolution of P1. Support closes for an hour between three and two hours ago.
PROMISES = (
    Promise(Level.HIGH, Level.HIGH, 15 * MINUTE),
    Promise(Level.HIGH, Level.MEDIUM, HOUR),
    Promise(Level.MEDIUM, Level.MEDIUM, 5 * HOUR),
    Promise(Level.HIGH, Level.HIGH, 4 * HOUR),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the launch consists of."""

    launch: Launch
    people: list[User]
    teams: list[Team]
    services: list[Service]


def build(seed: int, seconds: float) -> None:
    """The launch, its people, and incidents whose warnings and breaches fall into the next `seconds`."""
    random, now = Random(seed), timezone.now()
    cast = _cast(now)
    for number in range(SEEDED):
        due_at = now + timedelta(seconds=LEAD_SECONDS + random.uniform(0, seconds))
        _declare(cast, random, PROMISES[number % len(PROMISES)], due_at=due_at, at=now)


def closed_hour(now: datetime) -> Iterator[tuple[int, int]]:
    """Windows of a day, in minutes, that leave out the hour between three and two hours before `now`."""
    closes = (now.hour * 60 + now.minute - 180) % A_DAY_OF_MINUTES
    opens = closes + 60
    if opens >= A_DAY_OF_MINUTES:
        yield opens - A_DAY_OF_MINUTES, closes
        return
    if closes:
        yield 0, closes
    yield opens, A_DAY_OF_MINUTES


def _cast(now: datetime) -> Cast:
    launch = LaunchFactory(
        key=KEY,
        name="Trading platform, on a bad day",
        form_key=FORM_KEY,
        go_live_at=now - timedelta(days=8),
        hypercare_ends_at=now + timedelta(days=30),
    )
    SupportWindow.objects.bulk_create(
        SupportWindow(launch=launch, weekday=weekday, opens=opens, closes=closes)
        for weekday in range(7)
        for opens, closes in closed_hour(now)
    )
    people = [
        UserFactory(email=address(number), name=f"Agent {number}", password=PASSWORD)
        for number in range(AGENTS)
    ]
    for person in people:
        MembershipFactory(launch=launch, user=person, role=Role.INCIDENT_MANAGER)
    teams = [TeamFactory(launch=launch, name=name) for name in ("First line", "Trading desk")]
    for team in teams:
        team.members.set(people[:2])
    services = [ServiceFactory(launch=launch, name=name) for name in SERVICES]
    return Cast(launch, people, teams, services)


def _declare(cast: Cast, random: Random, promise: Promise, *, due_at: datetime, at: datetime) -> Incident:
    """Something reported some time ago that nobody has answered; mostly somebody is assigned."""
    reported_at = due_at - promise.age
    reporter: Reporter = ReporterFactory(launch=cast.launch)
    said = Declaration(
        title="Orders appear but never execute",
        body="I pressed Buy twice.",
        reported_at=min(reported_at, at),
        reporter=reporter,
        service=random.choice(cast.services),
        impact=promise.impact,
        urgency=promise.urgency,
    )
    incident = declare_incident(cast.launch, said, actor=Actor(ActorKind.REPORTER), at=at)
    assignee = random.choice([None, *cast.people])
    team = random.choice(cast.teams)
    return assign_incident(incident, assignee=assignee, team=team, actor=Actor.bot(), at=at)
