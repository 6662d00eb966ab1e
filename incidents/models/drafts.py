"""What somebody is writing."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from incidents.domain.drafts import DraftKind
from incidents.models import choices
from incidents.models.incident import Incident


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts. Each begins with whose they are: nobody reads those of others."""

    def of(self, author_id: int) -> "DraftQuerySet":
        """A person's own, with something in them."""
        return self.filter(author_id=author_id).exclude(body="")


class Draft(models.Model):
    """Unsent words of one person about one incident. Empty once sent; erasure deletes the row.

    `sent_once` is the key of the form that was sent: a late copy of its words is not kept again.
    """

    # No index of its own where the constraint below begins with the column.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=choices.words(DraftKind))
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    sent_once = models.CharField(max_length=40, blank=True)

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "incident", "kind"], name="draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} about {self.incident_id}"

    @property
    def state(self) -> str:
        """What a browser compares to see whether another one saved meanwhile."""
        return self.saved_at.isoformat()
