"""The people of a launch: its team, and those who report."""

from django.conf import settings
from django.db import models

from hypercare.accounts.roles import Job, Permission, Role, role_may
from hypercare.launches.models.launch import Launch, Site


class Membership(models.Model):
    """A person in a launch."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    job = models.CharField(max_length=20, choices=Job.choices)
    is_hypercare_only = models.BooleanField(
        default=False, help_text="Leaves when hypercare ends; otherwise permanent."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["launch", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.launch}"

    def may(self, permission: Permission) -> bool:
        """Whether this member's role grants `permission`."""
        return role_may(self.role, permission)


class Tier(models.TextChoices):
    """How far from the reporter a team works."""

    FIRST = "1", "Tier 1"
    SECOND = "2", "Tier 2"
    THIRD = "3", "Tier 3"
    VENDOR = "vendor", "Vendor"


class Team(models.Model):
    """People who take incidents."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=80)
    tier = models.CharField(max_length=6, choices=Tier.choices, default=Tier.FIRST)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams", blank=True)

    class Meta:
        ordering = ["tier", "name"]
        constraints = [models.UniqueConstraint(fields=["launch", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Reporter(models.Model):
    """A person outside the team who reports; never needs an account. Erasure blanks the personal strings."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="reporters")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="reporters")
    persona = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["launch", "email"], name="reporter_email_once", condition=~models.Q(email="")
            ),
            models.UniqueConstraint(
                fields=["launch", "external_id"],
                name="reporter_external_id_once",
                condition=~models.Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.external_id or "Somebody"
