"""What the API takes and says about submissions."""

from typing import Any

from rest_framework import serializers

from feedback.domain.submissions import KIND_LABELS, SENTIMENT_LABELS
from feedback.forms import PAGE_LENGTH, VERSION_LENGTH, WORDS_LENGTH
from hypercare.api.fields import Asks, Choice, Mail, Named, Text
from hypercare.intake.models import Channel, Outcome, RawItem
from hypercare.launches.models.launch import KEY_PATTERN

KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]
SENTIMENTS = list(SENTIMENT_LABELS.items())
WORDS = ("body", "name", "email")


class HandIn(Asks):
    """Something a person said inside the launched product. With `email` they hear back."""

    launch = serializers.RegexField(f"^{KEY_PATTERN}$", max_length=10)
    body = Text(max_length=WORDS_LENGTH)
    kind = Choice(choices=KINDS)
    sentiment = Choice(choices=SENTIMENTS, required=False, allow_null=True)
    name = Text(max_length=120, required=False, allow_blank=True)
    email = Mail(required=False, allow_blank=True)
    page = Text(max_length=PAGE_LENGTH, required=False, allow_blank=True)
    version = Text(max_length=VERSION_LENGTH, required=False, allow_blank=True)


class ReceiptSerializer(serializers.Serializer[Any]):
    """It is stored. `status_url` is the page of whoever said it, and for nobody else."""

    id = serializers.UUIDField()
    receipt = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    received_at = serializers.DateTimeField()
    status_url = serializers.URLField()


class SubmissionSerializer(serializers.Serializer[RawItem]):
    """What arrived, as it came, and what became of it. Null where it was not said or is not for you."""

    id = serializers.UUIDField()
    receipt = serializers.CharField()
    launch = serializers.CharField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(allow_blank=True)
    incident = serializers.CharField(allow_null=True, help_text="The incident it became or joined.")
    received_at = serializers.DateTimeField()
    understood_at = serializers.DateTimeField(allow_null=True)
    released_by = Named(allow_null=True)
    released_at = serializers.DateTimeField(allow_null=True)
    kind = serializers.ChoiceField(choices=KINDS, allow_null=True)
    sentiment = serializers.ChoiceField(choices=SENTIMENTS, allow_null=True)
    page = serializers.CharField(allow_null=True, allow_blank=True)
    version = serializers.CharField(allow_null=True, allow_blank=True)
    body = serializers.CharField(allow_null=True, allow_blank=True)
    name = serializers.CharField(allow_null=True, allow_blank=True)
    email = serializers.CharField(allow_null=True, allow_blank=True)

    def to_representation(self, item: RawItem) -> dict[str, Any]:
        """As documented at `/api/v1/submissions/`."""
        names = ("id", "receipt", "channel", "outcome", "reason", "received_at")
        said = ("kind", "sentiment", "page", "version")
        shown = (*said, *WORDS) if self.context["shows_words"] and not item.hides_words else said
        by = item.released_by
        record = {
            **{name: getattr(item, name) for name in (*names, "understood_at", "released_at")},
            "launch": item.launch.key,
            "incident": item.result_key or None,
            "released_by": {"id": by.pk, "name": by.name} if by else None,
            **{name: item.payload.get(name) if name in shown else None for name in (*said, *WORDS)},
        }
        return super().to_representation(record)  # type: ignore[arg-type]  # fields read a mapping as well


class BalanceSerializer(serializers.Serializer[Any]):
    """Received is the sum of the outcomes; `is_even` says whether that holds."""

    received = serializers.IntegerField()
    created = serializers.IntegerField()
    appended = serializers.IntegerField()
    quarantined = serializers.IntegerField()
    rejected = serializers.IntegerField()
    pending = serializers.IntegerField()
    is_even = serializers.BooleanField()
