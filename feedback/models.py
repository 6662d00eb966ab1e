"""What people say, and how satisfied they are with what we did about it."""

from django.db import models
from django.db.models import Q

from feedback.domain.submissions import KIND_LABELS, SENTIMENT_LABELS
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch, Reporter
from incidents.models import Incident


class Submission(models.Model):
    """Something a person said. The words themselves are in the raw item and the incident's messages."""

    launch = models.ForeignKey(Launch, on_delete=models.PROTECT, related_name="submissions")
    raw_item = models.OneToOneField(RawItem, on_delete=models.PROTECT, related_name="submission")
    reporter = models.ForeignKey(Reporter, null=True, on_delete=models.SET_NULL, related_name="submissions")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="submissions")
    kind = models.CharField(
        max_length=10, choices=[(kind.value, label) for kind, label in KIND_LABELS.items()]
    )
    sentiment = models.PositiveSmallIntegerField(null=True, choices=list(SENTIMENT_LABELS.items()))
    page = models.CharField(max_length=500, blank=True, help_text="Where in the product it was sent from.")
    version = models.CharField(max_length=60, blank=True, help_text="Of the product, as the page said.")
    reported_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["reporter", "reported_at"], name="submission_by_reporter"),  # sent twice?
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.raw_item_id}"


class SatisfactionSurvey(models.Model):
    """One question about one resolution, asked once; a score of 4 or 5 is satisfied."""

    launch = models.ForeignKey(Launch, on_delete=models.PROTECT, related_name="surveys")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="surveys")
    reporter = models.ForeignKey(Reporter, null=True, on_delete=models.SET_NULL, related_name="surveys")
    resolution_seq = models.PositiveIntegerField(help_text="The seq of the `resolved` event it asks about.")
    asked_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "resolution_seq"], name="survey_once_per_resolution"),
            models.CheckConstraint(
                name="survey_score_from_1_to_5", condition=Q(score=None) | Q(score__range=(1, 5))
            ),
            models.CheckConstraint(
                name="survey_rated_when_scored",
                condition=Q(score=None, rated_at=None) | Q(score__isnull=False, rated_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["launch", "rated_at"], name="survey_by_rating"),  # CSAT of a week
            models.Index(fields=["launch", "asked_at"], name="survey_by_asking"),  # its response rate
        ]

    def __str__(self) -> str:
        return f"Survey {self.pk}: {self.score or 'not rated'}"
