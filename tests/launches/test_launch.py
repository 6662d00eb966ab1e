"""Making a launch, by command and in the administration."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from hypercare.audit.models import AuditEntry
from hypercare.launches.models import Launch, SupportWindow
from hypercare.launches.models.hours import clock_face
from tests.factories.launches import LaunchFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Service desk", "go_live": "2016-03-01", "ends": "2016-05-31"}


def test_the_command_reads_days_in_the_launch_zone() -> None:
    call_command("create_launch", "SNOW", **GIVEN, time_zone="Europe/Zurich")
    assert Launch.objects.get(key="SNOW").go_live_at == datetime(2016, 2, 29, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "changed", "message"),
    [
        ("snow", {}, "key: A key is 2 to 10 capital letters"),
        ("SNOW", {"ends": "2016-02-01"}, "Hypercare must end after the go-live"),
        ("SNOW", {"go_live": "2016-13-01"}, "go-live: 2016-13-01 is not a day"),
        ("SNOW", {"time_zone": "Mars/Base"}, "Mars/Base is not an IANA time zone"),
        ("SNOW", {"manager": ["ghost@bank.example"]}, "manager: nobody signs in"),
    ],
)
def test_bad_input_creates_nothing(key: str, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("create_launch", key, **{**GIVEN, **changed})
    assert not Launch.objects.exists()


def test_a_manager_named_to_the_command_may_open_the_launch() -> None:
    user = UserFactory()
    call_command("create_launch", "SNOW", **GIVEN, manager=[user.email])
    assert list(Launch.objects.visible_to(user.pk)) == [Launch.objects.get(key="SNOW")]


@pytest.mark.parametrize(("opens", "closes"), [(1440, 1500), (600, 600), (600, 500), (0, 2881), (600, 2100)])
def test_an_impossible_window_is_refused(opens: int, closes: int) -> None:
    with pytest.raises(ValidationError):
        SupportWindow(launch=LaunchFactory(), weekday=0, opens=opens, closes=closes).full_clean()


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "00:00"), (1439, "23:59"), (1440, "24:00"), (1800, "06:00 next day")]
)
def test_minutes_are_shown_as_a_clock(minutes: int, shown: str) -> None:
    assert clock_face(minutes) == shown


def test_a_change_in_the_administration_is_audited_and_replans_clocks(client: Client) -> None:
    launch = LaunchFactory()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    empty = {f"{name}-{part}": "0" for name in INLINES for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = client.post(f"/admin/launches/launch/{launch.pk}/change/", {**fields_of(launch), **empty})
    assert response.status_code == 302, response.content
    assert AuditEntry.objects.get().detail == {"fields": ["name"]}
    assert Launch.objects.get().calendar_version == launch.calendar_version + 1


def test_members_are_not_administrators(client: Client) -> None:
    client.force_login(MembershipFactory().user)
    assert client.get("/admin/launches/launch/").status_code == 302


INLINES = ("support_windows", "holidays", "services", "sites", "memberships")


def fields_of(launch: Launch) -> dict[str, str]:
    """The administration form as a person would send it with another name."""
    return {
        "key": launch.key,
        "name": "Another name",
        "go_live_at_0": "2026-11-02",
        "go_live_at_1": "07:00:00",
        "hypercare_ends_at_0": "2026-12-14",
        "hypercare_ends_at_1": "17:00:00",
        "time_zone": "UTC",
        "target_user_count": "1000",
        "policy": "default",
        "form_key": launch.form_key,
        "initial-form_key": launch.form_key,
    }
