"""Changes of people in the administration leave a trace."""

import pytest
from django.test import Client

from hypercare.accounts.models import User
from hypercare.audit.models import AuditEntry
from tests.factories.launches import UserFactory

pytestmark = pytest.mark.django_db
NEW = "a new horse, correct too"


@pytest.fixture
def admin() -> Client:
    """Who may use it."""
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_a_person_added_is_recorded(admin: Client) -> None:
    form = {"email": "new@bank.example", "name": "New", "password1": NEW, "password2": NEW}
    admin.post("/admin/accounts/user/add/", {**form, "usable_password": "true"})
    added = User.objects.get(email="new@bank.example")
    assert AuditEntry.objects.get().target == f"accounts.user:{added.pk}"


def test_a_role_given_is_recorded_with_the_field(admin: Client) -> None:
    user = UserFactory()
    form = {"email": user.email, "name": user.name, "is_active": "on", "is_staff": "on"}
    admin.post(f"/admin/accounts/user/{user.pk}/change/", form)
    assert "may use the administration" in str(AuditEntry.objects.get().detail).lower()


def test_a_password_set_for_somebody_is_recorded_without_it(admin: Client) -> None:
    user = UserFactory()
    admin.post(f"/admin/accounts/user/{user.pk}/password/", {"password1": NEW, "password2": NEW})
    assert NEW not in str(AuditEntry.objects.get().detail)
