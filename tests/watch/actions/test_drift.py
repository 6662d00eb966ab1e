"""A row that differs from what it is computed from is found by a sample, marked, and computed anew."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from time_machine import travel

from dashboards.actions import roll_up_next
from dashboards.models import DayFact
from hypercare.watch.actions import audit
from hypercare.watch.models import Finding
from hypercare.watch.queries.drift import AUDIT_SECONDS, SAMPLE_SIZE, drifted_incidents
from incidents.actions import sweeps
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.factories.dashboards import count
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.watch import let_duties_run

pytestmark = pytest.mark.django_db(transaction=True)
NOW = REPORTED_AT + timedelta(minutes=5)
PRIORITIES, ROLL_UP = "incidents.tasks.sweep_priorities", "dashboards.tasks.roll_up"


@pytest.fixture(autouse=True)
def duties_run() -> Iterator[None]:
    """Everything runs, so that nothing but drift is found."""
    let_duties_run(at=NOW)
    with travel(NOW, tick=False):
        yield


def look() -> bool:
    """One audit; whether it was clean."""
    return audit(at=NOW).is_clean


def drift_of(task: str) -> Finding:
    """The finding about this duty's rows."""
    return Finding.objects.get(task=task, cause="drift")


def test_rows_that_equal_their_histories_are_clean() -> None:
    make_incident(at=REPORTED_AT)
    assert look()


def test_a_tampered_incident_is_found() -> None:
    incident = make_incident(at=REPORTED_AT)
    Incident.objects.filter(pk=incident.pk).update(impact=Level.HIGH)
    assert not look()
    assert drift_of(PRIORITIES).late_count == 1


def test_it_is_marked_and_the_next_sweep_mends_it() -> None:
    incident = make_incident(at=REPORTED_AT)
    Incident.objects.filter(pk=incident.pk).update(impact=Level.HIGH)
    look()
    sweeps.sweep_priorities(at=NOW)
    incident.refresh_from_db()
    assert (incident.impact, incident.stale_since) == (Level.MEDIUM, None)


def test_after_that_it_is_clean_again() -> None:
    incident = make_incident(at=REPORTED_AT)
    Incident.objects.filter(pk=incident.pk).update(impact=Level.HIGH)
    look()
    sweeps.sweep_priorities(at=NOW)
    assert look()


def test_a_tampered_day_is_found_and_computed_anew() -> None:
    launch = make_incident(at=REPORTED_AT).launch
    count(launch)
    fact = DayFact.objects.filter(launch=launch).earliest("pk")
    wanted = fact.reported_count
    DayFact.objects.filter(pk=fact.pk).update(reported_count=wanted + 7)
    look()
    assert drift_of(ROLL_UP).late_count == 1
    while roll_up_next(at=NOW):
        pass
    assert DayFact.objects.get(launch=launch, on=fact.on).reported_count == wanted


def test_the_sample_moves_on_until_every_row_had_its_turn() -> None:
    made = [make_incident(at=REPORTED_AT) for _ in range(SAMPLE_SIZE + 3)]
    Incident.objects.filter(pk=made[-1].pk).update(impact=Level.HIGH)
    once_round = range(made[-1].pk // SAMPLE_SIZE + 2)
    rounds = (NOW + n * timedelta(seconds=AUDIT_SECONDS) for n in once_round)
    assert any(made[-1].pk in drifted_incidents(at=at) for at in rounds)
