"""The running application watches itself: a worker killed in mid-task, two beats, Redis gone or hanging."""

import json
import os
import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from hypercare.runtime import application, processes
from hypercare.runtime.location import PROJECT
from tests.credentials import mail
from tests.journeys.rows import connected, rows
from tests.stack import Stack, children

KEY = "WCH"
PATIENCE_SECONDS = 120.0
ANSWER_SECONDS = 10.0
LATE_SECONDS = 62.0
REPORTS = 40
CLOCKS = "task = 'incidents.tasks.sweep_clocks' AND cause = 'work'"
BREACH = "kind = 'target_breached' AND incident_id = {}"
IN_MID_TASK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query ILIKE 'COPY%incidents_incidentevent%'
"""


OURS = f"launch_id = (SELECT id FROM launches_launch WHERE key = '{KEY}')"
# Whatever may be there only once: an incident of an item, a step of a clock, a try of a letter.
TWICE = f"""
    SELECT result_key FROM intake_rawitem WHERE {OURS} AND result_key <> '' GROUP BY 1 HAVING count(*) > 1
    UNION ALL
    SELECT incident_id::text FROM incidents_incidentevent
    WHERE {OURS} AND kind IN ('declared', 'priority_set') GROUP BY incident_id, kind HAVING count(*) > 1
    UNION ALL
    SELECT incident_id::text FROM incidents_incidentevent WHERE {OURS} AND kind LIKE 'target%'
    GROUP BY incident_id, kind, payload->>'clock', at HAVING count(*) > 1
    UNION ALL
    SELECT key FROM notifications_outgoingmessage WHERE attempt_count > 1
"""
SETTLED = f"""
    SELECT (SELECT count(*) FROM intake_rawitem WHERE {OURS} AND outcome = 'created') = {REPORTS}
    AND NOT EXISTS (SELECT FROM notifications_outgoingmessage WHERE sent_at IS NULL)
    AND NOT EXISTS (SELECT FROM incidents_incident WHERE stale_since IS NOT NULL)
