"""A question to the queue that somebody keeps."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hypercare.launches.models import Launch

NAME_LENGTH = 60
QUERY_LENGTH = 200


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved views."""

    def visible_to(self, user_id: int, launch_id: int) -> "SavedViewQuerySet":
        """A person's own, and what others of the launch share."""
        return self.filter(Q(owner_id=user_id) | Q(is_shared=True), launch_id=launch_id)


class SavedView(models.Model):
    """Words of the search box under a name; what they mean is read anew each time."""

    # No index of its own where the constraint below begins with the column.
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="saved_views", db_index=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=NAME_LENGTH)
    query = models.CharField(max_length=QUERY_LENGTH)
    is_shared = models.BooleanField(default=False)

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "owner", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page to rename, share or delete it."""
        return reverse("incidents:saved_view", args=[self.pk])
