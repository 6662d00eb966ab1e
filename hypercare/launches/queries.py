"""What a program is told about launches, and which programs there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch
from django.urls import reverse

from hypercare.accounts.models import ApiKey, User
from hypercare.accounts.roles import Permission, Role, Scope, role_may
from hypercare.launches.models import Launch, Membership
from hypercare.launches.models.launch import LaunchQuerySet

READING_ROLES = [role.value for role in Role if role_may(role, Permission.SEE_INCIDENTS)]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key of a launch, its strings ready; nobody can read the key itself again."""

    label: str
    scopes: str
    made_by: str
    made_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoke_path: str


def keys_of(launch: Launch) -> list[KeyRow]:
    """The launch's keys: the living first, each lot from the newest."""
    keys = ApiKey.objects.filter(launch_key=launch.key).select_related("owner").order_by("-created_at", "-pk")
    rows = [_key_row(key) for key in keys]
    return sorted(rows, key=lambda row: row.revoked_at is not None)


def _key_row(key: ApiKey) -> KeyRow:
    return KeyRow(
        label=key.label,
        scopes=", ".join(Scope(scope).label for scope in key.scopes),
        made_by=key.owner.name,
        made_at=key.created_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
        revoke_path="" if key.revoked_at else reverse("launches:revoke_key", args=[key.pk]),
    )


def launches_of(user_id: int) -> LaunchQuerySet:
    """The launches this person is a member of, each with their own `role`."""
    return Launch.objects.visible_to(user_id).annotate(role=F("memberships__role"))


def launch_in_detail(membership: Membership) -> dict[str, Any]:
    """The member's launch with all it consists of, in a constant number of queries."""
    launch = membership.launch
    sees_people = membership.may(Permission.SEE_INCIDENTS)
    names = ("key", "name", "go_live_at", "hypercare_ends_at", "time_zone", "target_user_count", "policy")
    return {
        **{name: getattr(launch, name) for name in names},
        "role": membership.role,
        "services": list(launch.services.all()),
        "support_windows": list(launch.support_windows.all()),
        "teams": _teams(launch) if sees_people else None,
        "members": _members(launch) if sees_people else None,
    }


def _teams(launch: Launch) -> list[dict[str, Any]]:
    ids = Prefetch("members", User.objects.only("pk").order_by("pk"))
    return [
        {
            "id": team.pk,
            "name": team.name,
            "tier": team.tier,
            "member_ids": [each.pk for each in team.members.all()],
        }
        for team in launch.teams.prefetch_related(ids)
    ]


def _members(launch: Launch) -> list[dict[str, Any]]:
    return [
        {
            "id": each.user_id,
            "name": each.user.name,
            "role": each.role,
            "job": each.job,
            "is_hypercare_only": each.is_hypercare_only,
        }
        for each in launch.memberships.select_related("user").order_by("user__name", "user_id")
    ]


def readers_of(launch_id: int, *, besides: int | None) -> Mapping[int, User]:
    """Everybody else who reads incidents and internal notes there, by id, in the order of their names."""
    people = User.objects.filter(memberships__launch=launch_id, memberships__role__in=READING_ROLES)
    found = people.filter(is_active=True).order_by("name", "pk")
    return {user.pk: user for user in found if user.pk != besides}
