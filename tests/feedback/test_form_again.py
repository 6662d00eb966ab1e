"""What a person typed comes back as they typed it, whatever went wrong."""

import pytest
from django.test import Client

from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
SAID = {"body": "Order 7 is there twice.", "kind": "bug", "email": "ada@desk.example"}


@pytest.mark.parametrize("key", ["", "x" * 500])
def test_a_form_that_lost_its_key_keeps_the_words(client: Client, key: str) -> None:
    response = client.post(f"/f/{LaunchFactory().form_key}/", SAID | {"idempotency_key": key})
    assert response.status_code == 422
    assert ">\nOrder 7 is there twice.</textarea>" in response.text
    assert 'value="ada@desk.example"' in response.text


def test_a_key_used_with_other_words_keeps_the_words(client: Client) -> None:
    url = f"/f/{LaunchFactory().form_key}/"
    client.post(url, SAID | {"idempotency_key": "one"})
    response = client.post(url, SAID | {"idempotency_key": "one", "body": "Order 8, too."})
    assert response.status_code == 409
    assert ">\nOrder 8, too.</textarea>" in response.text


def test_an_address_that_can_be_no_form_is_not_found(client: Client) -> None:
    assert client.get("/f/%00/").status_code == 404
