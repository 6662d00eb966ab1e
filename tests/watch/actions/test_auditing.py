"""What a sweep left undone is found, done once, and written down as late."""

from datetime import timedelta

import pytest

from hypercare.watch.actions import audit
from hypercare.watch.models import Finding
from incidents.domain.history import EventKind
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.watch import let_duties_run

pytestmark = pytest.mark.django_db(transaction=True)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
CLOCKS = "incidents.tasks.sweep_clocks"


def make_p1() -> Incident:
    """A P1: response due after 15 minutes, resolution after 4 hours."""
    return make_incident(impact=Level.HIGH, urgency=Level.HIGH)


def test_with_nothing_late_it_is_clean() -> None:
    assert audit(at=REPORTED_AT).is_clean


def test_what_a_sweep_may_still_do_is_not_late() -> None:
    make_p1()
    audit(at=REPORTED_AT + 13.5 * MINUTE + 20 * SECOND)
    assert not Finding.objects.filter(task=CLOCKS).exists()


def test_a_breach_nobody_recorded_is_recorded() -> None:
    incident = make_p1()
    audit(at=REPORTED_AT + 45 * MINUTE)
    breach = incident.events.get(kind=EventKind.TARGET_BREACHED)
    assert breach.at == REPORTED_AT + 15 * MINUTE


def test_what_was_late_is_written_down_with_its_due_instant() -> None:
    make_p1()
    audit(at=REPORTED_AT + 45 * MINUTE)
    finding = Finding.objects.get(task=CLOCKS)
    assert (finding.late_count, finding.oldest_due_at) == (1, REPORTED_AT + 13.5 * MINUTE)


def test_what_was_repaired_is_closed_at_once() -> None:
    make_p1()
    audit(at=REPORTED_AT + 45 * MINUTE)
    assert Finding.objects.get(task=CLOCKS).repaired_at == REPORTED_AT + 45 * MINUTE


def test_having_found_something_is_not_clean() -> None:
    make_p1()
    assert not audit(at=REPORTED_AT + 45 * MINUTE).is_clean


def test_the_next_look_is_clean_again() -> None:
    make_p1()
    audit(at=REPORTED_AT + 45 * MINUTE)
    let_duties_run(at=REPORTED_AT + 46 * MINUTE)
    assert audit(at=REPORTED_AT + 46 * MINUTE).is_clean
