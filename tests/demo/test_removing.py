"""A reset: what goes, what stays, and what happens when it is not alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from hypercare.accounts.models import User
from hypercare.demo.actions import found_demo, live_next, removing, reset_demo
from hypercare.demo.actions.removing import hanging_on_a_launch
from hypercare.demo.domain.trading import TRADING
from hypercare.demo.models import SeedRun
from hypercare.launches.models import Launch
from hypercare.notifications.models import OutgoingMessage
from incidents.models import Incident, IncidentEvent, Message
from tests.factories.demo import UNTIL
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory

SOME = 12


def seed_some(count: int = SOME) -> Launch:
    """A demo with some reports."""
    run = found_demo(TRADING, at=UNTIL)
    for _ in range(count):
        live_next({}, at=UNTIL)
    return run.launch


def reset() -> SeedRun:
    return reset_demo(TRADING, at=UNTIL, told=lambda _table, _count: None)


def rows_left(launch_id: int) -> list[str]:
    """Tables that still hold something of a launch."""
    tables = hanging_on_a_launch().items()
    return [model.__name__ for model, path in tables if models.QuerySet(model).filter(**{path: launch_id})]


@pytest.mark.django_db
def test_nothing_of_the_launch_stays() -> None:
    old = seed_some()
    assert len(rows_left(old.pk)) > 12
    reset()
    assert rows_left(old.pk) == []
    assert not Launch.objects.filter(pk=old.pk).exists()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.django_db
def test_a_new_launch_stands_in_its_place() -> None:
    seed_some(2)
    run = reset()
    assert (Launch.objects.get().pk, run.done_count) == (run.launch_id, 0)
    assert live_next({}, at=UNTIL)


@pytest.mark.django_db
def test_what_is_not_of_the_demo_stays() -> None:
    mine = make_incident(LaunchFactory(key="TRD2"))
    before = (IncidentEvent.objects.count(), Message.objects.count())
    seed_some(3)
    reset()
    assert Incident.objects.get() == mine
    assert (IncidentEvent.objects.count(), Message.objects.count()) == before


@pytest.mark.django_db
def test_people_keep_their_accounts_and_get_their_password_back() -> None:
    seed_some(1)
    mara = User.objects.get(email="mara.lindqvist@bank.example")
    mara.set_password("another")
    mara.save()
    reset()
    assert User.objects.get(email=mara.email).pk == mara.pk
    assert User.objects.get(pk=mara.pk).check_password("hypercare-demo")


@pytest.mark.django_db
def test_a_launch_that_is_not_of_the_demo_is_left_alone() -> None:
    other = LaunchFactory(key="TRD")
    with pytest.raises(ValidationError):
        reset()
    assert Launch.objects.get() == other


@pytest.mark.django_db
def test_a_reset_cut_short_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    old = seed_some(3)
    events = IncidentEvent.objects.count()
    with monkeypatch.context() as broken:
        broken.setattr(removing, "found_demo", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reset()
    assert (Launch.objects.get(), IncidentEvent.objects.count()) == (old, events)
    assert reset().launch_id != old.pk


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_the_way_finishes_first() -> None:
    old = seed_some(3)
    with a_worker_that_writes_to(Incident.objects.earliest("pk")) as may_end, ThreadPoolExecutor(1) as other:
        resetting = other.submit(reset_elsewhere)
        may_end.set()
        assert resetting.result(timeout=20) != old.pk
    assert rows_left(old.pk) == []


@contextmanager
def a_worker_that_writes_to(incident: Incident) -> Iterator[Event]:
    """Another connection holds the incident, then writes something that refers to its launch."""
    holds, may_end = Event(), Event()
    with ThreadPoolExecutor(1) as worker:
        written = worker.submit(write_slowly, incident, holds, may_end)
        assert holds.wait(10)
        yield may_end
        assert written.result(timeout=20)


def write_slowly(incident: Incident, holds: Event, may_end: Event) -> bool:
    """What a task does, with a pause in the middle."""
    try:
        with transaction.atomic():
            Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
            holds.set()
            may_end.wait(10)
            connection.cursor().execute("SELECT pg_sleep(0.4)")
            Message.objects.create(incident=incident, visibility="internal", body="Late.", at=UNTIL)
            IncidentEvent.objects.create(
                incident=incident,
                launch_id=incident.launch_id,
                seq=99,
                kind="noted",
                at=UNTIL,
                actor_kind="bot",
            )
        return True
    finally:
        connection.close()


def reset_elsewhere() -> int:
    try:
        return reset().launch_id
    finally:
        connection.close()


def test_no_table_is_forgotten() -> None:
    """Whoever refers to a row that goes, goes too: a reference set to null would dangle."""
    going = {Launch, *hanging_on_a_launch()}
    referring: set[type[models.Model]] = {
        model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model in going
    }
    assert referring <= going
