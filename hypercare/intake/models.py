"""The raw ledger: whatever arrives is stored here before anybody tries to understand it."""

import re
import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from hypercare.launches.models import Launch

RECEIPT = re.compile(r"(?:R-)?([0-9A-F]{4})-?([0-9A-F]{4})", re.IGNORECASE)


class Channel(models.TextChoices):
    """By which door an item came in."""

    FORM = "form", "Feedback form"
    STATUS_PAGE = "status_page", "Reply on the status page"
    API = "api", "API"


class Outcome(models.TextChoices):
    """What became of an item: exactly one, and `pending` only until a worker has looked."""

    PENDING = "pending", "Being read"
    CREATED = "created", "Created"
    APPENDED = "appended", "Appended"
    QUARANTINED = "quarantined", "Quarantined"
    REJECTED = "rejected", "Rejected"


class RawItemQuerySet(models.QuerySet["RawItem"]):
    """Questions about the ledger."""

    def due(self, at: datetime) -> "RawItemQuerySet":
        """Items still to be understood whose next try has come."""
        return self.filter(outcome=Outcome.PENDING, next_check_at__lte=at)

    def numbered(self, receipt: str) -> "RawItemQuerySet":
        """The items with this receipt number, such as `R-4F2A-91C0`; none when it is no such number."""
        found = RECEIPT.fullmatch(receipt.strip())
        if not found:
            return self.none()
        first = uuid.UUID(hex=found[1] + found[2] + "0" * 24)
        last = uuid.UUID(hex=found[1] + found[2] + "f" * 24)
        return self.filter(pk__range=(first, last))


class RawItem(models.Model):
    """One inbound item as it came. The idempotency key makes a second sending the same item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    launch = models.ForeignKey(
        Launch, on_delete=models.PROTECT, related_name="raw_items", db_index=False
    )  # leads the unique constraint
    channel = models.CharField(max_length=12, choices=Channel.choices)
    idempotency_key = models.CharField(max_length=80)
    body_digest = models.CharField(
        max_length=64, help_text="SHA-256 of the body, to tell a resend from a reuse."
    )
    payload = models.JSONField()
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.PENDING)
    reason = models.CharField(max_length=200, blank=True)
    result_key = models.CharField(max_length=24, blank=True, help_text="The incident it became or joined.")
    understood_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    is_restricted = models.BooleanField(
        default=False, db_default=False, help_text="Its words are for the named people of its incident."
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    released_at = models.DateTimeField(null=True, help_text="When a person let it out of quarantine.")

    objects: ClassVar[RawItemQuerySet] = RawItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["launch", "channel", "idempotency_key"], name="raw_item_idempotency_key_once"
            ),
            models.CheckConstraint(
                name="raw_item_has_one_outcome",
                condition=Q(outcome=Outcome.PENDING, understood_at=None)
                | (~Q(outcome=Outcome.PENDING) & Q(understood_at__isnull=False)),
            ),
            models.CheckConstraint(name="raw_item_outcome_known", condition=Q(outcome__in=Outcome.values)),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"], name="raw_item_due", condition=Q(outcome=Outcome.PENDING)
            ),  # serves the sweep
            models.Index(fields=["launch", "-received_at", "-id"], name="raw_item_recent"),  # the ledger page
            models.Index(
                fields=["launch", "outcome", "-received_at", "-id"], name="raw_item_by_outcome"
            ),  # its filter and its counts
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def hides_words(self) -> bool:
        """Whether the ledger keeps its words back; of an answer nobody has read we do not know yet."""
        is_unread_answer = self.channel == Channel.STATUS_PAGE and self.outcome == Outcome.PENDING
        return self.is_restricted or is_unread_answer

    @property
    def receipt(self) -> str:
        """The number the sender is given, such as `R-4F2A-91C0`."""
        digits = self.id.hex.upper()
        return f"R-{digits[:4]}-{digits[4:8]}"


class RawFile(models.Model):
    """A file that came with an item, as sent; cleaned only when it is shown to somebody."""

    item = models.ForeignKey(RawItem, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
