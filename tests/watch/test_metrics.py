"""`/metrics`: who may read it, what it says, what it costs."""

from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.roles import Role, Scope
from hypercare.launches.actions import change_calendar
from hypercare.watch.actions import audit
from hypercare.watch.metrics import exposition
from hypercare.watch.models import DutyRun
from incidents.domain.priority import Level
from tests.factories.feedback import receive
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory
from tests.factories.notifications import queue_letter
from tests.factories.watch import let_duties_run
from tests.silence import silent_redis

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATER = REPORTED_AT + 45 * MINUTE
CLOCKS = "sweep due clocks"
QUERIES = 22


def read(text: str) -> dict[tuple[str, ...], float]:
    """Each sample by its name and labels."""
    families = text_string_to_metric_families(text)
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


def samples(at: Any = LATER) -> dict[tuple[str, ...], float]:
    """What is exposed at this instant."""
    return read(exposition(at=at).decode())


def get(role: Role, **headers: str) -> Any:
    """What somebody with this role gets in a browser."""
    client = Client()
    client.force_login(MembershipFactory(role=role).user)
    return client.get("/metrics", headers=headers)


def get_with_key(role: Role, *scopes: Scope) -> Any:
    """What the program of somebody with this role gets."""
    key = create_api_key(MembershipFactory(role=role).user, label="scraper", scopes=scopes)
    return Client().get("/metrics", headers={"Authorization": f"Bearer {key}"})


def test_a_stranger_is_asked_for_a_key(client: Client) -> None:
    response = client.get("/metrics")
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LAUNCH_MANAGER, 200), (Role.INCIDENT_MANAGER, 200), (Role.RESPONDER, 403), (Role.VIEWER, 403)],
)
def test_a_session_needs_the_right(role: Role, status: int) -> None:
    assert get(role).status_code == status


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [
        (Role.LAUNCH_MANAGER, Scope.WATCH, 200),
        (Role.LAUNCH_MANAGER, Scope.READ, 403),
        (Role.RESPONDER, Scope.WATCH, 403),
    ],
)
def test_a_key_needs_its_scope_and_its_owner_the_right(role: Role, scope: Scope, status: int) -> None:
    assert get_with_key(role, scope).status_code == status


def test_a_key_to_watch_opens_nothing_else() -> None:
    member = MembershipFactory(role=Role.LAUNCH_MANAGER)
    key = create_api_key(member.user, label="scraper", scopes=[Scope.WATCH])
    url = f"/api/v1/incidents/?launch={member.launch.key}"
    assert Client().get(url, headers={"Authorization": f"Bearer {key}"}).status_code == 403


@pytest.mark.parametrize("accept", ["text/plain", "application/openmetrics-text", "*/*"])
def test_it_has_one_form_whichever_is_asked_for(accept: str) -> None:
    response = get(Role.LAUNCH_MANAGER, Accept=accept)
    assert response.headers["Content-Type"].startswith("text/plain; version=1.0.0")


def test_depth_is_told_by_queue_and_duty() -> None:
    make_incident(impact=Level.HIGH, urgency=Level.HIGH, at=REPORTED_AT)
    found = samples()
    assert found["hypercare_queue_depth", CLOCKS, "urgent"] == 1
    assert found["hypercare_queue_late", CLOCKS, "urgent"] == 1
    assert found["hypercare_queue_oldest_seconds", CLOCKS, "urgent"] == 31.5 * 60


def test_runs_are_told_by_duty() -> None:
    let_duties_run(at=LATER)
    DutyRun.objects.filter(task="incidents.tasks.sweep_clocks").update(finished_at=LATER - 2 * MINUTE)
    found = samples()
    assert found["hypercare_duty_age_seconds", CLOCKS] == 120
    assert (found["hypercare_duty_late", CLOCKS], found["hypercare_duty_late", "send messages"]) == (1, 0)
    assert found["hypercare_last_sweep_age_seconds",] == 0


def test_before_the_first_run_no_age_is_made_up() -> None:
    found = samples()
    assert ("hypercare_last_sweep_age_seconds",) not in found
    assert ("hypercare_duty_age_seconds", CLOCKS) not in found


def test_the_oldest_unread_item_has_an_age() -> None:
    receive(at=LATER - 3 * MINUTE)
    assert samples()["hypercare_raw_item_oldest_seconds",] == 180


def test_letters_are_counted() -> None:
    queue_letter("one", at=LATER)
    queue_letter("two", at=LATER, attempt_count=2)
    queue_letter("three", at=LATER, failed_at=LATER)
    found = samples()
    names = ("waiting", "refused", "given_up")
    assert [found[f"hypercare_letters_{name}",] for name in names] == [2, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_what_the_auditor_repaired_is_still_told_for_a_day() -> None:
    make_incident(impact=Level.HIGH, urgency=Level.HIGH, at=REPORTED_AT)
    audit(at=LATER)
    found = samples()
    assert (found["hypercare_findings_open", "work"], found["hypercare_findings_recent", "work"]) == (0, 1)


def test_without_redis_its_depth_is_unknown_and_all_else_is_told(tmp_path: Path) -> None:
    began = monotonic()
    with silent_redis(tmp_path, "hypercare.watch.queries.broker"):
        found = samples()
    assert (found["hypercare_broker_up",], found["hypercare_queue_depth", CLOCKS, "urgent"]) == (0, 0)
    assert ("hypercare_broker_messages", "urgent") not in found
    assert monotonic() - began < 3


def make_a_world() -> None:
    """Something of everything, in a launch of its own whose hours have changed."""
    launch = LaunchFactory()
    let_duties_run(at=LATER)
    for number in range(3):
        make_incident(launch, impact=Level.HIGH, urgency=Level.HIGH, at=REPORTED_AT)
        receive(launch, key=f"{launch.key}-{number}")
    change_calendar(launch)


def test_a_scrape_costs_the_same_queries_however_much_there_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_a_world()
    with django_assert_num_queries(QUERIES):
        exposition(at=LATER)
    for _ in range(3):
        make_a_world()
    with django_assert_num_queries(QUERIES):
        exposition(at=LATER)


def test_it_names_no_launch_and_no_person() -> None:
    member = MembershipFactory(launch__key="SECRET", role=Role.LAUNCH_MANAGER)
    receive(member.launch, email="rosa@desk.example")
    text = exposition(at=LATER).decode()
    assert not any(word in text for word in ("SECRET", "rosa", member.user.email, member.user.name))
