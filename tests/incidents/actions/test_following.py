"""Readers of events see each once, in order, and none is lost."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import connection

from hypercare.runtime.processes import wait_until
from incidents.actions.following import follow_events, unread_by
from incidents.models import IncidentEvent
from tests.factories.incidents import REPORTED_AT, make_incident

PATIENCE_SECONDS = 120.0


class Reader:
    """Remembers what it was handed."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def __call__(self, events: Sequence[IncidentEvent], at: datetime) -> None:
        self.seen += [event.pk for event in events]


def follow(reader: Reader) -> int:
    """Read one batch as `test`."""
    return follow_events("test", reader, at=REPORTED_AT)


def follow_to_the_end(reader: Reader) -> None:
    """Read everything there is; the server's own housekeeping may hold it up."""
    last = IncidentEvent.objects.latest("pk").pk
    assert wait_until(lambda: follow(reader) >= 0 and reader.seen[-1:] == [last], PATIENCE_SECONDS)


@pytest.mark.django_db(transaction=True)
def test_each_event_is_handed_over_once() -> None:
    reader, incident = Reader(), make_incident()
    follow_to_the_end(reader)
    make_incident(incident.launch)
    follow_to_the_end(reader)
    assert reader.seen == list(IncidentEvent.objects.order_by("pk").values_list("pk", flat=True))
    assert follow(reader) == 0


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_fails_sees_the_batch_again() -> None:
    make_incident()

    def fail(events: Sequence[IncidentEvent], at: datetime) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        wait_until(lambda: follow_events("test", fail, at=REPORTED_AT) > 0, PATIENCE_SECONDS)
    reader = Reader()
    follow_to_the_end(reader)
    assert len(reader.seen) == 2


@pytest.mark.django_db
def test_events_of_a_running_transaction_wait() -> None:
    make_incident()
    assert follow(Reader()) == 0


@pytest.mark.django_db
def test_a_reader_begins_right_behind_its_place_even_within_one_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = unread_by("test").explain()
    assert "Index Cond: (ROW(tx, id) >" in plan
    assert "Filter" not in plan
