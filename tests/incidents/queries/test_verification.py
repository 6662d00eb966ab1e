"""A row that does not equal its history is found, whatever it is that differs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hypercare.launches.models import Policy
from incidents.actions import Actor, acknowledge_incident, resolve_incident, sweeps
from incidents.domain.history import Cause, Resolution
from incidents.models import Clock, Incident, IncidentEvent
from incidents.queries.verification import Difference, differences_in, histories_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, UserFactory

LATER = REPORTED_AT + timedelta(hours=1)
MUCH_LATER = REPORTED_AT + timedelta(days=90)


def found(*, at: datetime = LATER) -> list[Difference]:
    """All differences of all incidents."""
    histories = histories_of(Incident.objects.select_related("launch"))
    return [difference for history in histories for difference in differences_in(history, at=at)]


def names(*, at: datetime = LATER) -> list[str]:
    """What differs."""
    return [name for name, _, _ in found(at=at)]


def resolve(incident: Incident) -> Incident:
    """Resolve it after an hour."""
    actor = Actor.human(UserFactory())
    acknowledge_incident(incident, actor=actor, at=LATER)
    return resolve_incident(
        incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Fixed.", actor=actor, at=LATER
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"priority": 4}, "priority"),
        ({"state": "resolved"}, "state"),
        ({"reopen_count": 7}, "reopen_count"),
        ({"resolved_at": LATER}, "resolved_at"),
        ({"last_seq": 9}, "last_seq"),
        ({"next_due_at": None}, "next_due_at"),
        ({"breached_at": LATER}, "breached_at"),
    ],
)
def test_a_changed_row_is_found(changed: dict[str, Any], name: str) -> None:
    make_incident()
    assert found() == []
    Incident.objects.update(**changed)
    assert name in names()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["due_at", "at_risk_at", "warn_at", "started_at"])
def test_a_moved_clock_is_found(name: str) -> None:
    make_incident()
    Clock.objects.filter(kind="resolution").update(**{name: REPORTED_AT - timedelta(days=1)})
    assert f"resolution clock {name}" in names()


@pytest.mark.django_db
def test_a_missing_clock_is_found() -> None:
    make_incident()
    Clock.objects.filter(kind="resolution").delete()
    assert "resolution clock" in names()


@pytest.mark.django_db
def test_a_missing_event_is_found() -> None:
    make_incident()
    IncidentEvent.objects.filter(kind="priority_set").delete()
    assert {"last_seq", "priority"} <= set(names())


@pytest.mark.django_db
def test_what_fell_due_since_the_last_sweep_is_no_difference() -> None:
    make_incident()
    assert names(at=MUCH_LATER) == []
    sweeps.sweep_clocks(at=MUCH_LATER)
    assert names(at=MUCH_LATER) == []


@pytest.mark.django_db
def test_a_breach_nobody_told_of_is_found() -> None:
    make_incident()
    sweeps.sweep_clocks(at=MUCH_LATER)
    breach = IncidentEvent.objects.order_by("seq").last()
    assert breach is not None
    breach.delete()
    assert any(name.endswith(" breach") for name in names(at=MUCH_LATER))


@pytest.mark.django_db
def test_a_clock_at_rest_is_compared_too() -> None:
    resolve(make_incident())
    assert found() == []
    Clock.objects.filter(kind="resolution").update(met_at=None)
    assert "resolution clock met_at" in names()


@pytest.mark.django_db
def test_a_clock_at_rest_keeps_the_hours_of_its_time() -> None:
    launch = LaunchFactory(key="TRD")
    resolve(make_incident(launch))
    launch.support_windows.create(weekday=0, opens=480, closes=540)
    type(launch).objects.update(calendar_version=2)
    sweeps.sweep_calendars(at=LATER)
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_the_command_counts_what_it_replayed(capsys: pytest.CaptureFixture[str]) -> None:
    make_incident(LaunchFactory(key="TRD", policy=Policy.DEFAULT), at=REPORTED_AT)
    make_incident()
    call_command("verify_history", "--launch", "TRD")
    assert capsys.readouterr().out == "1 incidents, 2 events: 0 differences\n"
    call_command("verify_history")
    assert "2 incidents, 4 events: 0 differences" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_command_fails_and_says_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    make_incident(LaunchFactory(key="TRD"))
    Incident.objects.update(reopen_count=7)
    with pytest.raises(CommandError, match="1 incidents, 2 events: 1 differences"):
        call_command("verify_history")
    assert "TRD-1 reopen_count: stored 7, replayed 0" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_unknown_launch_is_named() -> None:
    with pytest.raises(CommandError, match="launch: there is no launch NONE"):
        call_command("verify_history", "--launch", "NONE")
