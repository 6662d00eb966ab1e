"""How far the seeding of the demo has come."""

from django.db import models

from hypercare.launches.models import Launch


class SeedRun(models.Model):
    """One demo: its reports are planned from `until`, and the first `done_count` of them are made."""

    launch = models.OneToOneField(Launch, on_delete=models.CASCADE, related_name="seed_run")
    until = models.DateTimeField(help_text="The instant at which it was begun; nothing happens after it.")
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Seeding of {self.launch}: {self.done_count} of {self.total_count}"
