"""A task of the schedule leaves notes of its runs, and never at the cost of its work."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from time_machine import travel

from hypercare.celery import app
from hypercare.watch.models import DutyRun
from tests.factories.incidents import REPORTED_AT

pytestmark = pytest.mark.django_db
NAME = "incidents.tasks.sweep_priorities"
SWEEP = "incidents.tasks.sweeps.sweep_priorities"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def task(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The task of a duty in a process that has not run it yet."""
    app.loader.import_default_modules()
    found = app.tasks[NAME]
    monkeypatch.setattr(found, "_next_note", float("-inf"))
    return found


def run_of(task: Any) -> DutyRun:
    """Its note after one run at that instant."""
    with travel(REPORTED_AT, tick=False):
        task.apply()
    return DutyRun.objects.get(task=NAME)


def fail(*_args: Any, **_more: Any) -> None:
    """What does not work."""
    raise ValueError("order 42 of rosa@desk.example")


def test_a_run_notes_its_beginning_and_its_end(task: Any) -> None:
    run = run_of(task)
    assert (run.began_at, run.finished_at, run.failed_at) == (REPORTED_AT, REPORTED_AT, None)


def test_a_run_right_after_is_not_noted(task: Any) -> None:
    run_of(task)
    with travel(REPORTED_AT + SECOND, tick=False):
        task.apply()
    assert DutyRun.objects.get(task=NAME).finished_at == REPORTED_AT


def test_a_failure_is_noted_by_its_kind_and_not_its_words(task: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SWEEP, fail)
    run = run_of(task)
    assert (run.failed_at, run.finished_at, run.error) == (REPORTED_AT, None, "ValueError")


def test_the_run_after_a_failure_is_noted_at_once(task: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(SWEEP, fail)
        run_of(task)
    assert run_of(task).finished_at == REPORTED_AT


def test_one_that_is_killed_leaves_a_beginning_without_an_end(
    task: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task, "on_success", lambda *_args: None)  # nobody is left to note it
    run = run_of(task)
    assert (run.began_at, run.finished_at) == (REPORTED_AT, None)


def test_without_the_database_the_work_fails_by_itself_and_not_by_its_note(
    task: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_args: Any, **_more: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("hypercare.watch.actions.recording.DutyRun.objects.bulk_create", away)
    with caplog.at_level(logging.WARNING):
        assert task.apply().successful()
    assert f"no note of {NAME}: the database is away" in caplog.text


def test_a_task_outside_the_schedule_leaves_none() -> None:
    app.tasks["incidents.tasks.prioritise"].apply(args=(0,))
    assert not DutyRun.objects.exists()
