"""Follow-ups, made only through the action."""

from datetime import datetime, timedelta
from typing import Any

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.actions import Actor, add_follow_up
from incidents.actions.follow_ups import Asking, Promise, today_in
from incidents.domain.follow_ups import AskedBy, FollowUpKind
from incidents.models import FollowUp, Incident
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import MembershipFactory

WORDS = "Tell the desks about the second blotter"


def make_follow_up(
    launch: Launch,
    *,
    incident: Incident | None = None,
    kind: FollowUpKind = FollowUpKind.FIX,
    at: datetime = REPORTED_AT,
    in_days: int = 7,
    **said: Any,
) -> FollowUp:
    """One that a new responder promises, or a decision they ask for."""
    maker = MembershipFactory(launch=launch, role=Role.RESPONDER).user
    owner = None if kind is FollowUpKind.DECIDE else maker
    due_on = today_in(launch, at) + timedelta(days=in_days)
    promise = Promise(**{"kind": kind, "words": WORDS, "owner": owner, "due_on": due_on, **said})
    asking = Asking(AskedBy.INCIDENT if incident else AskedBy.PERSON, incident)
    return add_follow_up(launch, promise, asking=asking, actor=Actor.human(maker), at=at)
