"""Keys for the API."""

import pytest
from django.core.management import CommandError, call_command
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.authentication import ApiKeyAuthentication
from hypercare.accounts.models import ApiKey
from tests.factories.launches import UserFactory

pytestmark = pytest.mark.django_db


def sent(header: str | None) -> Request:
    """A request with this Authorization header."""
    headers = {"Authorization": header} if header else {}
    return Request(APIRequestFactory().get("/", headers=headers))


def test_a_key_acts_as_its_owner() -> None:
    user = UserFactory()
    key = create_api_key(user, label="reporting")
    found = ApiKeyAuthentication().authenticate(sent(f"Bearer {key}"))
    assert found is not None
    assert found[0] == user


def test_only_a_digest_is_stored() -> None:
    key = create_api_key(UserFactory(), label="reporting")
    assert key not in str(ApiKey.objects.values_list())


def test_without_a_key_others_may_authenticate() -> None:
    assert ApiKeyAuthentication().authenticate(sent(None)) is None


@pytest.mark.parametrize("header", ["Bearer hc_wrong", "Bearer ", "Bearer \xff"])
def test_a_bad_key_is_refused(header: str) -> None:
    with pytest.raises(AuthenticationFailed, match="unknown or revoked"):
        ApiKeyAuthentication().authenticate(sent(header))


def test_the_key_of_a_person_who_left_is_refused() -> None:
    user = UserFactory(is_active=False)
    with pytest.raises(AuthenticationFailed):
        ApiKeyAuthentication().authenticate(sent(f"Bearer {create_api_key(user, label='old')}"))


def test_the_command_prints_a_working_key(capsys: pytest.CaptureFixture[str]) -> None:
    user = UserFactory()
    call_command("create_api_key", user.email)
    assert ApiKeyAuthentication().authenticate(sent(f"Bearer {capsys.readouterr().out.strip()}"))


def test_the_command_names_an_unknown_person() -> None:
    with pytest.raises(CommandError, match="email: nobody signs in with ghost@"):
        call_command("create_api_key", "ghost@bank.example")
