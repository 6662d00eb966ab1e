"""Background work, timed inside a process of one data set and rolled back, so that the set stays as it is."""

import itertools
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from dashboards.actions import mark_incidents, rolling_up
from dashboards.models import Period, PeriodGrain
from hypercare.intake.models import Outcome, RawItem
from hypercare.launches.models import Launch
from hypercare.notifications.actions import queue_message
from hypercare.notifications.models import Audience
from incidents.actions import prioritise_incident
from incidents.actions.sweeps import sweep_clocks
from incidents.models import Clock, EventCursor, Incident, IncidentEvent
from tests.factories.feedback import receive

TURN = itertools.count()
SWEPT = 50
HOUR = timedelta(hours=1)
PLAIN_UPDATE = """
    WITH clocks AS (
        UPDATE incidents_clock SET state = 'breached', breached_at = due_at, warned_at = warn_at,
            next_check_at = NULLIF(due_at, next_check_at)
        WHERE id = ANY(%(clocks)s)
    )
    UPDATE incidents_incident SET last_seq = last_seq + 1, breached_at = now() WHERE id = ANY(%(incidents)s)
"""


def some_incidents(key: str, count: int) -> list[str]:
    """Keys of incidents spread over a launch, open and at rest."""
    launch = Launch.objects.get(key=key)
    step = max(1, launch.last_number // count)
    return [f"{key}-{number}" for number in range(1, launch.last_number + 1, step)][:count]


def recompute(key: str) -> float:
    """Priority, rank and clocks of one open incident."""
    incidents = _open_incidents(key)
    incident = incidents[next(TURN) % len(incidents)]
    return _timed(lambda: prioritise_incident(incident, at=timezone.now()))


def refresh(key: str) -> float:
    """What follows one event: its periods are marked, and the counts of its day computed."""
    incidents = _open_incidents(key)
    incident, at = incidents[next(TURN) % len(incidents)], timezone.now()

    def work() -> None:
        mark_incidents(incident.launch, [incident.pk], since=at, at=at)
        day = Period.objects.filter(launch=incident.launch, grain=PeriodGrain.DAY, due_at__isnull=False)
        rolling_up._roll_up_day(day.latest("starts_on"), at)

    return _timed(work)


def recount_week(key: str) -> float:
    """All numbers of the launch's last whole week."""
    return _recount(key, PeriodGrain.WEEK, rolling_up._roll_up_week)


def recount_to_date(key: str) -> float:
    """All numbers of a launch to date."""
    return _recount(key, PeriodGrain.LAUNCH_TO_DATE, rolling_up._roll_up_to_date)


def _recount(key: str, grain: PeriodGrain, roll_up: Callable[[Period, datetime], Any]) -> float:
    at = timezone.now()
    known = Period.objects.filter(launch__key=key, grain=grain, starts_on__lte=at.date() - timedelta(days=7))
    period = known.select_related("launch").latest("starts_on")
    return _timed(lambda: roll_up(period, at))


def sweep(key: str, count: int = SWEPT) -> float:
    """One batch of due clocks."""
    return _timed(lambda: sweep_clocks(at=timezone.now()), lambda: _make_due(count))


def plain_update(key: str, count: int = SWEPT) -> float:
    """The rows that such a sweep changes, clocks and incidents, in one statement that knows them already."""
    known: dict[str, list[int]] = {}

    def prepare() -> None:
        _make_due(count)
        due = Clock.objects.due(timezone.now()).values_list("pk", "incident_id")
        known["clocks"], known["incidents"] = (list(ids) for ids in zip(*due, strict=True))

    return _timed(lambda: connection.cursor().execute(PLAIN_UPDATE, known), prepare)


def fall_behind(reader: str) -> None:
    """Let a reader of events have the newest ones still before it."""
    newest = IncidentEvent.objects.order_by("-tx", "-id").values_list("tx", "id")
    tx, event_id = newest[SWEPT]
    EventCursor.objects.update_or_create(reader=reader, defaults={"tx": tx, "event_id": event_id})


def send_report() -> None:
    """Let one item of the largest launch wait to be understood, and no other."""
    RawItem.objects.filter(outcome=Outcome.PENDING).update(next_check_at=None)
    receive(Launch.objects.get(key="B0"), key="bench-plan", at=timezone.now())


def dirty_day() -> None:
    """Let the largest launch's newest day be due before every other period."""
    day = Period.objects.filter(launch__key="B0", grain=PeriodGrain.DAY).latest("starts_on")
    Period.objects.filter(pk=day.pk).update(due_at=timezone.now() - 365 * 24 * HOUR)


def write_letter() -> None:
    """Let one mail wait to be sent."""
    at = timezone.now()
    queue_message(
        "bench-plan", audience=Audience.STAFF, about="-", to="b@bench.example", subject="-", body="-", at=at
    )


def _make_due(count: int) -> None:
    """Let the running clocks that end next be due now, and no other.

    Half are due for their warning, half for their breach.
    """
    at = timezone.now()
    Clock.objects.filter(next_check_at__lte=at).update(next_check_at=None)
    breaching, warning = (Clock.objects.filter(pk__in=ids) for ids in _ending_next(count))
    breaching.update(due_at=at, warn_at=at - HOUR, warned_at=at - HOUR, next_check_at=at)
    warning.update(due_at=at + HOUR, warn_at=at, warned_at=None, next_check_at=at)


@lru_cache
def _ending_next(count: int) -> tuple[list[int], list[int]]:
    running = Clock.objects.filter(state="running", due_at__gt=timezone.now() + HOUR).order_by("due_at")
    ids = list(running.values_list("pk", flat=True)[:count])
    return ids[::2], ids[1::2]


@lru_cache
def _open_incidents(key: str) -> list[Incident]:
    rows = Incident.objects.open().filter(launch__key=key).select_related("launch")
    return list(rows.order_by("pk")[:100])


def _timed(work: Callable[[], Any], prepare: Callable[[], Any] = lambda: None) -> float:
    with transaction.atomic():
        prepare()
        connection.cursor().execute("SELECT 1")
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return seconds
