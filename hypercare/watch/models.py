"""What the background did, and what the auditor found undone."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from hypercare.watch.domain.duties import Cause


class DutyRun(models.Model):
    """When the task of a duty last began, ended well and failed; one row a duty, a few seconds coarse."""

    task = models.CharField(max_length=100, primary_key=True)
    watched_since = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True, help_text="The kind of error, never its words.")

    def __str__(self) -> str:
        return self.task

    @property
    def since(self) -> datetime:
        """From when the next run is waited for."""
        return self.finished_at or self.watched_since


class FindingCause(models.TextChoices):
    """What was wrong."""

    WORK = Cause.WORK.value, "left undone"
    RUN = Cause.RUN.value, "did not run"
    GAP = Cause.GAP.value, "nobody watched"
    DRIFT = Cause.DRIFT.value, "differed from its source"


class Finding(models.Model):
    """Something the auditor found late or wrong; open until a later look finds it done."""

    task = models.CharField(max_length=100)
    cause = models.CharField(max_length=8, choices=FindingCause.choices)
    found_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    late_count = models.PositiveIntegerField(help_text="The most that was late at once.")
    oldest_due_at = models.DateTimeField(null=True)
    repaired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "cause"], name="finding_open_once", condition=Q(repaired_at=None)
            ),
        ]
        indexes = [models.Index(fields=["-found_at", "-id"], name="finding_recent")]  # the health page

    def __str__(self) -> str:
        return f"{self.task} {self.get_cause_display()}"
