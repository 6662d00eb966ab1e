"""The launch itself and the things it consists of."""

import secrets
import zoneinfo
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

KEY_PATTERN = r"[A-Z][A-Z0-9]{1,9}"


class Policy(models.TextChoices):
    """Which targets an incident's clocks are measured against."""

    NONE = "none", "None: promises as the source recorded them"
    DEFAULT = "default", "Default targets"


def new_form_key() -> str:
    """An address for the feedback form that nobody can guess."""
    return secrets.token_urlsafe(9)


def validate_time_zone(name: str) -> None:
    """Accept IANA names only."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"{name} is not an IANA time zone such as Europe/London.")


class LaunchQuerySet(models.QuerySet["Launch"]):
    """Questions about launches."""

    def visible_to(self, user_id: int) -> "LaunchQuerySet":
        """The launches this person is a member of, newest go-live first."""
        return self.filter(memberships__user_id=user_id).order_by("-go_live_at", "key")


class Launch(models.Model):
    """One go-live under hypercare."""

    key = models.CharField(
        max_length=10,
        unique=True,
        validators=[RegexValidator(rf"^{KEY_PATTERN}$", "A key is 2 to 10 capital letters or digits.")],
    )
    name = models.CharField(max_length=120)
    go_live_at = models.DateTimeField()
    hypercare_ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    target_user_count = models.PositiveIntegerField(null=True, blank=True)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.DEFAULT)
    form_key = models.SlugField(max_length=40, unique=True, default=new_form_key)
    calendar_version = models.PositiveIntegerField(default=1, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="launches")

    objects: ClassVar[LaunchQuerySet] = LaunchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "launches"
        constraints = [
            models.CheckConstraint(
                name="launch_ends_after_go_live",
                condition=Q(hypercare_ends_at__gt=F("go_live_at")),
                violation_error_message="Hypercare must end after the go-live.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The week page."""
        return reverse("dashboards:week", args=[self.key])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The launch's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)


class Service(models.Model):
    """A thing users depend on and an incident affects."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=80)
    hot_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["launch", "name"], name="service_name_once")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where reporters work."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["launch", "name"], name="site_name_once")]

    def __str__(self) -> str:
        return self.name
