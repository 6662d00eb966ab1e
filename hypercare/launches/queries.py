"""What a program is told about launches."""

from typing import Any

from django.db.models import F, Prefetch

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.launches.models import Launch, Membership
from hypercare.launches.models.launch import LaunchQuerySet


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
