"""Liveness and readiness."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
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
def test_a_page_answers_503_with_retry_after_while_the_database_is_away(client: Client) -> None:
    with patch("hypercare.home.first_membership", side_effect=OperationalError):
        from_home = sign_in(client).get("/")
    assert (from_home.status_code, from_home.headers["Retry-After"]) == (503, "5")


def sign_in(client: Client) -> Client:
    """The client, signed in as somebody."""
    client.force_login(UserFactory())
    return client
