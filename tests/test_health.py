"""Liveness and readiness."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic
from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from time_machine import travel

from hypercare.watch.models import DutyRun
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import UserFactory
from tests.factories.watch import let_duties_run
from tests.silence import silent_redis

CLOCKS = "incidents.tasks.sweep_clocks"
SECOND = timedelta(seconds=1)


@pytest.fixture
def hanging_redis(tmp_path: Path) -> Iterator[None]:
    """Redis takes connections and never says a word."""
    with silent_redis(tmp_path, "hypercare.launches.live"):
        yield


def test_the_process_is_up(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_names_database_and_broker(client: Client) -> None:
    status = client.get("/readyz").json()
    assert (status["database"], status["broker"]) == ("up", "up")


@pytest.mark.django_db
def test_before_the_first_sweep_its_age_is_unknown(client: Client) -> None:
    assert client.get("/readyz").json()["last_sweep_age_seconds"] is None


@pytest.mark.django_db
def test_ready_tells_the_age_of_the_last_sweep(client: Client) -> None:
    with travel(REPORTED_AT, tick=False):
        let_duties_run(at=REPORTED_AT - 4 * SECOND)
        assert client.get("/readyz").json()["last_sweep_age_seconds"] == 4.0


@pytest.mark.django_db
def test_a_late_duty_is_named_and_takes_no_process_out_of_rotation(client: Client) -> None:
    let_duties_run(at=REPORTED_AT)
    DutyRun.objects.filter(task=CLOCKS).update(finished_at=REPORTED_AT - 62 * SECOND)
    with travel(REPORTED_AT, tick=False):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["late"]) == (200, ["sweep due clocks"])


@pytest.mark.django_db
def test_a_broker_that_hangs_costs_a_second(client: Client, hanging_redis: None) -> None:
    began = monotonic()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["broker"]) == (200, "away")
    assert monotonic() - began < 3


@pytest.mark.django_db
def test_without_the_broker_pages_still_work(client: Client) -> None:
    with patch("hypercare.health.is_broker_up", return_value=False):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["broker"]) == (200, "away")


def test_without_the_database_it_is_not_ready(client: Client) -> None:
    with patch("hypercare.health.last_sweep_at", side_effect=OperationalError):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "away")


@pytest.mark.django_db
@pytest.mark.parametrize("breaks", ["hypercare.home.first_membership", "django.contrib.auth.get_user"])
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_page_answers_503_while_the_database_is_away(
    client: Client, breaks: str, error: type[Exception]
) -> None:
    client.force_login(UserFactory())
    client.raise_request_exception = False
    with patch(breaks, side_effect=error):
        response = client.get("/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.django_db
def test_a_defect_is_a_500_that_says_what_was_kept(client: Client) -> None:
    client.force_login(UserFactory())
    client.raise_request_exception = False
    with patch("hypercare.home.first_membership", side_effect=RuntimeError):
        response = client.get("/")
    assert response.status_code == 500
    assert b"your words are still in the form" in response.content
