"""Counting only what events marked comes to the same as counting everything anew."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from dashboards.actions import mark_launch, note_events, roll_up_next
from dashboards.models import DayFact, KpiFact
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from hypercare.ui import charts
from incidents.actions import (
    Actor,
    acknowledge_incident,
    decline_incident,
    end_wait,
    override_priority,
    prioritise_incident,
    reply_to_reporter,
    start_wait,
    tie_incident,
    triage_incident,
    undo_act,
    untie_incident,
)
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.history import DeclineReason, Nature
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Incident, IncidentEvent
from tests.factories.dashboards import rate, reopen, resolve, roll_up
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
STEPS, HOURS_A_STEP = 60, 12


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "render_svg", lambda *_, **__: "<svg></svg>")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_marks_suffice(seed: int) -> None:
    launch = LaunchFactory(time_zone="Europe/London", office_hours=True)
    at = live_through(launch, Random(seed))
    roll_up(launch, at=at)
    kept = everything(launch)
    mark_launch(launch, at=at)
    roll_up(launch, at=at)
    assert kept == everything(launch)
    assert len({fact.starts_on for fact in KpiFact.objects.all()}) >= 5


def live_through(launch: Launch, random: Random) -> datetime:
    """Weeks of random acts, each marked and rolled up when it happens; returns when they end."""
    actor, at, read = Actor.human(MembershipFactory(launch=launch).user), REPORTED_AT, 0
    for _ in range(STEPS):
        at += timedelta(hours=random.expovariate(1 / HOURS_A_STEP))
        sweep_clocks(at=at)
        _act(launch, random, actor, at)
        events = list(IncidentEvent.objects.filter(pk__gt=read).select_related("launch").order_by("pk"))
        read = max((event.pk for event in events), default=read)
        note_events(events, at)
        while roll_up_next(at=at, launch=launch):
            pass
    return at


def _act(launch: Launch, random: Random, actor: Actor, at: datetime) -> None:
    """A new report, or something lawful done to one there is; what the rules refuse does not happen."""
    incidents = list(Incident.objects.filter(launch=launch).order_by("number"))
    if not incidents or random.random() < 0.3:
        said: dict[str, Any] = {name: random.choice(list(Level)) for name in ("impact", "urgency")}
        make_incident(launch, at=at, reported_at=at - timedelta(hours=random.choice((0, 0, 60))), **said)
        return
    incident = random.choice(incidents)
    try:
        random.choice(_ACTS)(incident, actor, at)
    except DomainError:
        return


def _raise(incident: Incident, actor: Actor, at: datetime) -> None:
    override_priority(incident, priority=Priority.P1, reason="Board.", actor=actor, at=at)
    prioritise_incident(incident, at=at)


def _decline_for_now(incident: Incident, actor: Actor, at: datetime) -> None:
    decline_incident(
        incident, reason=DeclineReason.DUPLICATE, body="Known.", actor=replace(actor, act="bulk:1"), at=at
    )


def _resolve(incident: Incident, actor: Actor, at: datetime) -> None:
    resolve(incident, at=at)
    rate(incident, score=4, at=at)


def _tie(incident: Incident, actor: Actor, at: datetime) -> None:
    """To the one before it, or after it where that is the older report."""
    others = Incident.objects.filter(launch=incident.launch_id).exclude(pk=incident.pk).order_by("number")
    for parent in (others.filter(number__lt=incident.number).last(), others.first()):
        if parent:
            tie_incident(incident, parent=parent, actor=actor, at=at)
            return


_ACTS: list[Any] = [
    _tie,
    lambda incident, actor, at: _tie(incident, replace(actor, act="bulk:1"), at),
    lambda incident, actor, at: untie_incident(incident, actor=actor, at=at),
    _resolve,
    _resolve,
    _resolve,
    _raise,
    lambda incident, _, at: reopen(incident, at=at),
    lambda incident, actor, at: acknowledge_incident(incident, actor=actor, at=at),
    lambda incident, actor, at: reply_to_reporter(incident, body="We look.", actor=actor, at=at),
    lambda incident, actor, at: start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=actor, at=at),
    lambda incident, actor, at: end_wait(incident, actor=actor, at=at),
    lambda incident, actor, at: triage_incident(incident, nature=Nature.QUESTION, actor=actor, at=at),
    lambda incident, actor, at: triage_incident(incident, nature=Nature.DEFECT, actor=actor, at=at),
    _decline_for_now,
    _decline_for_now,
    *[lambda incident, actor, at: undo_act(incident, act="bulk:1", actor=actor, at=at)] * 3,
    lambda incident, actor, at: decline_incident(
        incident, reason=DeclineReason.DUPLICATE, body="Known.", actor=actor, at=at
    ),
]


def everything(launch: Launch) -> list[Any]:
    """Every number of every week and day, to date included."""
    facts = KpiFact.objects.filter(launch=launch).order_by("grain", "starts_on", "slug")
    days = DayFact.objects.filter(launch=launch).order_by("on")
    return [
        *facts.values_list("grain", "starts_on", "slug", "value", "n", "low", "high", "detail"),
        *days.values_list("on", "reported_count", "reopened_count", "ended_count", "apart_count"),
    ]
