"""Seeding in steps: progress, interruptions, and a second run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from hypercare.demo import tasks
from hypercare.demo.actions import continue_seeding, found_demo, live_next, living
from hypercare.demo.actions.performing import perform
from hypercare.demo.actions.seeding import OPEN_WORK
from hypercare.demo.domain.lives import Deed
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.domain.trading import TRADING
from hypercare.demo.models import SeedRun
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from hypercare.notifications.models import OutgoingMessage
from hypercare.runtime.location import PROJECT
from incidents.models import Incident, IncidentEvent
from tests.factories.demo import UNTIL
from tests.factories.incidents import make_incident

SOME = 14
SEEDING = """
import django
django.setup()
from django.utils import timezone
from hypercare.demo.actions import continue_seeding
continue_seeding(at=timezone.now(), budget_seconds=600)
"""


def seed(count: int) -> None:
    while SeedRun.objects.get().done_count < count:
        assert live_next({}, at=UNTIL)


def story_of_everything() -> list[tuple[Any, ...]]:
    """What happened, without the ids that differ from database to database."""
    names = ("incident__number", "incident__title", "seq", "kind", "at", "actor__email")
    return list(IncidentEvent.objects.order_by("incident__number", "seq").values_list(*names))


@pytest.mark.django_db
def test_each_step_makes_one_report_and_counts_it() -> None:
    found_demo(TRADING, at=UNTIL)
    seed(3)
    assert SeedRun.objects.get().done_count == Incident.objects.count() == 3


@pytest.mark.django_db
def test_letters_of_the_past_are_late_for_nobody() -> None:
    found_demo(TRADING, at=UNTIL)
    seed(3)
    waiting = OutgoingMessage.objects.waiting()
    assert waiting.exists()
    assert not waiting.filter(not_before__lt=UNTIL).exists()


@pytest.mark.django_db
def test_people_may_report_meanwhile() -> None:
    run = found_demo(TRADING, at=UNTIL)
    seed(1)
    mine = make_incident(run.launch)
    seed(2)
    made = set(Incident.objects.exclude(pk=mine.pk).values_list("number", flat=True))
    assert max(made) < mine.number == Launch.objects.get().last_number


@pytest.mark.django_db
def test_a_step_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found_demo(TRADING, at=UNTIL)
    with monkeypatch.context() as broken:
        broken.setattr(living, "_sweep", fail_with(OperationalError("the server goes away")))
        with pytest.raises(OperationalError):
            live_next({}, at=UNTIL)
    assert (SeedRun.objects.get().done_count, IncidentEvent.objects.count()) == (0, 0)
    seed(1)


@pytest.mark.django_db
def test_an_impossible_report_is_left_out_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    found_demo(TRADING, at=UNTIL)
    with monkeypatch.context() as broken:
        broken.setattr(living, "_sweep", fail_with(DomainError("It is open already.", field="state")))
        live_next({}, at=UNTIL)
    seed(3)
    run = SeedRun.objects.get()
    assert [each["reason"] for each in run.skipped] == ["DomainError: It is open already."]
    assert Incident.objects.count() == run.done_count - 1


def fail_with(error: Exception) -> Callable[..., None]:
    """Something that raises whatever it is called with."""

    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.django_db
def test_open_work_of_every_launch_comes_before_the_rest() -> None:
    runs = [found_demo(plot, at=UNTIL) for plot in PLOTS.values()]
    SeedRun.objects.filter(pk=runs[0].pk).update(done_count=OPEN_WORK)
    live_next({}, at=UNTIL)
    assert SeedRun.objects.get(pk=runs[1].pk).done_count == 1


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_changes_nothing() -> None:
    with transaction.atomic():
        found_demo(TRADING, at=UNTIL)
        seed(SOME)
        expected = story_of_everything()
        transaction.set_rollback(True)
    found_demo(TRADING, at=UNTIL)
    kill_a_worker(after=4)
    assert 4 <= SeedRun.objects.get().done_count < SOME
    seed(SOME)
    assert story_of_everything() == expected


def kill_a_worker(*, after: int) -> None:
    """Seed in another process and `kill -9` it in the middle of a report."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hypercare.settings.dev",  # those of tests name their own database
        "DATABASE_URL": address_of_database(),
    }
    worker = subprocess.Popen([sys.executable, "-c", SEEDING], cwd=PROJECT, env=environment)
    while SeedRun.objects.get().done_count < after:
        assert worker.poll() is None
        time.sleep(0.01)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    with transaction.atomic():  # the server lets go of its lock once it has seen the death
        SeedRun.objects.select_for_update().get()


def address_of_database() -> str:
    """Where this test's database is, for another process."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{server}/{connection.settings_dict['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_a_second_worker_leaves_the_run_to_the_first() -> None:
    found_demo(TRADING, at=UNTIL)
    with transaction.atomic():
        SeedRun.objects.select_for_update().get()
        with ThreadPoolExecutor(1) as other:
            assert not other.submit(continue_elsewhere).result()
    assert SeedRun.objects.get().done_count == 0


def continue_elsewhere() -> bool:
    """What another worker would answer, over a connection of its own."""
    try:
        return continue_seeding(at=UNTIL, budget_seconds=0)
    finally:
        connection.close()


@pytest.mark.django_db
def test_nothing_is_seeded_where_no_demo_was_begun() -> None:
    assert not continue_seeding(at=UNTIL, budget_seconds=1)


@pytest.mark.django_db
def test_the_task_asks_for_its_own_continuation(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(tasks, "nudge_drain", sent.append)
    monkeypatch.setattr(tasks, "BUDGET_SECONDS", 0)
    tasks.continue_seeding()
    assert sent == []
    found_demo(TRADING, at=UNTIL)
    tasks.continue_seeding()
    assert sent == ["hypercare.demo.tasks.continue_seeding"]


def test_every_deed_can_be_performed() -> None:
    assert set(Deed.__args__) <= perform.registry.keys()
