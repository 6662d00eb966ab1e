"""Each deed of a plan as the action that a person or a sweep would take."""

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from feedback.actions import rate_survey, understand_item
from feedback.models import SatisfactionSurvey
from hypercare.demo.actions.cast import Cast
from hypercare.demo.domain import lives
from hypercare.intake.actions import accept_item
from hypercare.intake.models import Channel
from incidents import actions
from incidents.actions import Actor
from incidents.domain.follow_ups import FollowUpStep
from incidents.models import FollowUp, Incident


@dataclass(frozen=True, slots=True)
class Scene:
    """An incident, who acts, and when; `key` names the moment."""

    incident: Incident
    cast: Cast
    at: datetime
    by: str
    key: str

    @property
    def actor(self) -> Actor:
        """The member of staff, or this application by itself."""
        return Actor.human(self.cast.users[self.by]) if self.by else Actor.bot()


@singledispatch
def perform(deed: lives.Deed, _scene: Scene) -> None:
    """Do it. Raises whatever the action raises."""
    raise TypeError(f"nobody knows how to do {deed}")


@perform.register
def _(deed: lives.Triage, scene: Scene) -> None:
    actions.triage_incident(
        scene.incident,
        actor=scene.actor,
        at=scene.at,
        service_id=scene.cast.services[deed.service].pk,
        nature=deed.nature,
        impact=deed.impact,
        urgency=deed.urgency,
        affected_users=deed.affected_users,
        is_service_down=deed.is_service_down,
    )


@perform.register
def _(_deed: lives.Acknowledge, scene: Scene) -> None:
    actions.acknowledge_incident(scene.incident, actor=scene.actor, at=scene.at)


@perform.register
def _(deed: lives.Assign, scene: Scene) -> None:
    assignee = scene.cast.users[deed.person] if deed.person else None
    team = scene.cast.teams[deed.team]
    actions.assign_incident(scene.incident, assignee=assignee, team=team, actor=scene.actor, at=scene.at)


@perform.register
def _(deed: lives.Override, scene: Scene) -> None:
    actions.override_priority(
        scene.incident, priority=deed.priority, reason=deed.reason, actor=scene.actor, at=scene.at
    )


@perform.register
def _(deed: lives.Reply, scene: Scene) -> None:
    actions.reply_to_reporter(scene.incident, body=deed.words, actor=scene.actor, at=scene.at)


@perform.register
def _(deed: lives.Note, scene: Scene) -> None:
    actions.add_note(scene.incident, body=deed.words, actor=scene.actor, at=scene.at)


@perform.register
def _(deed: lives.Wait, scene: Scene) -> None:
    actions.start_wait(scene.incident, waiting_on=deed.waiting_on, actor=scene.actor, at=scene.at)


@perform.register
def _(_deed: lives.Resume, scene: Scene) -> None:
    actions.end_wait(scene.incident, actor=scene.actor, at=scene.at)


@perform.register
def _(deed: lives.Resolve, scene: Scene) -> None:
    actions.resolve_incident(
        scene.incident,
        cause=deed.cause,
        resolution=deed.resolution,
        body=deed.words,
        actor=scene.actor,
        at=scene.at,
    )


@perform.register
def _(deed: lives.Decline, scene: Scene) -> None:
    actions.decline_incident(
        scene.incident, reason=deed.reason, body=deed.words, actor=scene.actor, at=scene.at
    )


@perform.register
def _(deed: lives.Reopen, scene: Scene) -> None:
    actions.reopen_incident(scene.incident, body=deed.words, actor=scene.actor, at=scene.at)


@perform.register
def _(_deed: lives.Close, scene: Scene) -> None:
    actions.close_incident(scene.incident, actor=scene.actor, at=scene.at)


@perform.register
def _(deed: lives.ReporterSays, scene: Scene) -> None:
    item = accept_item(
        scene.cast.launch,
        channel=Channel.STATUS_PAGE,
        idempotency_key=scene.key,
        payload={
            "incident_id": scene.incident.pk,
            "reporter_id": scene.incident.reporter_id,
            "body": deed.words,
            "is_not_fixed": deed.is_not_fixed,
        },
        at=scene.at,
    )
    understand_item(item.pk, at=scene.at)


@perform.register
def _(deed: lives.Rate, scene: Scene) -> None:
    survey = SatisfactionSurvey.objects.filter(incident=scene.incident).latest("asked_at")
    rate_survey(survey, score=deed.score, at=scene.at)


@perform.register
def _(_deed: lives.KeepPromise, scene: Scene) -> None:
    promised = FollowUp.objects.open().filter(incident=scene.incident).earliest("made_at", "pk")
    actions.step_follow_up(promised, FollowUpStep.DONE, actor=scene.actor, at=scene.at)
