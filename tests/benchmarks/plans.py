"""The plans of the queries that a page or a background task really sends."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dashboards.actions import follow_changes, mark_ratings, mark_recalculated, roll_up_next
from dashboards.actions.marking import READER as DASHBOARDS
from feedback.actions import follow_incidents, try_item
from feedback.actions.following import READER as FEEDBACK
from hypercare.accounts.models import User
from hypercare.notifications.actions import send_due_messages
from incidents.actions import sweeps
from tests.benchmarks import cells, work
from tests.benchmarks.words import COMMON_WORD, FAMILY_WORDS

ROWS_OF_A_LARGE_TABLE = 5000
DEEP_CELLS = 40


def _page(path: str) -> Callable[[], Any]:
    def visit() -> None:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(User.objects.get(email="agent0@bench.example"))
        cache.clear()
        assert client.get(path).status_code == 200

    return visit


def _queue() -> None:
    for path in cells.addresses("B0")[::DEEP_CELLS]:
        _page(path)()


def _task(action: Callable[..., Any], *prepare: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> None:
        for each in prepare:
            each()
        action(at=timezone.now())

    return run


HOT: Mapping[str, Callable[[], Any]] = {
    "queue": _queue,
    "search, common word": _page(f"/queue/?launch=B0&q={COMMON_WORD}"),
    "search, absent word": _page(f"/queue/?launch=B0&q={FAMILY_WORDS[1]}"),
    "incident page": _page("/incidents/B0-100/"),
    "look-alikes": _page("/incidents/B0-100/look-alikes/"),
    "week page": _page("/launches/B0/"),
    "ledger": _page("/feedback/?launch=B0"),
    "sweep of due clocks": lambda: work.sweep("B0"),
    "sweep of priorities": _task(sweeps.sweep_priorities),
    "sweep of calendars": _task(sweeps.sweep_calendars),
    "sweep of hot services": _task(sweeps.sweep_hot_services),
    "waking of snoozed": _task(sweeps.wake_snoozed),
    "closing of resolved": _task(sweeps.close_resolved),
    "sweep of raw items": _task(try_item, work.send_report),
    "telling reporters": _task(follow_incidents, partial(work.fall_behind, FEEDBACK)),
    "sending messages": _task(send_due_messages, work.write_letter),
    "marking days": _task(follow_changes, partial(work.fall_behind, DASHBOARDS)),
    "marking ratings": _task(mark_ratings),
    "marking recalculated launches": _task(mark_recalculated),
    "next dirty period": _task(roll_up_next, work.dirty_day),
    "one incident's recomputation": lambda: work.recompute("B0"),
    "one event's KPI refresh": lambda: work.refresh("B0"),
}


def paths() -> list[str]:
    """What there is to look at."""
    return list(HOT)


def plan(name: str) -> tuple[list[str], list[str]]:
    """The indexes that the path's queries use, and the large tables they read from end to end."""
    reset_queries()  # Django's log is short, and forgets its beginning
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            HOT[name]()
        statements = {query["sql"] for query in captured.captured_queries}
        nodes = [node for each in statements for node in _nodes_of(each)]
        transaction.set_rollback(True)
    large = _large_tables()
    indexes = {str(node["Index Name"]) for node in nodes if "Index Name" in node}
    scans = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"} & large
    return sorted(indexes), sorted(scans)


def _nodes_of(statement: str) -> Iterator[Mapping[str, Any]]:
    if not statement.lstrip("( ").upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
        return
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement.replace("%", "%%"), ())
        found = cursor.fetchone()
    document = found[0] if found else []
    yield from _walk((json.loads(document) if isinstance(document, str) else document)[0]["Plan"])


def _walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _walk(child)


def _large_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [ROWS_OF_A_LARGE_TABLE]
        )
        return {name for (name,) in cursor.fetchall()}
