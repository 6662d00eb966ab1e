"""Who changed configuration, and what: append-only."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One administrative change. `target` names a row as `app.model:pk`."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=120, db_index=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
