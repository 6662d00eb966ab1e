"""A worker killed, Redis lost, PostgreSQL restarted, all while people send: every receipt is kept."""

import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

import pytest

from hypercare.runtime.processes import wait_until
from tests.journeys.rows import rows
from tests.stack import Stack

SENDERS = 8
SUBMISSIONS = 1000
PATIENCE_SECONDS = 180.0


class Sender(threading.Thread):
    """Sends its share; like a person it tries again with the same form until it has a receipt."""

    def __init__(self, url: str, numbers: range) -> None:
        super().__init__(daemon=True)
        self.url, self.numbers = url, numbers
        self.receipts: dict[int, str] = {}
        self.answers: Counter[str] = Counter()

    def run(self) -> None:
        """Send everything."""
        for number in self.numbers:
            while number not in self.receipts:
                self._try(number)

    def _try(self, number: int) -> None:
        fields = {
            "idempotency_key": f"sender-{number}",
            "body": f"Order {number} appears but never executes.",
            "kind": "bug",
            "email": f"trader{number}@desk.example",
        }
        body = urllib.parse.urlencode(fields).encode()
        try:
            with urllib.request.urlopen(self.url, data=body, timeout=30) as answer:
                self.receipts[number] = answer.url
        except urllib.error.HTTPError as error:
            self.answers[f"{error.code} {error.headers.get('Retry-After')}"] += 1
            time.sleep(0.2)
        except OSError as error:
            self.answers[type(error).__name__] += 1
            time.sleep(0.2)


@pytest.fixture(scope="module")
def senders(stack: Stack) -> list[Sender]:
    """A thousand submissions, and the faults in the middle of them."""
    made = stack.manage(
        "create_launch", "KILL", "--name", "Kill test", "--go-live", "2026-11-02", "--ends", "2036-12-14"
    )
    [path] = re.findall(r"/f/[\w-]+/", made)
    share = SUBMISSIONS // SENDERS
    everyone = [Sender(stack.url + path, range(n * share, (n + 1) * share)) for n in range(SENDERS)]
    for sender in everyone:
        sender.start()
    stack.kill_worker("default")
    stack.restart_redis(away_seconds=2)
    stack.restart_postgres(away_seconds=2)
    stack.kill_worker("urgent")
    for sender in everyone:
        sender.join(PATIENCE_SECONDS)
    return everyone


IN_LAUNCH = "launch_id = (SELECT id FROM launches_launch WHERE key = 'KILL')"


def wait_for_none(stack: Stack, table: str, condition: str) -> None:
    """Wait until no row of the launch meets the condition any more."""
    sql = f"SELECT count(*) FROM {table} WHERE {IN_LAUNCH} AND ({condition})"
    assert wait_until(lambda: rows(stack, sql) == [(0,)], PATIENCE_SECONDS)


def test_everybody_gets_a_receipt(senders: list[Sender]) -> None:
    assert sum(len(sender.receipts) for sender in senders) == SUBMISSIONS


def test_every_receipt_is_a_row_and_every_row_is_read_once(stack: Stack, senders: list[Sender]) -> None:
    wait_for_none(stack, "intake_rawitem", "outcome = 'pending'")
    by_outcome = f"SELECT outcome, count(*) FROM intake_rawitem WHERE {IN_LAUNCH} GROUP BY 1"
    assert rows(stack, by_outcome) == [("created", SUBMISSIONS)]
    counts = "count(*), count(DISTINCT raw_item_id), count(incident_id)"
    found = rows(stack, f"SELECT {counts} FROM feedback_submission WHERE {IN_LAUNCH}")
    assert found == [(SUBMISSIONS, SUBMISSIONS, SUBMISSIONS)]


def test_every_priority_is_eventually_right(stack: Stack, senders: list[Sender]) -> None:
    wait_for_none(stack, "intake_rawitem", "outcome = 'pending'")
    wait_for_none(stack, "incidents_incident", "priority IS NULL OR stale_since IS NOT NULL")
    by_priority = f"SELECT priority, count(*) FROM incidents_incident WHERE {IN_LAUNCH} GROUP BY 1"
    assert rows(stack, by_priority) == [(3, SUBMISSIONS)]


def test_every_history_verifies(stack: Stack, senders: list[Sender]) -> None:
    assert "0 differences" in stack.manage("verify_history")


def test_nobody_saw_anything_but_please_try_again(senders: list[Sender]) -> None:
    answers = sum((sender.answers for sender in senders), Counter[str]())
    assert set(answers) <= {"503 5"}, answers
    assert answers["503 5"] > 0
