"""The schedule and every message name a task that exists."""

import re
from pathlib import Path

import pytest

from hypercare.celery import app

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("hypercare", "incidents", "feedback", "dashboards")
TASK_NAME = re.compile(r'"((?:\w+\.)+tasks\.\w+)"')
NAMED = sorted(
    {
        name
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for name in TASK_NAME.findall(path.read_text())
    }
)


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Every task a worker knows."""
    app.loader.import_default_modules()
    return set(app.tasks)


@pytest.mark.parametrize("name", NAMED)
def test_whatever_is_sent_exists(known: set[str], name: str) -> None:
    assert name in known


def test_the_schedule_expires_its_messages() -> None:
    entries = app.conf.beat_schedule.values()
    assert all(entry["options"]["expires"] == entry["schedule"] for entry in entries)


def test_no_task_outlives_its_redelivery() -> None:
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
