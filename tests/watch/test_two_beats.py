"""Two beats by mistake: every task of the schedule runs twice at once, and nothing happens twice."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections
from time_machine import travel

from hypercare.celery import app
from hypercare.intake.models import RawItem
from hypercare.launches.actions import change_calendar
from hypercare.notifications.actions import queue_message
from hypercare.notifications.models import Audience
from hypercare.watch.models import Finding
from incidents.domain.history import EventKind
from incidents.domain.priority import Level
from incidents.models import Incident, IncidentEvent
from incidents.queries.verification import differences_in, histories_after
from tests.factories.feedback import receive, resolve
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOW = REPORTED_AT + timedelta(days=6)
TASKS = [entry["task"] for entry in app.conf.beat_schedule.values()]
ONCE = (
    EventKind.DECLARED,
    EventKind.PRIORITY_SET,
    EventKind.RESOLVED,
    EventKind.CLOSED,
)


@pytest.fixture(autouse=True)
def work_for_everybody() -> Iterator[None]:
    """Something due for every task of the schedule, six days after it was reported."""
    with travel(REPORTED_AT, tick=True):
        launch = LaunchFactory(office_hours=True)
        service = ServiceFactory(launch=launch)
        for _ in range(6):
            make_incident(launch, service=service, impact=Level.HIGH, urgency=Level.HIGH)
            make_incident(launch, is_prioritised=False)
        for n in range(4):
            resolve(make_incident(launch), at=REPORTED_AT)
            receive(launch, key=f"item-{n}", email=f"r{n}@desk.example")
            queue(n)
        change_calendar(launch)
    with travel(NOW, tick=True):
        yield


def queue(n: int) -> None:
    """A mail that is due."""
    queue_message(
        f"mail-{n}",
        audience=Audience.REPORTER,
        about="L-1",
        to=f"r{n}@desk.example",
        subject="Hello",
        body="Words.",
        at=REPORTED_AT,
    )


def at_once(task: str) -> None:
    """Run a task in two threads that start together; raises what either raised."""
    app.loader.import_default_modules()
    start = threading.Barrier(2)

    def run() -> None:
        try:
            start.wait()
            app.tasks[task]()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        for each in [threads.submit(run) for _ in range(2)]:
            each.result()


@pytest.mark.parametrize("task", TASKS)
def test_nothing_happens_twice(task: str) -> None:
    at_once(task)
    assert_each_thing_happened_at_most_once()


def test_nor_when_all_of_them_follow_one_another_twice() -> None:
    for task in TASKS:
        at_once(task)
    assert_each_thing_happened_at_most_once()
    assert not RawItem.objects.filter(outcome="pending").exists()


def assert_each_thing_happened_at_most_once() -> None:
    """One outcome an item, one step an instant, one letter a key, and rows that equal their histories."""
    found: Counter[object] = Counter(
        IncidentEvent.objects.filter(kind__in=ONCE).values_list("incident", "kind")
    )
    steps = IncidentEvent.objects.filter(kind__startswith="target")
    found += Counter(steps.values_list("incident", "kind", "payload__clock", "at"))
    found += Counter((letter.to[0], letter.extra_headers["Message-ID"]) for letter in mail.outbox)
    found += Counter(RawItem.objects.exclude(result_key="").values_list("result_key"))
    found += Counter(Finding.objects.values_list("task", "cause"))
    assert [what for what, count in found.items() if count > 1] == []
    histories = histories_after(Incident.objects.select_related("launch").order_by("pk"), 0, limit=100)
    assert [
        each for history in histories for each in differences_in(history, at=NOW + timedelta(hours=1))
    ] == []
