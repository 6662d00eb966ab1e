"""How far the seeding of the demo has come."""

from django.db import models

from hypercare.launches.models import Launch


class SeedRun(models.Model):
    """One launch of the demo: its reports are planned from `until`, the first `done_count` are made.

    A launch is of the demo when it has one; nothing else is ever removed by a reset.
    """

    launch = models.OneToOneField(Launch, on_delete=models.CASCADE, related_name="seed_run")
    until = models.DateTimeField(help_text="The instant at which it was begun; nothing happens after it.")
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField()
    finished_at = models.DateTimeField(null=True)
    skipped = models.JSONField(default=list, help_text="Reports that cannot be made, and why.")

    def __str__(self) -> str:
        return f"Seeding of {self.launch}: {self.done_count} of {self.total_count}"
