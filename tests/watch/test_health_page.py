"""`/health/`: who may open it, and what it says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

from hypercare.accounts.roles import Role
from hypercare.celery import app
from hypercare.launches.models import Membership
from hypercare.watch.actions import audit
from hypercare.watch.domain.meanings import MEANINGS
from hypercare.watch.models import DutyRun
from hypercare.watch.schedule import QUEUES, duties
from incidents.domain.priority import Level
from tests.factories.feedback import receive
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory
from tests.factories.watch import let_duties_run
from tests.silence import silent_redis

pytestmark = pytest.mark.django_db(transaction=True)
NOW = REPORTED_AT + timedelta(minutes=45)
MINUTE = timedelta(minutes=1)
CALM = "Everything that should have run has run."


@pytest.fixture
def manager() -> Membership:
    """An incident manager."""
    return MembershipFactory(role=Role.INCIDENT_MANAGER)


def get(member: Membership) -> Any:
    """What they see now."""
    client = Client()
    client.force_login(member.user)
    with travel(NOW, tick=False):
        return client.get(f"/health/?launch={member.launch.key}")


def words(member: Membership) -> str:
    """The same as one text."""
    return " ".join(get(member).content.decode().split())


@pytest.mark.parametrize("role", Role)
def test_the_table_says_who_may_open_it_and_finds_it_in_the_menu(role: Role) -> None:
    member = MembershipFactory(role=role)
    may = role in {Role.LAUNCH_MANAGER, Role.INCIDENT_MANAGER}
    client = Client()
    client.force_login(member.user)
    assert get(member).status_code == (200 if may else 403)
    assert (b'href="/health/' in client.get(f"/launches/{member.launch.key}/").content) is may


def test_it_is_calm_when_all_is_well(manager: Membership) -> None:
    let_duties_run(at=NOW)
    assert CALM in words(manager)


def test_before_anything_ran_it_is_not(manager: Membership) -> None:
    assert CALM not in words(manager)
    assert "Start beat and the workers" in words(manager)


def test_a_late_duty_comes_first_with_what_that_means(manager: Membership) -> None:
    let_duties_run(at=NOW)
    DutyRun.objects.filter(task="dashboards.tasks.roll_up").update(finished_at=NOW - 5 * MINUTE)
    page = get(manager).context["page"]
    assert page.headline == "1 of 16 duties is late."
    assert (page.rows[0].name, page.rows[0].mark.word) == ("Roll up dirty days", "Late")
    assert "The week is older" in page.rows[0].trouble


def test_a_failure_is_named_by_its_kind(manager: Membership) -> None:
    let_duties_run(at=NOW - MINUTE / 2)
    DutyRun.objects.filter(task="dashboards.tasks.roll_up").update(failed_at=NOW, error="DataError")
    assert "It ended with DataError." in words(manager)


def test_the_oldest_item_leads_to_the_ledger(manager: Membership) -> None:
    item = receive(manager.launch, at=NOW - 3 * MINUTE)
    assert f"/feedback/?launch={manager.launch.key}&amp;receipt={item.receipt}" in words(manager)


def test_an_item_of_another_launch_is_told_without_its_number(manager: Membership) -> None:
    item = receive(LaunchFactory(), at=NOW - 3 * MINUTE)
    assert "In another launch" in words(manager)
    assert item.receipt not in words(manager)


def test_what_the_auditor_repaired_is_listed(manager: Membership) -> None:
    make_incident(impact=Level.HIGH, urgency=Level.HIGH, at=REPORTED_AT)
    audit(at=NOW)
    found = [row.words for row in get(manager).context["page"].findings]
    assert "Warnings and breaches to record left undone: 1" in found
    assert "Repaired" in words(manager)


def test_more_than_can_be_counted_is_told_so(manager: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hypercare.watch.queries.due_work.COUNTED", 2)
    monkeypatch.setattr("hypercare.watch.queries.page.COUNTED", 2)
    for number in range(3):
        receive(manager.launch, key=f"item-{number}")
    assert "Items to understand: 1+" in words(manager)


def test_without_redis_it_says_so_and_still_answers(manager: Membership, tmp_path: Path) -> None:
    let_duties_run(at=NOW)
    with silent_redis(tmp_path, "hypercare.launches.live", "hypercare.watch.queries.broker"):
        assert "Redis does not answer." in words(manager)


def test_every_duty_has_a_meaning_and_a_known_queue() -> None:
    assert set(MEANINGS) == {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {duty.queue for duty in duties().values()} == set(QUEUES)
