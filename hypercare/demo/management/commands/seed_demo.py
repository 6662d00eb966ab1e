from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from hypercare.demo.actions import SIGN_IN_WITH, found_demo
from hypercare.demo.models import SeedRun
from hypercare.launches.models import Launch
from hypercare.lib.background import nudge

# Who can do what; the addresses are those of `demo.domain.people`.
WHO = (
    ("amara.okafor@bank.example", "works on incidents (service desk)"),
    ("mara.lindqvist@bank.example", "leads incidents, may override priorities"),
    ("ines.carvalho@bank.example", "manages the launch"),
    ("eleanor.whitcombe@bank.example", "owns the business, reads everything and comments"),
    ("matteo.rossi@bank.example", "executive, sees the numbers only"),
    ("admin@bank.example", "administration pages under /admin/ as well"),
)


class Command(BaseCommand):
    """Make the demo, and say who can sign in."""

    help = "Add the demo launch (a trading platform after its go-live); its reports follow in the background."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`make run` calls it with `--if-empty` each time."""
        parser.add_argument("--if-empty", action="store_true", help="only when there is no launch yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it once; a seeding that was cut short goes on."""
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "The demo has accounts whose password everybody knows; it is for development only."
            )
        run = SeedRun.objects.select_related("launch").first()
        if run is None and not (options["if_empty"] and Launch.objects.exists()):
            run = self._found()
        elif run is not None and not options["if_empty"]:
            raise CommandError(f"The demo is here already, as {run.launch.key}.")
        if run is not None:
            nudge("hypercare.demo.tasks.continue_seeding")
            self._introduce(run)

    def _found(self) -> SeedRun:
        run = found_demo(at=timezone.now())
        self.stdout.write(
            f"{run.launch.name} ({run.launch.key}): {run.total_count} reports of four weeks follow in the"
            " background; the pages can be used meanwhile."
        )
        return run

    def _introduce(self, run: SeedRun) -> None:
        self.stdout.write(f"\nSign in with the password {SIGN_IN_WITH} as")
        for email, what in WHO:
            self.stdout.write(f"  {email:<32}{what}")
        form = reverse("feedback:form", args=[run.launch.form_key])
        self.stdout.write(f"Report something without signing in: {settings.BASE_URL}{form}")
