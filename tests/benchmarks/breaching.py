"""Promises that break while the clock really runs: made due, watched, and put back as they were."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

POLL_SECONDS = 0.02
PATIENCE = timedelta(seconds=120)
LEAD = timedelta(seconds=3)  # between the preparation and the first breach

KEEP = """
    CREATE TABLE bench_kept_clock AS
    SELECT DISTINCT ON (clock.incident_id) clock.* FROM incidents_clock clock
    JOIN incidents_incident incident ON incident.id = clock.incident_id AND incident.stale_since IS NULL
    WHERE clock.state = 'running' AND clock.due_at > %(after)s
    ORDER BY clock.incident_id, clock.kind LIMIT %(count)s;
    CREATE TABLE bench_kept_incident AS
    SELECT id, last_seq, breached_at FROM incidents_incident
    WHERE id IN (SELECT incident_id FROM bench_kept_clock)
"""
MAKE_DUE = """
    WITH spread AS (
        SELECT id, %(first)s::timestamptz + interval '1 second' * (row_number() OVER (ORDER BY id) - 1)
            / count(*) OVER () AS due_at
        FROM bench_kept_clock
    )
    UPDATE incidents_clock clock SET due_at = spread.due_at, next_check_at = spread.due_at,
        warned_at = coalesce(clock.warned_at, clock.started_at)
    FROM spread WHERE spread.id = clock.id
    RETURNING clock.id, clock.due_at
"""
PUT_BACK = """
    DELETE FROM incidents_incidentevent event USING bench_kept_incident kept
    WHERE event.incident_id = kept.id AND event.seq > kept.last_seq;
    UPDATE incidents_incident incident SET last_seq = kept.last_seq, breached_at = kept.breached_at
    FROM bench_kept_incident kept WHERE kept.id = incident.id;
    UPDATE incidents_clock clock SET state = kept.state, due_at = kept.due_at, warned_at = kept.warned_at,
        breached_at = kept.breached_at, next_check_at = kept.next_check_at
    FROM bench_kept_clock kept WHERE kept.id = clock.id;
    DROP TABLE bench_kept_clock, bench_kept_incident
"""
MARKED = """
    SELECT clock.id FROM incidents_clock clock JOIN incidents_incident incident ON incident.id = incident_id
    WHERE clock.id = ANY(%s) AND clock.state = 'breached' AND incident.breached_at IS NOT NULL
"""


def latest_marks(count: int) -> list[float]:
    """How many seconds after its instant each of `count` breaches within one second was seen marked."""
    put_back()
    now = timezone.now()
    _do(KEEP, count=count, after=now + timedelta(hours=1))
    try:
        due: dict[int, datetime] = dict(_rows(MAKE_DUE, first=timezone.now() + LEAD))
        return sorted(_watch(due))
    finally:
        put_back()


def put_back() -> None:
    """Undo what an earlier run changed, if it did."""
    if _rows("SELECT to_regclass('bench_kept_incident')")[0][0]:
        _do(PUT_BACK)


def _watch(due: dict[int, datetime]) -> list[float]:
    waits: list[float] = []
    gives_up_at = max(due.values()) + PATIENCE
    while due:
        seen = [pk for (pk,) in _rows(MARKED, list(due))]
        at = timezone.now()
        assert at < gives_up_at, f"{len(due)} breaches were never marked"
        waits += [(at - due.pop(pk)).total_seconds() for pk in seen]
        time.sleep(POLL_SECONDS)
    return waits


def _rows(statement: str, *place: Any, **named: Any) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, place or named)
        found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return found


def _do(statement: str, **named: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, named)
