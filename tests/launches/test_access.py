"""Who gets in, who gets 404, who gets 403."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hypercare.accounts.roles import Permission, Role
from hypercare.launches.access import first_membership, membership_in
from tests.factories.launches import LaunchFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_member_with_the_right_gets_in() -> None:
    member = MembershipFactory()
    found = membership_in(member.launch.key, user=member.user, needs=Permission.WORK_INCIDENTS)
    assert found == member


def test_an_outsider_cannot_tell_a_launch_exists() -> None:
    launch = LaunchFactory()
    with pytest.raises(Http404):
        membership_in(launch.key, user=MembershipFactory().user, needs=Permission.SEE_NUMBERS)


def test_a_member_without_the_right_is_told_who_can_help() -> None:
    member = MembershipFactory(role=Role.VIEWER)
    with pytest.raises(PermissionDenied, match=r"Viewer, may not work on incidents\. Ask the launch manager"):
        membership_in(member.launch.key, user=member.user, needs=Permission.WORK_INCIDENTS)


def test_the_newest_launch_with_the_right_comes_first() -> None:
    user = UserFactory()
    works = MembershipFactory(user=user)
    MembershipFactory(user=user, role=Role.VIEWER, launch__go_live_at="2026-11-20T08:00Z")
    assert first_membership(user, needs=Permission.WORK_INCIDENTS) == works
