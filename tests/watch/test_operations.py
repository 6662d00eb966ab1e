"""What `docs/operations.md` says of duties and metrics is so."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from hypercare.watch.metrics import exposition
from hypercare.watch.schedule import duties
from tests.factories.watch import let_duties_run

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
UNITS = {"s": 1, "min": 60, "h": 3600}
ROW = re.compile(r"^\| ([a-z ]+) \| (\d+) (s|min|h) \| (urgent|default) \|", re.MULTILINE)


def test_each_duty_has_its_row_with_interval_and_queue() -> None:
    told = {
        (name, timedelta(seconds=int(number) * UNITS[unit]), queue)
        for name, number, unit, queue in ROW.findall(PAGE)
    }
    assert told == {(duty.name, duty.every, duty.queue) for duty in duties().values()}


@pytest.mark.django_db
def test_each_metric_it_names_is_exposed() -> None:
    now = timezone.now()
    let_duties_run(at=now)
    exposed = set(re.findall(r"^# TYPE (\w+)", exposition(at=now).decode(), re.MULTILINE))
    named = set(re.findall(r"hypercare_[a-z_]+", PAGE))
    assert named - exposed == set()
