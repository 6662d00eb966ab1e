"""Every action writes one event, and the row equals its history."""

from datetime import timedelta

import pytest

from hypercare.lib.errors import DomainError
from incidents.actions import (
    Actor,
    acknowledge_incident,
    add_note,
    assign_incident,
    decline_incident,
    end_wait,
    override_priority,
    reopen_incident,
    reply_to_reporter,
    resolve_incident,
    start_wait,
    triage_incident,
)
from incidents.actions.projection import differences
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.history import Cause, DeclineReason, EventKind, Resolution, fold
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Incident, IncidentEvent
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def replayed(incident: Incident) -> dict[str, object]:
    """What differs between the stored row and its history."""
    row = Incident.objects.get(pk=incident.pk)
    events = IncidentEvent.objects.filter(incident=row).order_by("seq")
    return dict(differences(row, fold([event.as_domain() for event in events])))


def test_a_whole_life_leaves_a_row_equal_to_its_history() -> None:
    incident = make_incident()
    member = MembershipFactory(launch=incident.launch)
    actor, at = Actor.human(member.user), REPORTED_AT
    acknowledge_incident(incident, actor=actor, at=at + HOUR)
    assign_incident(incident, assignee=member.user, team=None, actor=actor, at=at + HOUR)
    triage_incident(incident, actor=actor, at=at + HOUR, impact=Level.HIGH)
    start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=actor, at=at + 2 * HOUR)
    end_wait(incident, actor=actor, at=at + 3 * HOUR)
    resolved = resolve_incident(
        incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Fixed.", actor=actor, at=at + 4 * HOUR
    )
    reopen_incident(resolved, body="Again", actor=actor, at=at + 5 * HOUR)
    assert replayed(incident) == {}


def test_declaring_leaves_priority_to_celery() -> None:
    incident = make_incident(is_prioritised=False)
    assert incident.priority is None
    assert incident.stale_since is not None


def test_priority_is_recorded_as_one_event() -> None:
    incident = make_incident(impact=Level.HIGH, urgency=Level.HIGH)
    assert incident.priority == Priority.P1
    assert [event.kind for event in incident.events.all()] == [EventKind.DECLARED, EventKind.PRIORITY_SET]


def test_an_event_from_the_past_refolds_the_history() -> None:
    incident = make_incident()
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    reply_to_reporter(incident, body="Looking.", actor=actor, at=REPORTED_AT + 2 * HOUR)
    row = reply_to_reporter(incident, body="Said on the phone.", actor=actor, at=REPORTED_AT + HOUR)
    assert row.first_response_at == REPORTED_AT + HOUR
    assert replayed(row) == {}


def test_a_breach_is_recorded_at_its_due_instant_however_late_the_sweep() -> None:
    incident = make_incident(impact=Level.HIGH, urgency=Level.HIGH)
    sweep_clocks(at=REPORTED_AT + timedelta(days=3))
    breaches = incident.events.filter(kind=EventKind.TARGET_BREACHED).order_by("seq")
    assert [event.at - REPORTED_AT for event in breaches] == [timedelta(minutes=15), 4 * HOUR]
    assert sweep_clocks(at=REPORTED_AT + timedelta(days=4)) == 0


def test_an_action_records_the_breach_the_sweep_had_no_time_for() -> None:
    incident = make_incident(impact=Level.HIGH, urgency=Level.HIGH)
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    reply_to_reporter(incident, body="Sorry, late.", actor=actor, at=REPORTED_AT + HOUR)
    assert incident.events.filter(kind=EventKind.TARGET_BREACHED).count() == 1


def test_an_override_needs_a_reason() -> None:
    incident = make_incident()
    with pytest.raises(DomainError, match="Say why"):
        override_priority(incident, priority=Priority.P1, reason=" ", actor=Actor.bot(), at=REPORTED_AT)


def test_a_move_the_table_forbids_changes_nothing() -> None:
    incident = make_incident()
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    decline_incident(
        incident, reason=DeclineReason.OUT_OF_SCOPE, body="Not ours.", actor=actor, at=REPORTED_AT
    )
    with pytest.raises(DomainError, match="cannot become Waiting"):
        start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=actor, at=REPORTED_AT)
    assert Incident.objects.get(pk=incident.pk).state == State.DECLINED


def test_a_note_is_no_response() -> None:
    incident = make_incident()
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    assert add_note(incident, body="Hm.", actor=actor, at=REPORTED_AT).first_response_at is None
