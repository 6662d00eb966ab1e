"""Numbers, computed the way the workers do, and incidents with a whole life."""

from datetime import datetime, timedelta

from dashboards.actions import hurry, note_events, roll_up_next
from dashboards.actions.hurrying import NUMBERS
from feedback.models import SatisfactionSurvey
from hypercare.launches.models import Launch
from incidents.actions import Actor, acknowledge_incident, reopen_incident, resolve_incident
from incidents.domain.history import Cause, EventKind, Resolution
from incidents.models import Incident, IncidentEvent
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory

LATER = REPORTED_AT + timedelta(days=40)


def count(launch: Launch, *, at: datetime = LATER) -> None:
    """Mark what every event of the launch touches, and compute all of it as of `at`."""
    events = IncidentEvent.objects.filter(launch=launch).select_related("launch", "incident")
    note_events(list(events.order_by("tx", "id")), at)
    roll_up(launch, at=at)


def roll_up(launch: Launch, *, at: datetime = LATER) -> int:
    """Compute every dirty number of the launch; returns how many periods that were."""
    hurry(launch, *NUMBERS, at=at)
    return sum(1 for _ in iter(lambda: roll_up_next(at=at, launch=launch), None))


def make_resolved(
    launch: Launch, *, at: datetime = REPORTED_AT, hours: float = 5, acknowledged_after: float = 1
) -> Incident:
    """An incident reported at `at`, acknowledged and resolved so many hours later."""
    incident = make_incident(launch, at=at)
    actor = Actor.human(MembershipFactory(launch=launch).user)
    acknowledge_incident(incident, actor=actor, at=at + timedelta(hours=acknowledged_after))
    return resolve(incident, at=at + timedelta(hours=hours))


def resolve(incident: Incident, *, at: datetime) -> Incident:
    """Resolve it once more."""
    return resolve_incident(
        incident,
        cause=Cause.CODE,
        resolution=Resolution.FIXED,
        body="Fixed.",
        actor=_somebody(incident),
        at=at,
    )


def reopen(incident: Incident, *, at: datetime) -> Incident:
    """Take it up again."""
    return reopen_incident(incident, actor=_somebody(incident), at=at, body="It is back.")


def rate(incident: Incident, *, score: int | None, at: datetime) -> SatisfactionSurvey:
    """Ask about its last resolution and, with a score, answer at once."""
    resolved = incident.events.filter(kind=EventKind.RESOLVED).latest("seq")
    return SatisfactionSurvey.objects.create(
        launch=incident.launch,
        incident=incident,
        resolution_seq=resolved.seq,
        asked_at=at,
        score=score,
        rated_at=at if score else None,
    )


def answer(survey: SatisfactionSurvey, *, score: int = 5, at: datetime) -> None:
    """Answer one that was asked before."""
    SatisfactionSurvey.objects.filter(pk=survey.pk).update(score=score, rated_at=at)


def _somebody(incident: Incident) -> Actor:
    return Actor.human(MembershipFactory(launch=incident.launch).user)
