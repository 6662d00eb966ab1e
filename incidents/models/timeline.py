"""An incident's history and the words that belong to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, TextField
from django.db.models.functions import Cast

from hypercare.launches.models import Launch, Reporter
from incidents.domain.bulk import CAUSE
from incidents.domain.history import EVENT_VERSION, ActorKind, Event, EventKind
from incidents.models import choices
from incidents.models.incident import Incident

CURRENT_TRANSACTION = Cast(Cast(Func(function="pg_current_xact_id"), TextField()), BigIntegerField())


class IncidentEvent(models.Model):
    """One immutable entry. The payload holds ids, codes and durations, never text or anything personal."""

    # The largest table: nobody asks for the events of a launch or an actor; a constraint leads by incident.
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="events", db_index=False)
    launch = models.ForeignKey(Launch, on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=choices.EVENT_KINDS)
    version = models.PositiveSmallIntegerField(default=EVENT_VERSION)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    tx = models.BigIntegerField(db_default=CURRENT_TRANSACTION, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    actor_kind = models.CharField(max_length=8, choices=choices.ACTOR_KINDS)
    cause = models.CharField(max_length=120, blank=True, help_text="The row, item or event that led to it.")
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ["incident", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "seq"], name="event_seq_once"),
            models.UniqueConstraint(
                fields=["incident", "cause"],
                name="event_imported_once",
                condition=Q(actor_kind=ActorKind.IMPORT),
            ),
        ]
        indexes = [
            models.Index(fields=["tx", "id"], name="event_by_transaction"),  # serves readers by cursor
            models.Index(
                fields=["launch", "recorded_at"],
                name="event_of_reporters",
                condition=Q(kind=EventKind.REPORTER_WROTE),
            ),  # what joined since somebody left
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_held(self) -> bool:
        """Whether it belongs to an act on many, which tells it when its undo has lapsed."""
        return self.cause.startswith(CAUSE)

    def as_domain(self) -> Event:
        """The event as the fold sees it."""
        return Event(
            kind=EventKind(self.kind),
            at=self.at,
            seq=self.seq,
            actor_kind=ActorKind(self.actor_kind),
            payload=self.payload,
        )


class Visibility(models.TextChoices):
    """Who may ever read a message."""

    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Internal"


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def public(self) -> "MessageQuerySet":
        """What may leave the house; every outward path starts here."""
        return self.filter(visibility=Visibility.PUBLIC, is_held=False)


class Message(models.Model):
    """Words of a person about an incident. Erasure blanks `body`."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="messages", db_index=False)
    visibility = models.CharField(max_length=8, choices=Visibility.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reporter = models.ForeignKey(Reporter, null=True, on_delete=models.SET_NULL, related_name="messages")
    is_from_reporter = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False, help_text="Its act may still be undone, or was.")
    body = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = [F("at").asc(), "id"]
        indexes = [models.Index(fields=["incident", "at"], name="message_by_incident")]
        constraints = [
            models.CheckConstraint(
                name="reporters_write_in_public",
                condition=Q(is_from_reporter=False) | Q(visibility=Visibility.PUBLIC),
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class Attachment(models.Model):
    """A picture that came with a message, re-encoded and without metadata."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name
