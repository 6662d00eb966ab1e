"""What one shift tells the next."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from hypercare.launches.models import Launch


class HandoverNote(models.Model):
    """Internal words of somebody who leaves, for whoever starts next; forgotten after some days."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [models.Index(fields=["launch", "written_at"], name="handover_by_time")]  # start page

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        """Where it is read: at the start of a shift."""
        return f"{reverse('home')}?launch={self.launch.key}"
