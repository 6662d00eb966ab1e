"""Answers kept for a while, so that a program may ask twice and act once."""

from django.conf import settings
from django.db import models


class KeptAnswer(models.Model):
    """What a person's `Idempotency-Key` led to, written together with its effect."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="SHA-256 of address and body.")
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=200, blank=True)
    body = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answer_once_per_key")]
        indexes = [models.Index(fields=["kept_at"], name="answer_by_age")]  # serves forget_answers

    def __str__(self) -> str:
        return self.key
