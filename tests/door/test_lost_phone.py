"""What others do about somebody's second factor: take it off, or seal it with a new key."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from hypercare.accounts.models import User
from hypercare.audit.models import AuditEntry
from hypercare.lib.sealing import unseal
from tests.factories.launches import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
LIST = "/admin/mfa/authenticator/"


@pytest.fixture
def guarded(settings: Settings) -> User:
    """Somebody with a second factor."""
    settings.SECRET_KEY = "old"
    user: User = UserFactory()
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


@pytest.fixture
def admin(guarded: User) -> Client:
    """Who may use the administration."""
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_the_administration_takes_both_off_and_leaves_a_trace(guarded: User, admin: Client) -> None:
    phone = Authenticator.objects.get(type="totp")
    admin.post(f"{LIST}{phone.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get().target == f"accounts.user:{guarded.pk}"


def test_many_at_once_leave_one_trace_each(admin: Client) -> None:
    keys = list(Authenticator.objects.values_list("pk", flat=True))
    admin.post(LIST, {"action": "delete_selected", "_selected_action": keys, "post": "yes"})
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(verb="second factor removed").count() == 1


def test_it_shows_nothing_that_is_sealed(admin: Client) -> None:
    phone = Authenticator.objects.get(type="totp")
    assert phone.data["secret"].encode() not in admin.get(f"{LIST}{phone.pk}/change/").content


def test_nobody_adds_or_changes_one_there(admin: Client) -> None:
    phone = Authenticator.objects.get(type="totp")
    assert admin.get(f"{LIST}add/").status_code == 403
    assert admin.post(f"{LIST}{phone.pk}/change/", {"type": "totp"}).status_code == 403


def test_a_new_key_of_the_deployment_locks_nobody_out(guarded: User, settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    call_command("reseal_second_factors")
    settings.SECRET_KEY_FALLBACKS = []
    phone, paper = Authenticator.objects.get(type="totp"), Authenticator.objects.get(type="recovery_codes")
    assert unseal(phone.data["secret"]) == SECRET
    assert len(paper.wrap().get_unused_codes()) == 10