"""


@pytest.fixture(scope="module")
def key(stack: Stack) -> str:
    """A key of the incident manager that may read the metrics and nothing else."""
    stack.manage("shell", "-v0", "-c", f"from tests.journeys.scene import build; build({KEY!r})")
    return stack.manage("create_api_key", mail("mara", KEY), "--scope", "watch").strip()


def ask(stack: Stack, path: str, **headers: str) -> tuple[int, str]:
    """Status and text of a page, within ten seconds."""
    request = urllib.request.Request(stack.url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def readiness(stack: Stack) -> dict[str, Any]:
    """What `/readyz` says."""
    status, text = ask(stack, "/readyz")
    return {"status": status, **json.loads(text)}


def due_in(stack: Stack, seconds: int) -> tuple[int, datetime]:
    """A P1 whose response is due in a moment: its primary key and that instant."""
    code = f"from tests.journeys.scene import due_in; due_in({KEY!r}, {seconds})"
    stack.manage("shell", "-v0", "-c", code)
    newest = (
        "SELECT incident_id, due_at FROM incidents_clock WHERE kind = 'response' ORDER BY id DESC LIMIT 1"
    )
    [(pk, due_at)] = rows(stack, newest)
    return pk, due_at


@contextmanager
def frozen(stack: Stack, queue: str) -> Iterator[None]:
    """The worker of a queue stands still, as on a machine that hangs."""
    pids = [pid for leader in stack.workers(queue) for pid in (leader, *children(leader))]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def kill_in_mid_task(stack: Stack) -> None:
    """`kill -9` the urgent worker while its sweep writes what fell due."""
    with connected(stack) as holder, holder.cursor() as cursor:
        cursor.execute("LOCK TABLE incidents_incidentevent IN EXCLUSIVE MODE")
        assert processes.wait_until(lambda: rows(stack, IN_MID_TASK) != [(0,)], PATIENCE_SECONDS)
        stack.kill_worker("urgent")


def test_a_breach_of_a_killed_worker_is_found_done_once_and_marked_late(stack: Stack, key: str) -> None:
    pk, due_at = due_in(stack, 12)
    kill_in_mid_task(stack)
    with frozen(stack, "urgent"):
        with frozen(stack, "default"):
            time.sleep(max(0.0, LATE_SECONDS - (datetime.now(UTC) - due_at).total_seconds()))
            found = readiness(stack)
            assert (found["status"], found["database"]) == (200, "up")
            assert "sweep due clocks" in found["late"]
        repaired = f"SELECT count(*) FROM watch_finding WHERE {CLOCKS} AND repaired_at IS NOT NULL"
        assert processes.wait_until(lambda: rows(stack, repaired) != [(0,)], PATIENCE_SECONDS)
    told = (
        f"SELECT at, (payload->>'late_seconds')::int FROM incidents_incidentevent WHERE {BREACH.format(pk)}"
    )
    [(at, late)] = rows(stack, told)
    assert at == due_at
    assert late >= LATE_SECONDS - 2
    assert processes.wait_until(lambda: readiness(stack)["late"] == [], PATIENCE_SECONDS)


@contextmanager
def second_beat(stack: Stack) -> Iterator[None]:
    """Somebody started one by mistake."""
    command = application.commands(stack.location, stack.port)["beat"]
    moved = [part.replace("celerybeat-schedule", "second-schedule") for part in command]
    guarded = processes.dying_with_parent(moved, signal.SIGKILL)
    log = stack.log.with_name("second-beat.log")
    second = processes.start_logged(guarded, log=log, folder=PROJECT, environment=stack.environment)
    try:
        yield
        assert second.poll() is None, log.read_text()
    finally:
        processes.stop(second, signal.SIGKILL)


def test_with_two_beats_nothing_happens_twice(stack: Stack, key: str) -> None:
    with second_beat(stack):
        pk, due_at = due_in(stack, 8)
        send_reports(stack)
        breaches = f"SELECT at FROM incidents_incidentevent WHERE {BREACH.format(pk)}"
        assert processes.wait_until(lambda: rows(stack, breaches) != [], PATIENCE_SECONDS)
        assert processes.wait_until(lambda: rows(stack, SETTLED) == [(True,)], PATIENCE_SECONDS)
    assert rows(stack, breaches) == [(due_at,)]
    assert rows(stack, TWICE) == []
    assert "0 differences" in stack.manage("verify_history")


def send_reports(stack: Stack) -> None:
    """Forms of so many people."""
    for number in range(REPORTS):
        fields = {
            "idempotency_key": f"beats-{number}",
            "body": f"Order {number} appears but never executes.",
            "kind": "bug",
            "email": f"trader{number}@desk.example",
        }
        body = urllib.parse.urlencode(fields).encode()
        with urllib.request.urlopen(f"{stack.url}/f/{KEY.lower()}/", data=body, timeout=30) as answer:
            assert answer.status == 200


@contextmanager
def redis_stopped(stack: Stack) -> Iterator[None]:
    """Redis is gone."""
    stack.services.redis.stop()
    try:
        yield
    finally:
        stack.services.redis.start()


@contextmanager
def redis_hanging(stack: Stack) -> Iterator[None]:
    """Redis takes connections and does not answer."""
    process = stack.services.redis.process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("broken", [redis_stopped, redis_hanging])
def test_without_redis_readiness_and_metrics_answer(stack: Stack, key: str, broken: Any) -> None:
    with broken(stack):
        found = readiness(stack)
        status, metrics = ask(stack, "/metrics", Authorization=f"Bearer {key}")
    assert (found["status"], found["broker"]) == (200, "away")
    assert status == 200
    assert "hypercare_broker_up 0.0" in metrics
    assert 'hypercare_queue_depth{duty="send messages",queue="urgent"}' in metrics
