"""An act on many incidents and what came of each."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hypercare.launches.models import Launch
from incidents.domain.bulk import BULK_LABELS, CAUSE, OUTCOME_LABELS, Outcome
from incidents.models.incident import Incident


class BulkChange(models.Model):
    """One act on many. Its words are held, and nothing of it is told outside, until it is settled.

    `settles_at` says when its undo has lapsed; while it is being done it is pushed on item by item.
    """

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    act = models.CharField(max_length=10, choices=[(act.value, label) for act, label in BULK_LABELS.items()])
    once = models.CharField(max_length=40, help_text="The key of its form: the same key is the same act.")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    settles_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "once"], name="bulk_change_once")]
        indexes = [
            models.Index(fields=["settles_at"], name="bulk_to_settle", condition=Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.made_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """What came of it."""
        return reverse("incidents:bulk_change", args=[self.pk])

    @property
    def cause(self) -> str:
        """What its events name as their cause."""
        return f"{CAUSE}{self.pk}"

    def may_be_undone(self, *, at: datetime) -> bool:
        """Whether it is done, stands, and nothing of it was told yet."""
        is_over = self.finished_at is None or self.undone_at is not None or self.settled_at is not None
        return not is_over and at <= self.settles_at


class BulkItem(models.Model):
    """What came of one incident, and why not what was wanted."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="items", db_index=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(
        max_length=9,
        choices=[(each.value, label) for each, label in OUTCOME_LABELS.items()],
        default=Outcome.PENDING,
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "incident"], name="bulk_item_once")]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.outcome}"
