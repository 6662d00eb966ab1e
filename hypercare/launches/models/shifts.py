"""When the people of a launch were last at work."""

from django.db import models

from hypercare.launches.models.people import Membership


class Shift(models.Model):
    """A member's last shift, kept by `hypercare.launches.domain.shifts`; the first one follows no other."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="shift")
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="When the shift before the present one ended.")

    def __str__(self) -> str:
        return f"{self.membership_id} seen {self.last_seen_at:%Y-%m-%d %H:%M}"
