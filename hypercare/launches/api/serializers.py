"""What the API says about a launch."""

from typing import Any

from rest_framework import serializers

from hypercare.accounts.roles import Job, Role
from hypercare.api.fields import Named
from hypercare.launches.models import Launch, Policy, Tier


class LaunchSerializer(serializers.ModelSerializer[Any]):
    """One go-live under hypercare; `role` is your own in it."""

    role = serializers.ChoiceField(choices=Role.choices)
    policy = serializers.ChoiceField(choices=Policy.choices)

    class Meta:
        model = Launch
        fields = [
            "key",
            "name",
            "go_live_at",
            "hypercare_ends_at",
            "time_zone",
            "target_user_count",
            "policy",
            "role",
        ]


class ServiceSerializer(Named):
    """A thing users depend on; `hot_since` while it gets far more reports than usual."""

    hot_since = serializers.DateTimeField(allow_null=True)


class TeamSerializer(Named):
    """People who take incidents, by the ids of `members`."""

    tier = serializers.ChoiceField(choices=Tier.choices)
    member_ids = serializers.ListField(child=serializers.IntegerField())


class MemberSerializer(Named):
    """A person in the launch."""

    role = serializers.ChoiceField(choices=Role.choices)
    job = serializers.ChoiceField(choices=Job.choices)
    is_hypercare_only = serializers.BooleanField()


class SupportWindowSerializer(serializers.Serializer[Any]):
    """A stretch of support hours in minutes from local midnight; weekday 0 is Monday."""

    weekday = serializers.IntegerField()
    opens = serializers.IntegerField()
    closes = serializers.IntegerField()


class LaunchDetailSerializer(LaunchSerializer):
    """A launch with what its incidents point at. Without the right to read incidents, no people."""

    services = ServiceSerializer(many=True)
    support_windows = SupportWindowSerializer(many=True)
    teams = TeamSerializer(many=True, allow_null=True)
    members = MemberSerializer(many=True, allow_null=True)

    class Meta(LaunchSerializer.Meta):
        fields = [*LaunchSerializer.Meta.fields, "services", "support_windows", "teams", "members"]
