"""A small launch for which everything holds: what clients say and what is stored are the same tale."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F

from dashboards.models import Period, PeriodGrain
from feedback.actions import rate_survey, understand_item
from feedback.actions.following import tell_reporters
from feedback.models import SatisfactionSurvey
from feedback.tokens import token_for_item, token_for_survey
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import (
    Actor,
    acknowledge_incident,
    add_note,
    assign_incident,
    end_wait,
    prioritise_incident,
    reply_to_reporter,
    resolve_incident,
    start_wait,
)
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.history import Cause, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level
from incidents.models import Incident, IncidentEvent
from tests.chaos.checks.findings import Held
from tests.chaos.checks.letters import digest_of
from tests.chaos.claims import Claims, Deed, Fate, Rating, Receipt, Reply, Standing
from tests.factories.dashboards import count
from tests.factories.feedback import incident_of, reply_to, submit
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory, UserFactory

EMAIL = "agent@chaos.example"
MINUTE = timedelta(minutes=1)
END = REPORTED_AT + 30 * MINUTE


@pytest.fixture
def held(tmp_path: Path) -> Held:
    """The tale, its letters sent and its numbers computed."""
    launch = LaunchFactory()
    claims = Claims(launch.key)
    agent = UserFactory(email=EMAIL)
    MembershipFactory(launch=launch, user=agent)
    _work(_report(launch, claims), Actor.human(agent), claims)
    _forget(launch, Actor.bot())
    sweep_clocks(at=END)
    # In the run every act has a transaction of its own.
    IncidentEvent.objects.update(tx=F("incident_id") * 1000 + F("seq"))
    events = IncidentEvent.objects.filter(launch=launch).select_related("incident__launch", "launch")
    tell_reporters(list(events.order_by("incident", "seq")), END)
    _rate(claims)
    count(launch, at=END)
    Period.objects.filter(grain=PeriodGrain.CHARTS).update(due_at=None)
    return Held(launch, claims, swept_at=END, at=END, letters=_sent(tmp_path))


def _report(launch: Launch, claims: Claims) -> Incident:
    """Two reports with the same words, something held back, and a reply."""
    for key, fate, said in (
        ("one", Fate.TWIN, {"body": "Order r0x1x hangs."}),
        ("two", Fate.TWIN, {"body": "Order r0x1x hangs."}),
        ("three", Fate.HELD, {"body": "Order r0x2x hangs.", "trap": "x"}),
        ("four", Fate.PRAISE, {"body": "Order r0x3x is quick.", "kind": "praise"}),
    ):
        item = submit(launch, key=key, **said)
        claims.receipts.append(Receipt(key, item.receipt, token_for_item(item), said["body"], fate))
    incident = incident_of(RawItem.objects.get(idempotency_key="one"))
    prioritise_incident(incident, at=REPORTED_AT)
    reply = reply_to(incident, key="five", at=REPORTED_AT + MINUTE, body="Again, r0x4x.")
    understand_item(reply.pk, at=reply.received_at)
    prioritise_incident(incident, at=reply.received_at)
    claims.replies.append(Reply("five", "Again, r0x4x."))
    return incident


def _work(incident: Incident, actor: Actor, claims: Claims) -> None:
    """What the agent did, and says so."""
    at = REPORTED_AT + 2 * MINUTE
    acknowledge_incident(incident, actor=actor, at=at)
    add_note(incident, body="Seen before, a0x1x.", actor=actor, at=at)
    reply_to_reporter(incident, body="We look into it, a0x2x.", actor=actor, at=at + MINUTE)
    start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=actor, at=at + 2 * MINUTE)
    end_wait(incident, actor=actor, at=at + 3 * MINUTE)
    body, how = "It works again, a0x3x.", Resolution.FIXED
    resolve_incident(incident, cause=Cause.CODE, resolution=how, body=body, actor=actor, at=at + 4 * MINUTE)
    for verb, mark in (
        ("acknowledge", ""),
        ("note", "a0x1x"),
        ("reply", "a0x2x"),
        ("wait", "vendor"),
        ("end-wait", ""),
        ("resolve", "a0x3x"),
    ):
        claims.deeds.append(Deed(incident.key, verb, EMAIL, Standing.DONE, mark))


def _forget(launch: Launch, actor: Actor) -> None:
    """A P1 that somebody has and nobody answers."""
    lost = make_incident(
        launch, impact=Level.HIGH, urgency=Level.HIGH, reporter=ReporterFactory(launch=launch)
    )
    somebody = MembershipFactory(launch=launch).user
    assign_incident(lost, assignee=somebody, team=None, actor=actor, at=REPORTED_AT)


def _rate(claims: Claims) -> None:
    survey = SatisfactionSurvey.objects.get()
    rate_survey(survey, score=4, at=END)
    claims.ratings.append(Rating(token_for_survey(survey), 4))


def _sent(folder: Path) -> Path:
    messages = OutgoingMessage.objects.all()
    messages.update(sent_at=END)
    texts = [f"Subject: x\nMessage-ID: <{digest_of(message)}@localhost>\n\nx\n" for message in messages]
    (folder / "1.log").write_text("".join(texts))
    return folder
