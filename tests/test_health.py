"""Liveness and readiness."""

from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from tests.factories.launches import UserFactory


def test_the_process_is_up(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_names_database_and_broker(client: Client) -> None:
    assert client.get("/readyz").json() == {"database": "up", "broker": "up"}


@pytest.mark.django_db
def test_without_the_broker_pages_still_work(client: Client) -> None:
    with patch("hypercare.health.is_broker_up", return_value=False):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["broker"]) == (200, "away")


def test_without_the_database_it_is_not_ready(client: Client) -> None:
    with patch("hypercare.health.connection.cursor", side_effect=OperationalError):
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
