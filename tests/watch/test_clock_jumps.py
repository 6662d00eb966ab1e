"""The machine's clock jumps an hour between two sweeps: nothing is doubled, nothing is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from time_machine import travel

from feedback.actions import try_item
from hypercare.intake.models import Outcome
from hypercare.notifications.actions import queue_message, send_due_messages
from hypercare.notifications.models import Audience, OutgoingMessage
from hypercare.watch.actions import audit
from hypercare.watch.models import Finding
from incidents.actions import sweeps
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from tests.factories.feedback import receive
from tests.factories.incidents import REPORTED_AT, make_incident

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FORWARD = (0, 60, 5, 20, 65, 70)  # minutes as the sweeps see them: an hour ahead, then set right
BACKWARD = (60, 5, 20, 30, 70)


def through(jumps: tuple[int, ...], sweep: Callable[[datetime], object]) -> None:
    """Let a sweep look at each of these instants in turn."""
    for minutes in jumps:
        at = REPORTED_AT + minutes * MINUTE
        with travel(at, tick=False):
            sweep(at)


@pytest.mark.parametrize("jumps", [FORWARD, BACKWARD])
def test_each_step_of_a_clock_is_recorded_once(jumps: tuple[int, ...]) -> None:
    incident = make_incident(impact=Level.HIGH, urgency=Level.HIGH)
    through(jumps, lambda at: sweeps.sweep_clocks(at=at))
    steps = incident.events.filter(kind__startswith="target").order_by("seq").values_list("at", flat=True)
    assert list(steps) == [REPORTED_AT + 13.5 * MINUTE, REPORTED_AT + 15 * MINUTE]


@pytest.mark.parametrize("jumps", [FORWARD, BACKWARD])
def test_an_item_is_understood_once(jumps: tuple[int, ...]) -> None:
    item = receive()
    through(jumps, lambda at: try_item(at=at))
    item.refresh_from_db()
    assert (item.outcome, Incident.objects.count()) == (Outcome.CREATED, 1)


@pytest.mark.parametrize("jumps", [FORWARD, BACKWARD])
def test_a_mail_leaves_once(jumps: tuple[int, ...]) -> None:
    queue_message(
        "one",
        audience=Audience.REPORTER,
        about="L-1",
        to="rosa@desk.example",
        subject="Hello",
        body="Words.",
        at=REPORTED_AT,
    )
    through(jumps, lambda at: send_due_messages(at=at))
    assert len(mail.outbox) == OutgoingMessage.objects.exclude(sent_at=None).count() == 1


def test_a_priority_asked_for_an_hour_ahead_is_computed_once_that_hour_has_come() -> None:
    incident = make_incident(is_prioritised=False, at=REPORTED_AT)
    Incident.objects.update(stale_since=REPORTED_AT + HOUR)
    through((5, 61), lambda at: sweeps.sweep_priorities(at=at))
    incident.refresh_from_db()
    assert (incident.priority, incident.stale_since) == (Priority.P3, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("jumps", [FORWARD, BACKWARD])
def test_the_auditor_records_each_step_once_and_no_finding_stays_open(jumps: tuple[int, ...]) -> None:
    incident = make_incident(impact=Level.HIGH, urgency=Level.HIGH)
    through(jumps, lambda at: audit(at=at))
    assert incident.events.filter(kind__startswith="target").count() == 2
    work = Finding.objects.filter(cause="work", repaired_at=None)
    assert not work.exists()
