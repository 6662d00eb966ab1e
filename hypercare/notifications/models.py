"""Everything that leaves the house is a row first."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Audience(models.TextChoices):
    """Who a message is for; nothing internal may be in one for a reporter."""

    REPORTER = "reporter", "Reporter"
    STAFF = "staff", "Staff"


class OutgoingMessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """Questions about the outbox."""

    def due(self, at: datetime) -> "OutgoingMessageQuerySet":
        """Neither sent nor given up, and allowed to leave by `at`."""
        return self.waiting().filter(not_before__lte=at)

    def waiting(self) -> "OutgoingMessageQuerySet":
        """Neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)


class OutgoingMessage(models.Model):
    """One mail to one address. `key` is unique: queueing the same message twice sends it once."""

    key = models.CharField(max_length=160, unique=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    about = models.CharField(max_length=24, db_index=True, help_text="An incident's key or a receipt number.")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    is_secret = models.BooleanField(default=False, help_text="Blanked once it left; shown to nobody.")
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempt_count = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[OutgoingMessageQuerySet] = OutgoingMessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"], name="outgoing_due", condition=Q(sent_at=None, failed_at=None)
            ),  # serves send_due_messages
            models.Index(
                fields=["failed_at"], name="outgoing_given_up", condition=Q(failed_at__isnull=False)
            ),  # the health page
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
