"""What people say of a major incident; when it began and who held what is in the incident's history."""

from django.conf import settings
from django.db import models

from incidents.domain.major import LINK_LENGTH, SENTENCE_LENGTH, Audience
from incidents.models import choices
from incidents.models.incident import Incident


class MajorIncident(models.Model):
    """The words of a major incident and of its review. Only `public_sentence` may leave the house.

    Erasure blanks every text here and in its updates.
    """

    incident = models.OneToOneField(
        Incident, on_delete=models.CASCADE, primary_key=True, related_name="major"
    )
    business_impact = models.CharField(max_length=SENTENCE_LENGTH, blank=True)
    public_sentence = models.CharField(max_length=SENTENCE_LENGTH, blank=True)
    war_room = models.CharField(max_length=LINK_LENGTH, blank=True)
    what_happened = models.TextField(blank=True)
    causes = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Major incident {self.pk}"


class MajorUpdate(models.Model):
    """What one audience was told at one instant; executives read `conditions` alone."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="major_updates")
    audience = models.CharField(max_length=9, choices=choices.words(Audience))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    conditions = models.TextField()
    actions = models.TextField(blank=True)
    needs = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.audience} {self.at:%Y-%m-%d %H:%M}"
