from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hypercare.accounts.models import User
from hypercare.accounts.roles import Role
from hypercare.demo.actions import ADMINISTRATOR, SIGN_IN_WITH
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.models import SeedRun
from hypercare.launches.models import Launch, Membership
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db


def seed_demo(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def who_is_named() -> set[str]:
    """The addresses that the command tells."""
    return {ADMINISTRATOR} | {
        each.email for plot in PLOTS.values() for each in plot.people.staff if each.handle in plot.sign_in
    }


def answering(words: str) -> Callable[[str], str]:
    """Somebody at the terminal."""
    return lambda _question: words


def test_it_says_who_can_sign_in() -> None:
    said = seed_demo("--if-empty")
    assert SIGN_IN_WITH in said
    assert all(email in said for email in who_is_named())
    assert all(f"/f/{launch.form_key}/" in said for launch in Launch.objects.all())


def test_it_says_so_in_few_lines() -> None:
    assert len(seed_demo("--if-empty").splitlines()) <= 3 + 9 * len(PLOTS)


def test_everybody_it_names_can_sign_in() -> None:
    seed_demo()
    users = [User.objects.get(email=email) for email in who_is_named()]
    assert all(user.check_password(SIGN_IN_WITH) for user in users)


def test_it_founds_every_launch_once() -> None:
    seed_demo("--if-empty")
    assert SIGN_IN_WITH in seed_demo("--if-empty")
    assert set(Launch.objects.values_list("key", flat=True)) == PLOTS.keys()
    assert SeedRun.objects.count() == len(PLOTS)


def test_it_founds_one_of_them_alone() -> None:
    seed_demo("--only", "TRD")
    assert Launch.objects.get().key == "TRD"


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


def test_it_refuses_the_key_of_somebody_else() -> None:
    LaunchFactory(key="TRD")
    with pytest.raises(CommandError, match="not of the demo"):
        seed_demo()
    assert Launch.objects.count() == 1


def test_it_refuses_where_real_people_sign_in(settings: Settings) -> None:
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError, match="development only"):
        seed_demo("--if-empty")
    assert not User.objects.exists()


def test_a_reset_is_refused_where_real_people_sign_in(settings: Settings) -> None:
    seed_demo()
    before = set(Launch.objects.values_list("pk", flat=True))
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError, match="development only"):
        seed_demo("--reset", "--no-input")
    assert set(Launch.objects.values_list("pk", flat=True)) == before


def test_a_reset_asks_for_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    seed_demo()
    before = Launch.objects.get(key="TRD").pk
    monkeypatch.setattr("builtins.input", answering("yes"))
    with pytest.raises(CommandError, match="Nothing was removed"):
        seed_demo("--reset")
    monkeypatch.setattr("builtins.input", answering(" ".join(PLOTS)))
    assert "Trading platform" in seed_demo("--reset")
    assert Launch.objects.get(key="TRD").pk != before


def test_every_role_has_somebody() -> None:
    seed_demo()
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    assert set(Membership.objects.values_list("is_hypercare_only", flat=True)) == {True, False}


def test_the_form_is_open_at_once(client: Client) -> None:
    seed_demo()
    form = client.get(reverse("feedback:form", args=[Launch.objects.get(key="TRD").form_key]))
    assert form.status_code == 200
