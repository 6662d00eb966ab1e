"""The keys of a launch: who may make them, what they open, and how they end."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hypercare.accounts.actions import create_api_key, revoke_api_key
from hypercare.accounts.models import ApiKey
from hypercare.accounts.roles import Role
from hypercare.audit.models import AuditEntry
from hypercare.launches.models import Launch, Membership
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
SAID = {"label": "Grafana", "scopes": ["read"]}


@pytest.fixture
def manager(client: Client) -> Membership:
    """The launch manager of TRD, signed in."""
    member: Membership = MembershipFactory(launch__key="TRD", role=Role.LAUNCH_MANAGER)
    client.force_login(member.user)
    return member


def make(client: Client, launch: str = "TRD", **said: Any) -> Any:
    """Send the form."""
    return client.post(f"/keys/?launch={launch}", SAID | said)


def secret_in(answer: Any) -> str:
    """The key as the page shows it."""
    return str(re.findall(r"hc_[\w-]{43}", answer.content.decode())[0])


def program(secret: str) -> Client:
    """Whoever holds a key."""
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("role", Role)
def test_only_a_launch_manager_sees_and_makes_keys(client: Client, role: Role) -> None:
    client.force_login(MembershipFactory(launch__key="TRD", role=role).user)
    is_theirs = role == Role.LAUNCH_MANAGER
    answers = [client.get("/keys/?launch=TRD"), make(client)]
    assert [each.status_code for each in answers] == ([200, 201] if is_theirs else [403, 403])


def test_a_key_is_shown_once_and_stored_as_a_digest(client: Client, manager: Membership) -> None:
    secret = secret_in(make(client))
    assert secret not in client.get("/keys/?launch=TRD").content.decode()
    assert secret not in str(ApiKey.objects.values_list()) + str(AuditEntry.objects.values_list())


def test_the_page_with_the_key_is_kept_nowhere(client: Client, manager: Membership) -> None:
    assert "no-store" in make(client)["Cache-Control"]


def test_a_new_key_opens_its_launch(client: Client, manager: Membership) -> None:
    assert program(secret_in(make(client))).get("/api/v1/launches/TRD/").status_code == 200


def test_it_opens_no_other_launch_of_its_owner(client: Client, manager: Membership) -> None:
    MembershipFactory(launch__key="OTH", user=manager.user, role=Role.LAUNCH_MANAGER)
    holder = program(secret_in(make(client)))
    paths = ("launches/OTH/", "incidents/?launch=OTH", "submissions/?launch=OTH", "incidents/OTH-1/")
    assert {holder.get(f"/api/v1/{path}").status_code for path in paths} == {404}
    assert [each["key"] for each in holder.get("/api/v1/launches/").json()["results"]] == ["TRD"]


def test_it_goes_as_far_as_its_scopes(client: Client, manager: Membership) -> None:
    holder = program(secret_in(make(client, scopes=["write_submissions"])))
    assert holder.get("/api/v1/launches/TRD/").status_code == 403


def test_a_revoked_key_is_refused(client: Client, manager: Membership) -> None:
    holder = program(secret_in(make(client)))
    client.post(f"/keys/{ApiKey.objects.get().pk}/revoke/?launch=TRD")
    assert holder.get("/api/v1/launches/TRD/").status_code == 401


def test_making_and_revoking_leave_audit_entries(client: Client, manager: Membership) -> None:
    make(client)
    client.post(f"/keys/{ApiKey.objects.get().pk}/revoke/?launch=TRD")
    entries = AuditEntry.objects.order_by("pk").values_list("verb", "actor")
    assert list(entries) == [("API key made", manager.user_id), ("API key revoked", manager.user_id)]


def test_another_launch_manager_may_revoke(client: Client, manager: Membership) -> None:
    other = MembershipFactory(launch=manager.launch, role=Role.LAUNCH_MANAGER).user
    create_api_key(other, label="theirs", launch_key="TRD")
    client.post(f"/keys/{ApiKey.objects.get().pk}/revoke/?launch=TRD")
    assert ApiKey.objects.get().revoked_at is not None
    assert AuditEntry.objects.get(verb="API key revoked").actor == manager.user


def test_nobody_revokes_the_key_of_another_launch(client: Client, manager: Membership) -> None:
    create_api_key(manager.user, label="everywhere")
    assert client.post(f"/keys/{ApiKey.objects.get().pk}/revoke/?launch=TRD").status_code == 404
    assert ApiKey.objects.get().revoked_at is None


def test_the_page_lists_the_keys_of_its_launch_alone(client: Client, manager: Membership) -> None:
    for label, launch in (("Ours", "TRD"), ("Theirs", "OTH"), ("Everywhere", "")):
        create_api_key(manager.user, label=label, launch_key=launch)
    page = client.get("/keys/?launch=TRD").content.decode()
    assert [label for label in ("Ours", "Theirs", "Everywhere") if label in page] == ["Ours"]


def test_a_name_is_given_once(client: Client, manager: Membership) -> None:
    answers = [make(client) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 422]
    assert "Choose another, or revoke that key first" in answers[1].content.decode()


def test_a_name_is_free_again_after_revocation(client: Client, manager: Membership) -> None:
    make(client)
    revoke_api_key(ApiKey.objects.get(), actor=manager.user, at=timezone.now())
    assert make(client).status_code == 201


def test_two_launches_may_use_one_name(client: Client, manager: Membership) -> None:
    MembershipFactory(launch__key="OTH", user=manager.user, role=Role.LAUNCH_MANAGER)
    assert [make(client, launch).status_code for launch in ("TRD", "OTH")] == [201, 201]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"label": ""}, "Give it a name"),
        ({"label": "x" * 81}, "at most 80"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["everything"]}, "not one of the available choices"),
    ],
)
def test_a_bad_form_says_why(client: Client, manager: Membership, said: Any, sentence: str) -> None:
    answer = make(client, **said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not ApiKey.objects.exists()


def test_the_page_says_when_a_key_was_last_used(client: Client, manager: Membership) -> None:
    holder = program(secret_in(make(client)))
    assert "Never used" in client.get("/keys/?launch=TRD").content.decode()
    holder.get("/api/v1/launches/")
    assert "Last used" in client.get("/keys/?launch=TRD").content.decode()


def test_use_is_noted_once_a_minute(manager: Membership) -> None:
    holder, at = program(create_api_key(manager.user, label="k")), timezone.now()
    for seconds in (0, 59, 61):
        with time_machine.travel(at + timedelta(seconds=seconds), tick=False):
            holder.get("/api/v1/launches/")
    assert ApiKey.objects.get().last_used_at == at + timedelta(seconds=61)


def test_a_launch_of_another_has_no_keys_page(client: Client, manager: Membership) -> None:
    other: Launch = LaunchFactory(key="OTH")
    assert client.get(f"/keys/?launch={other.key}").status_code == 404


def test_only_a_launch_manager_is_shown_the_way(client: Client, manager: Membership) -> None:
    assert "/keys/?launch=TRD" in client.get("/queue/?launch=TRD").content.decode()
    client.force_login(MembershipFactory(launch=manager.launch, role=Role.INCIDENT_MANAGER).user)
    assert "/keys/" not in client.get("/queue/?launch=TRD").content.decode()
