import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rich.progress import Progress

from hypercare.demo.actions import ADMINISTRATOR, SIGN_IN_WITH, continue_seeding, found_demo, reset_demo
from hypercare.demo.domain.plot import Plot
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.models import SeedRun
from hypercare.demo.queries import seeding_progress
from hypercare.launches.models import Launch
from hypercare.lib.background import nudge

TURN_SECONDS = 1.0  # how often `--wait` looks up from its work


class Command(BaseCommand):
    """Make the demo, and say who can sign in."""

    help = (
        "Add the launches of the demo, or with --reset begin them anew: "
        + ", ".join(f"{plot.key} ({plot.name.lower()})" for plot in PLOTS.values())
        + ". Their reports follow in the background. Prints who can sign in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`make run` calls it with `--if-empty` each time."""
        parser.add_argument("--if-empty", action="store_true", help="only when there is no launch yet")
        parser.add_argument("--only", choices=PLOTS, action="append", help="this one alone; may be repeated")
        parser.add_argument("--reset", action="store_true", help="remove the demo first, and nothing else")
        parser.add_argument("--no-input", action="store_true", help="remove without asking")
        parser.add_argument("--wait", action="store_true", help="make reports here until all are made")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found what is missing, or all anew; a seeding that was cut short goes on."""
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "The demo has accounts whose password everybody knows; it is for development only."
            )
        plots = [plot for key, plot in PLOTS.items() if key in (options["only"] or PLOTS)]
        try:
            self._make(plots, options)
        except ValidationError as error:
            raise CommandError(f"A launch that is not of the demo is in the way: {error}") from error
        if runs := list(SeedRun.objects.select_related("launch").order_by("pk")):
            nudge("hypercare.demo.tasks.continue_seeding")
            self._introduce(runs)
            if options["wait"]:
                self._wait()

    def _make(self, plots: Sequence[Plot], options: dict[str, Any]) -> None:
        if options["reset"]:
            self._reset(plots, is_sure=options["no_input"])
        elif not options["if_empty"] or not Launch.objects.exists():
            self._found(plots)

    @transaction.atomic
    def _found(self, plots: Sequence[Plot]) -> None:
        """All or none, so that the next `--if-empty` knows whether there is anything to do."""
        here = set(SeedRun.objects.values_list("launch__key", flat=True))
        missing = [plot for plot in plots if plot.key not in here]
        if not missing:
            names = ", ".join(plot.key for plot in plots)
            raise CommandError(f"The demo is here already, as {names}; --reset makes it anew.")
        for plot in missing:
            self._announce(found_demo(plot, at=timezone.now()))

    def _reset(self, plots: Sequence[Plot], *, is_sure: bool) -> None:
        """Each launch goes and comes back in one transaction; killed half-way, run it again."""
        if not is_sure:
            self._ask(plots)
        runs = []
        with Progress(transient=True) as progress:
            bar = progress.add_task("", total=None)
            for plot in plots:

                def told(table: str, count: int, *, name: str = plot.name) -> None:
                    progress.update(bar, description=f"Removing {name}: {count} {table}")

                runs.append(reset_demo(plot, at=timezone.now(), told=told))
        for run in runs:
            self._announce(run)

    def _ask(self, plots: Sequence[Plot]) -> None:
        keys = " ".join(plot.key for plot in plots)
        for run in SeedRun.objects.select_related("launch").filter(launch__key__in=keys.split()):
            self.stdout.write(
                f"  {run.launch.key}  {run.launch.name}, with all {run.launch.last_number} incidents"
            )
        try:
            answer = input(f"Everything of these launches goes and is made anew. Type {keys} to go on: ")
        except EOFError:
            answer = ""
        if answer.upper().split() != keys.split():
            raise CommandError("Nothing was removed.")

    def _announce(self, run: SeedRun) -> None:
        self.stdout.write(
            f"{run.launch.name} ({run.launch.key}): {run.total_count} reports follow in the background;"
            " the pages can be used meanwhile."
        )

    def _introduce(self, runs: Sequence[SeedRun]) -> None:
        self.stdout.write(f"\nSign in with the password {SIGN_IN_WITH} as")
        for run in runs:
            plot = PLOTS[run.launch.key]
            self.stdout.write(f"  {plot.key}, {plot.name}")
            emails = {each.handle: each.email for each in plot.people.staff}
            for handle, what in plot.sign_in.items():
                self.stdout.write(f"    {emails[handle]:<34}{what}")
            form = reverse("feedback:form", args=[run.launch.form_key])
            self.stdout.write(f"    {'nobody, as a reporter':<34}{settings.BASE_URL}{form}")
        self.stdout.write(f"  {ADMINISTRATOR:<36}all launches, and the pages under /admin/")

    def _wait(self) -> None:
        """Work on it beside the workers, or without them."""
        with Progress() as progress:
            bar = progress.add_task("Seeding", total=seeding_progress().total_count)
            while not (now := seeding_progress()).is_finished:
                progress.update(bar, completed=now.done_count)
                if not continue_seeding(at=timezone.now(), budget_seconds=TURN_SECONDS):
                    time.sleep(TURN_SECONDS / 4)
            progress.update(bar, completed=now.done_count)
        for reason in now.left_out:
            self.stderr.write(f"Left out {reason}")
