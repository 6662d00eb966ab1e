from typing import Any

from django.core.management.base import BaseCommand

from incidents.actions.adopting import adopt_events


class Command(BaseCommand):
    """Let readers of events go on after a restore into another server."""

    help = (
        "Run this once after restoring a dump into another server, before web and workers start. Each server "
        "counts its transactions anew, and readers of events go by them. Run again it changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many events came from elsewhere."""
        self.stdout.write(f"{adopt_events():,} events adopted")
