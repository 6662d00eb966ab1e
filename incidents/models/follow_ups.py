"""Promises that outlive an incident's work: each with an owner and a day."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hypercare.launches.models import Launch
from incidents.domain.follow_ups import (
    OPTION_LENGTH,
    SENTENCE_LENGTH,
    AskedBy,
    FollowUpKind,
    FollowUpState,
    is_overdue,
)
from incidents.models import choices
from incidents.models.handover import HandoverNote
from incidents.models.incident import Incident
from incidents.models.timeline import Message

IS_OPEN = Q(state=FollowUpState.OPEN)
IS_DECISION = Q(kind=FollowUpKind.DECIDE)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Questions about follow-ups."""

    def open(self) -> "FollowUpQuerySet":
        """Somebody still has to do something."""
        return self.filter(IS_OPEN)

    def decisions(self) -> "FollowUpQuerySet":
        """Questions that somebody has to answer."""
        return self.filter(IS_DECISION)

    def readable_by(self, user_id: int) -> "FollowUpQuerySet":
        """Not about an incident that is restricted to others."""
        open_to_all = Q(incident=None) | Q(incident__reader_ids=None)
        return self.filter(open_to_all | Q(incident__reader_ids__contains=[user_id]))


class FollowUp(models.Model):
    """One thing somebody promised, or a decision needed. Internal; erasure blanks its words and answers."""

    # No index of its own where one below begins with the column.
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.CASCADE, related_name="follow_ups")
    asked_by = models.CharField(max_length=10, choices=choices.words(AskedBy))
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    handover_note = models.ForeignKey(HandoverNote, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=11, choices=choices.FOLLOW_UP_KINDS)
    words = models.CharField(max_length=SENTENCE_LENGTH, blank=True)
    done_when = models.CharField(max_length=SENTENCE_LENGTH, blank=True)
    options = models.JSONField(default=list, help_text="The answers of a decision.")
    answer = models.CharField(max_length=OPTION_LENGTH, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=choices.words(FollowUpState), default=FollowUpState.OPEN)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[FollowUpQuerySet] = FollowUpQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="follow_up_settled_once_not_open",
                condition=Q(state=FollowUpState.OPEN, settled_at=None)
                | (~Q(state=FollowUpState.OPEN) & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["launch", "due_on"], name="follow_up_by_due", condition=IS_OPEN),
            models.Index(fields=["owner", "due_on"], name="follow_up_by_owner", condition=IS_OPEN),
            models.Index(fields=["launch", "-settled_at"], name="follow_up_by_settled"),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("incidents:follow_up", args=[self.pk])

    def may_be_read_by(self, user_id: int) -> bool:
        """Whether this person may read what it is about."""
        return self.incident is None or self.incident.may_be_read_by(user_id)

    @property
    def is_decision(self) -> bool:
        """Whether it waits for an answer, not for work."""
        return self.kind == FollowUpKind.DECIDE

    def is_overdue(self, *, today: date) -> bool:
        """Whether its day has passed."""
        return is_overdue(FollowUpState(self.state), self.due_on, today=today)
