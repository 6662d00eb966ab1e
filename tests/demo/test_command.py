from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hypercare.accounts.models import User
from hypercare.accounts.roles import Role
from hypercare.demo.actions import SIGN_IN_WITH
from hypercare.demo.management.commands.seed_demo import WHO
from hypercare.demo.models import SeedRun
from hypercare.launches.models import Launch, Membership
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db


def seed_demo(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_who_can_sign_in() -> None:
    said = seed_demo("--if-empty")
    assert SIGN_IN_WITH in said
    assert all(email in said for email, _ in WHO)
    assert f"/f/{Launch.objects.get().form_key}/" in said


def test_everybody_it_names_can_sign_in(client: Client) -> None:
    seed_demo()
    users = [User.objects.get(email=email) for email, _ in WHO]
    assert all(user.check_password(SIGN_IN_WITH) for user in users)


def test_it_founds_once(client: Client) -> None:
    seed_demo("--if-empty")
    assert SIGN_IN_WITH in seed_demo("--if-empty")
    assert SeedRun.objects.count() == Launch.objects.count() == 1


def test_it_leaves_other_launches_alone() -> None:
    LaunchFactory()
    assert seed_demo("--if-empty") == ""
    assert not SeedRun.objects.exists()


def test_it_stands_beside_other_launches_when_asked() -> None:
    LaunchFactory()
    assert "TRD" in seed_demo()


def test_it_refuses_a_second_demo() -> None:
    seed_demo()
    with pytest.raises(CommandError, match="here already, as TRD"):
        seed_demo()


def test_it_refuses_where_real_people_sign_in(settings: Settings) -> None:
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError, match="development only"):
        seed_demo("--if-empty")
    assert not User.objects.exists()


def test_every_role_has_somebody() -> None:
    seed_demo()
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    assert set(Membership.objects.values_list("is_hypercare_only", flat=True)) == {True, False}


def test_the_form_is_open_at_once(client: Client) -> None:
    seed_demo()
    form = client.get(reverse("feedback:form", args=[Launch.objects.get().form_key]))
    assert form.status_code == 200
