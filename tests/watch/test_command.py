"""`manage.py audit_background`: what is late, and done when asked."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from time_machine import travel

from hypercare.watch.models import Finding
from incidents.domain.priority import Level
from tests.factories.incidents import REPORTED_AT, make_incident

pytestmark = pytest.mark.django_db(transaction=True)
LATER = REPORTED_AT + timedelta(minutes=45)


@pytest.fixture(autouse=True)
def late_breach() -> None:
    """A breach nobody has recorded."""
    with travel(REPORTED_AT, tick=False):
        make_incident(impact=Level.HIGH, urgency=Level.HIGH)


def run(*arguments: str) -> str:
    """What the command prints half an hour after the breach."""
    out = StringIO()
    with travel(LATER, tick=False):
        call_command("audit_background", *arguments, stdout=out)
    return out.getvalue()


def told(*arguments: str) -> dict[str, Any]:
    """The same as a document."""
    document: dict[str, Any] = json.loads(run("--json", *arguments))
    return document


def test_looking_says_what_is_late() -> None:
    assert "late: incidents.tasks.sweep_clocks work 1" in run()


def test_looking_changes_nothing() -> None:
    run()
    assert not Finding.objects.exists()


def test_repairing_says_what_was_done() -> None:
    assert "repaired: incidents.tasks.sweep_clocks work 1" in run("--repair")


def test_the_document_lists_what_was_found_and_recorded() -> None:
    document = told("--repair")
    tasks = {late["task"] for late in document["found"]}
    assert tasks == {finding["task"] for finding in document["findings"]}


def test_after_a_repair_it_is_clean() -> None:
    run("--repair")
    assert run("--repair").endswith("clean\n")
    assert told()["is_clean"]
