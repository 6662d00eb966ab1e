"""What was deployed to production, and what is about to be."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from hypercare.launches.domain.releases import (
    AHEAD,
    KIND_LABELS,
    STATE_LABELS,
    VERSION_LENGTH,
    ReleaseKind,
    ReleaseState,
)
from hypercare.launches.models.launch import Launch

KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]
STATES = [(state.value, label) for state, label in STATE_LABELS.items()]
AHEAD_VALUES = sorted(state.value for state in AHEAD)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions about releases."""

    def ahead(self) -> "ReleaseQuerySet":
        """Not in production yet, the next one first."""
        return self.filter(state__in=AHEAD_VALUES).order_by("position")

    def behind(self) -> "ReleaseQuerySet":
        """Deployed once, the newest first."""
        return self.exclude(state__in=AHEAD_VALUES).order_by("-position")


class Release(models.Model):
    """One ordered deployment to production; one that is ahead is the fix sprint.

    `position` is the order of deployment, what is ahead behind it. `launches.releasing` alone changes it.
    """

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="releases", db_index=False)
    version = models.CharField(max_length=VERSION_LENGTH)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=KINDS, default=ReleaseKind.PLANNED)
    state = models.CharField(max_length=14, choices=STATES, default=ReleaseState.IN_PREPARATION)
    position = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    tested_at = models.DateTimeField(null=True, help_text="When reporters were asked to try it.")
    deployed_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)

    objects: ClassVar[ReleaseQuerySet] = ReleaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint("launch", Lower("version"), name="release_version_once"),
            models.UniqueConstraint(
                fields=["launch", "position"],
                name="release_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="release_instants_as_its_state",
                condition=Q(state__in=AHEAD_VALUES, deployed_at=None, rolled_back_at=None)
                | Q(state=ReleaseState.DEPLOYED, deployed_at__isnull=False, rolled_back_at=None)
                | Q(state=ReleaseState.ROLLED_BACK, deployed_at__isnull=False, rolled_back_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.version

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"{reverse('feedback:release', args=[self.pk])}?launch={self.launch.key}"

    @property
    def is_ahead(self) -> bool:
        """Whether it is not in production yet."""
        return self.state in AHEAD_VALUES
