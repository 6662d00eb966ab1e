"""What the API says about an incident."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hypercare.api.fields import Named
from incidents.domain.clocks import ClockKind, ClockState
from incidents.domain.steps import Step
from incidents.models import Attachment, IncidentEvent, Message, choices
from incidents.models.timeline import Visibility

Reads = serializers.Serializer[Any]


class IncidentSerializer(Reads):
    """An incident in a list. `version` is the number of its last event; `clock` is its next promise."""

    key = serializers.CharField()
    launch = serializers.CharField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=choices.STATES)
    waiting_on = serializers.ChoiceField(choices=choices.WAITING, allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True, help_text="Until then the inbox hides it.")
    nature = serializers.ChoiceField(choices=choices.NATURES, allow_null=True)
    impact = serializers.ChoiceField(choices=choices.LEVELS)
    urgency = serializers.ChoiceField(choices=choices.LEVELS)
    priority = serializers.ChoiceField(choices=choices.PRIORITIES, allow_null=True)
    priority_source = serializers.ChoiceField(choices=choices.PRIORITY_SOURCES, allow_null=True)
    rank = serializers.IntegerField()
    affected_users = serializers.IntegerField(allow_null=True)
    is_service_down = serializers.BooleanField()
    service = Named(allow_null=True)
    assignee = Named(allow_null=True)
    team = Named(allow_null=True)
    release = Named(allow_null=True, help_text="The one it is planned for, its fix comes with, or fixed it.")
    clock = serializers.ChoiceField(choices=choices.words(ClockState), allow_null=True)
    reported_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    first_response_at = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    next_due_at = serializers.DateTimeField(allow_null=True)
    breached_at = serializers.DateTimeField(allow_null=True)
    reopen_count = serializers.IntegerField()
    parent = serializers.CharField(  # type: ignore[assignment]  # DRF keeps no attribute of a declared field
        allow_null=True, help_text="The key of the incident it is a report of."
    )
    joined_count = serializers.IntegerField(help_text="How many reports are tied to it.")
    is_restricted = serializers.BooleanField(
        help_text="Its content is for named people; others read its number, state and clock."
    )
    version = serializers.IntegerField()


class ReporterSerializer(Reads):
    """Who reported it."""

    name = serializers.CharField(allow_blank=True)
    site = serializers.CharField(allow_blank=True)
    persona = serializers.CharField(allow_blank=True)


class ClockSerializer(Reads):
    """A promise and where it stands."""

    kind = serializers.ChoiceField(choices=choices.words(ClockKind))
    state = serializers.ChoiceField(choices=choices.words(ClockState))
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    at_risk_at = serializers.DateTimeField(allow_null=True)
    met_at = serializers.DateTimeField(allow_null=True)
    breached_at = serializers.DateTimeField(allow_null=True)


class ReferenceSerializer(Reads):
    """What it is called in another system."""

    id = serializers.IntegerField()
    system = serializers.CharField()
    key = serializers.CharField()
    url = serializers.CharField(allow_blank=True)


class IncidentDetailSerializer(IncidentSerializer):
    """An incident with its promises and what may be done next with it."""

    is_priority_pending = serializers.BooleanField(help_text="Priority and rank are being computed anew.")
    cause = serializers.ChoiceField(choices=choices.CAUSES, allow_null=True)
    cause_found_at = serializers.DateTimeField(allow_null=True)
    resolution = serializers.ChoiceField(choices=choices.RESOLUTIONS, allow_null=True)
    decline_reason = serializers.ChoiceField(choices=choices.DECLINE_REASONS, allow_null=True)
    reporter = ReporterSerializer(allow_null=True)
    references = ReferenceSerializer(many=True)
    clocks = ClockSerializer(many=True)
    possible_steps = serializers.ListField(child=serializers.ChoiceField(choices=choices.words(Step)))


class EventSerializer(serializers.ModelSerializer[IncidentEvent]):
    """One entry of the history. The payload holds ids, codes and durations, never words of people."""

    kind = serializers.ChoiceField(choices=choices.EVENT_KINDS)
    actor_kind = serializers.ChoiceField(choices=choices.ACTOR_KINDS)
    actor = Named(allow_null=True)
    payload = extend_schema_field(OpenApiTypes.OBJECT)(serializers.JSONField)()
    undone_by = serializers.SerializerMethodField(
        help_text="The event that undid this one; it then counts for nothing."
    )

    class Meta:
        model = IncidentEvent
        fields = [
            "seq",
            "kind",
            "version",
            "at",
            "recorded_at",
            "actor_kind",
            "actor",
            "cause",
            "payload",
            "undone_by",
        ]

    def get_undone_by(self, event: IncidentEvent) -> int | None:
        """The number of its undo."""
        undo = self.context["undone"].get(event.seq)
        return undo.seq if undo else None


class PictureSerializer(serializers.ModelSerializer[Attachment]):
    """A picture of a message, by its size."""

    class Meta:
        model = Attachment
        fields = ["id", "name", "width", "height"]


class MessageSerializer(serializers.ModelSerializer[Message]):
    """Something said. What is `internal` must never be passed on to a reporter."""

    visibility = serializers.ChoiceField(choices=Visibility.choices)
    author = Named(allow_null=True)
    reporter = serializers.CharField(allow_null=True, allow_blank=True)
    body = serializers.CharField(allow_blank=True, help_text="Empty where it was erased.")
    pictures = PictureSerializer(many=True, source="attachments")

    class Meta:
        model = Message
        fields = [
            "id",
            "at",
            "visibility",
            "author",
            "reporter",
            "is_from_reporter",
            "is_held",
            "body",
            "pictures",
        ]
