"""Undoing what was just done: row, clocks and numbers are as if it had never been."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hypercare.lib.errors import DomainError
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import (
    Actor,
    assign_incident,
    prioritise_incident,
    receive_reporter_message,
    resolve_incident,
    start_wait,
    triage_incident,
    undo_act,
)
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.history import Cause, EventKind, Resolution
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Clock, Incident
from incidents.queries.verification import differences_in, histories_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db
ACT = "bulk:7"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
NOW = REPORTED_AT + 10 * MINUTE
LATER = NOW + 20 * SECOND
URGENT: dict[str, Any] = {"impact": Level.HIGH, "urgency": Level.HIGH}


@pytest.fixture
def incident() -> Incident:
    return make_incident()


@pytest.fixture
def actor(incident: Incident) -> Actor:
    """A member whose act can be undone."""
    return Actor.human(MembershipFactory(launch=incident.launch).user, act=ACT)


def rows(incident: Incident) -> dict[str, Any]:
    """The row and its clocks, without what merely counts its events."""
    row: dict[str, Any] = {**Incident.objects.values().get(pk=incident.pk)}
    for name in ("last_seq", "stale_since", "rank", "rank_terms"):
        del row[name]
    return {**row, "clocks": list(Clock.objects.filter(incident=incident).values())}


def plain(actor: Actor) -> Actor:
    """The same person, doing something by itself."""
    return replace(actor, act="")


def undo(incident: Incident, actor: Actor) -> Incident:
    return undo_act(incident, act=ACT, actor=plain(actor), at=LATER)


def wrong_in(incident: Incident, *, at: Any = LATER) -> list[object]:
    """What `verify_history` would complain about."""
    history = histories_of(Incident.objects.select_related("launch").filter(pk=incident.pk))[0]
    return list(differences_in(history, at=at))


def resolve(incident: Incident, actor: Actor) -> None:
    how: dict[str, Any] = {"cause": Cause.CODE, "resolution": Resolution.FIXED, "body": "Try again."}
    resolve_incident(incident, actor=actor, at=NOW, **how)


def test_an_undone_solution_leaves_row_and_clocks_as_they_were(incident: Incident, actor: Actor) -> None:
    before = rows(incident)
    resolve(incident, actor)
    assert rows(incident) != before
    undo(incident, actor)
    assert rows(incident) == before
    assert wrong_in(incident) == []


def test_an_undone_assignment_acknowledges_nothing(incident: Incident, actor: Actor) -> None:
    member = incident.launch.memberships.get().user
    assign_incident(incident, assignee=member, team=None, actor=actor, at=NOW)
    row = undo(incident, actor)
    assert (row.state, row.acknowledged_at, row.assignee_id) == (State.NEW, None, None)


def test_the_priority_that_followed_goes_too(incident: Incident, actor: Actor) -> None:
    before = rows(incident)
    prioritise_incident(triage_incident(incident, actor=actor, at=NOW, **URGENT), at=NOW)
    assert Incident.objects.get(pk=incident.pk).priority == Priority.P1
    row = undo(incident, actor)
    assert row.stale_since is not None
    assert rows(prioritise_incident(row, at=LATER)) == before


def test_an_undo_before_the_first_priority_leaves_it_to_be_computed() -> None:
    fresh = make_incident(is_prioritised=False)
    actor = Actor.human(MembershipFactory(launch=fresh.launch).user, act=ACT)
    prioritise_incident(triage_incident(fresh, actor=actor, at=NOW, **URGENT), at=NOW)
    undo(fresh, actor)
    assert wrong_in(fresh) == []
    assert prioritise_incident(fresh, at=LATER).priority == Priority.P3


def test_a_breach_that_only_the_act_brought_goes(incident: Incident, actor: Actor) -> None:
    at = REPORTED_AT + 30 * MINUTE
    prioritise_incident(triage_incident(incident, actor=actor, at=at, **URGENT), at=at)
    sweep_clocks(at=at + SECOND)
    assert Incident.objects.get(pk=incident.pk).breached_at is not None
    row = undo_act(incident, act=ACT, actor=plain(actor), at=at + 9 * SECOND)
    assert row.breached_at is None
    assert wrong_in(incident, at=at + 9 * SECOND) == []


def test_a_breach_is_told_again_when_it_comes_true(incident: Incident, actor: Actor) -> None:
    at = REPORTED_AT + 30 * MINUTE
    prioritise_incident(triage_incident(incident, actor=actor, at=at, **URGENT), at=at)
    undo_act(incident, act=ACT, actor=plain(actor), at=at + 9 * SECOND)
    again = at + MINUTE
    prioritise_incident(triage_incident(incident, actor=plain(actor), at=again, **URGENT), at=again)
    assert wrong_in(incident, at=again) == []


def test_a_breach_that_a_pause_hid_is_found() -> None:
    urgent = make_incident(**URGENT)
    actor = Actor.human(MembershipFactory(launch=urgent.launch).user, act=ACT)
    due_at = REPORTED_AT + timedelta(hours=4)
    start_wait(urgent, waiting_on=WaitingOn.REPORTER, actor=actor, at=due_at - 5 * SECOND)
    undo_act(urgent, act=ACT, actor=actor, at=due_at + 5 * SECOND)
    breaches = urgent.events.filter(kind=EventKind.TARGET_BREACHED, payload__clock="resolution")
    assert [each.at for each in breaches] == [due_at]
    assert wrong_in(urgent, at=due_at + 5 * SECOND) == []


def test_a_real_breach_stays() -> None:
    urgent = make_incident(**URGENT)
    actor = Actor.human(MembershipFactory(launch=urgent.launch).user, act=ACT)
    at = REPORTED_AT + timedelta(hours=4)
    assign_incident(urgent, assignee=None, team=None, actor=actor, at=at)
    triage_incident(urgent, affected_users=9, actor=actor, at=at)
    sweep_clocks(at=at + SECOND)
    undo_act(urgent, act=ACT, actor=actor, at=at + 9 * SECOND)
    assert Incident.objects.get(pk=urgent.pk).breached_at == REPORTED_AT + 15 * MINUTE
    assert wrong_in(urgent, at=at + 9 * SECOND) == []


def test_a_warning_too_early_is_withdrawn_and_given_in_time(incident: Incident, actor: Actor) -> None:
    member = incident.launch.memberships.get().user
    assign_incident(incident, assignee=member, team=None, actor=plain(actor), at=NOW - MINUTE)
    at = REPORTED_AT + 58 * MINUTE
    high = {"impact": Level.HIGH, "urgency": Level.MEDIUM}
    prioritise_incident(triage_incident(incident, actor=actor, at=at, **high), at=at)
    sweep_clocks(at=at + SECOND)
    assert OutgoingMessage.objects.due(at + SECOND).count() == 0
    assert OutgoingMessage.objects.count() == 1
    undo_act(incident, act=ACT, actor=actor, at=at + 9 * SECOND)
    assert not OutgoingMessage.objects.exists()
    assert not Clock.objects.filter(incident=incident, warned_at__isnull=False).exists()


def test_what_others_did_since_is_not_pulled_away(incident: Incident, actor: Actor) -> None:
    resolve(incident, actor)
    receive_reporter_message(incident, body="Thanks!", reporter=None, at=NOW + SECOND)
    with pytest.raises(DomainError, match="changed since"):
        undo(incident, actor)


def test_undoing_twice_undoes_once(incident: Incident, actor: Actor) -> None:
    resolve(incident, actor)
    undo(incident, actor)
    with pytest.raises(DomainError, match="left to undo"):
        undo(incident, actor)
    assert incident.events.filter(kind=EventKind.UNDONE).count() == 1


def test_an_act_by_another_name_is_left_alone(incident: Incident, actor: Actor) -> None:
    resolve(incident, actor)
    with pytest.raises(DomainError, match="left to undo"):
        undo_act(incident, act="bulk:8", actor=actor, at=LATER)
