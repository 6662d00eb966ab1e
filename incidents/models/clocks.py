"""The clocks of an incident, as planned from its history."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hypercare.launches.models import Launch
from incidents.domain.clocks import ClockKind, ClockState
from incidents.models import choices
from incidents.models.incident import Incident


class ClockQuerySet(models.QuerySet["Clock"]):
    """Questions about clocks."""

    def due(self, at: datetime) -> "ClockQuerySet":
        """Clocks whose next instant (the warning, then the due time) has passed; met at it is still met."""
        return self.filter(next_check_at__lt=at)


class Clock(models.Model):
    """One promise. Without a due instant it is paused; `next_check_at` is the sweep's next appointment."""

    # Both columns lead a constraint or index below, and each update would pay for one more.
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=choices.words(ClockKind))
    state = models.CharField(max_length=10, choices=choices.words(ClockState))
    priority = models.PositiveSmallIntegerField(choices=choices.PRIORITIES)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    at_risk_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True)

    objects: ClassVar[ClockQuerySet] = ClockQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["incident", "kind"], name="clock_once")]
        indexes = [
            models.Index(
                fields=["next_check_at"], name="clock_due", condition=Q(next_check_at__isnull=False)
            ),  # serves sweep_clocks
            models.Index(fields=["launch", "due_at"], name="clock_by_due"),  # promises kept
        ]

    def __str__(self) -> str:
        return f"{self.kind} of incident {self.incident_id}"
