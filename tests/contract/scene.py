"""A launch whose rows lie where the examples of the schema say, and a key for each of its programs."""

import json
from datetime import timedelta

from django.utils import timezone

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.roles import Role, Scope
from hypercare.launches.models import Launch
from incidents.actions import Actor, add_follow_up
from incidents.actions.follow_ups import Asking, Promise
from incidents.domain.follow_ups import AskedBy, FollowUpKind
from tests.factories.dashboards import count, make_resolved
from tests.factories.feedback import receive, submit
from tests.factories.incidents import make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    ServiceFactory,
    SupportWindow,
    TeamFactory,
)

INCIDENTS = 42  # the examples speak of TRD-42
HELD = 12
PROMISED = 3


def build() -> None:
    """Make it, and print what a caller needs to know."""
    launch = LaunchFactory(key="TRD", name="Trading platform")
    service = ServiceFactory(launch=launch, name="Order routing")
    SupportWindow.objects.create(launch=launch, weekday=0, opens=420, closes=1140)
    team = TeamFactory(launch=launch, name="Order desk")
    manager = MembershipFactory(launch=launch, role=Role.LAUNCH_MANAGER)
    team.members.add(manager.user)
    make_resolved(launch)
    for number in range(INCIDENTS):
        reporter = ReporterFactory(launch=launch)
        make_incident(launch, title=f"Orders hang at desk {number}", service=service, reporter=reporter)
    _promise(launch, Actor.human(manager.user))
    count(launch, at=timezone.now())
    keys = {"everything": tuple(Scope), "reads": (Scope.READ,)}
    made = {name: create_api_key(manager.user, label=name, scopes=scopes) for name, scopes in keys.items()}
    print(json.dumps(made | {"item": _items(launch)}))  # noqa: T201 - read by the caller


def _promise(launch: Launch, actor: Actor) -> None:
    """Some follow-ups; the first has the id of the example."""
    due_on = (timezone.now() + timedelta(days=30)).date()
    for number in range(PROMISED):
        said = Promise(FollowUpKind.DECIDE, f"May desk {number} go on?", None, due_on)
        add_follow_up(launch, said, asking=Asking(AskedBy.PERSON), actor=actor, at=timezone.now())


def _items(launch: Launch) -> str:
    """Submissions with every outcome; the id of one that a person must look at."""
    submit(launch, key="praise", kind="praise", body="Thank you.")
    submit(launch, key="bug", body="The blotter stays grey.")
    receive(launch, key="pending", body="Not read yet.")
    held = [submit(launch, key=str(number), body=f"Held {number}.", trap="x") for number in range(HELD)]
    return str(held[0].pk)
