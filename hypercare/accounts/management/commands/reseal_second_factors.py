"""`manage.py reseal_second_factors`: after a new SECRET_KEY, before the old one leaves the fallbacks."""

from typing import Any

from django.core.management.base import BaseCommand

from hypercare.accounts.actions import reseal_second_factors


class Command(BaseCommand):
    """Seals every second factor with the present key."""

    help = "Seal every second factor with the present SECRET_KEY, so that its fallbacks can be dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many."""
        self.stdout.write(f"{reseal_second_factors()} sealed anew.")
