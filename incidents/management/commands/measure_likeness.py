from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hypercare.lib.errors import DomainError
from incidents.actions.scratch import scratch_launch
from incidents.domain.recall import (
    DRAWS,
    SEED,
    Interval,
    Pair,
    bootstrap,
    halves,
    mean,
    paired_difference,
    recall,
)
from incidents.importing.linked_issues import LinkedIssues, read_linked_issues
from incidents.models import Incident
from incidents.queries.likeness import look_alikes_of
from incidents.queries.plain_ranking import PLAIN, plain_hits

DEPTHS = (5, 10)
DEEPEST = max(DEPTHS)
OURS = "look-alikes"
Hits = Mapping[int, Sequence[int]]
Ask = Callable[[Incident], list[int]]


class Command(BaseCommand):
    """Measure how often look-alikes find what people linked."""

    help = (
        "Load the issues of a folder (one CSV file of issues, one *-combined.csv of linked pairs) into a "
        "launch that is rolled back, ask for the look-alikes of both sides of each pair, and print recall at "
        "5 and 10 beside plain full-text ranking. Nothing is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and whether to name what was missed."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--misses", action="store_true", help="name each pair not found among the first 10"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, ask, print."""
        try:
            linked = read_linked_issues(options["folder"])
        except DomainError as error:
            raise CommandError(f"{error.field}: {error.message}") from error
        with scratch_launch(linked.issues) as incidents:
            found = self._ask(linked, incidents)
            pairs = [(incidents[one].pk, incidents[other].pk) for one, other in linked.pairs]
        self.stdout.write(_report(found, pairs))
        if options["misses"]:
            titles = {incident.pk: incident.title for incident in incidents.values()}
            self.stdout.write("\n".join(_misses(found[OURS], pairs, titles)))

    def _ask(self, linked: LinkedIssues, incidents: Mapping[str, Incident]) -> Mapping[str, Hits]:
        """What each way finds for each linked issue."""
        sides = [incidents[key] for key in sorted({key for pair in linked.pairs for key in pair})]
        found: dict[str, Hits] = {}
        with Progress(console=Console(stderr=True)) as progress:
            for name, ask in _ways().items():
                bar = progress.add_task(name, total=len(sides))
                hits = {}
                for incident in sides:
                    hits[incident.pk] = ask(incident)
                    progress.advance(bar)
                found[name] = hits
        return found


def _ways() -> Mapping[str, Ask]:
    def ours(incident: Incident) -> list[int]:
        return [each.incident_id for each in look_alikes_of(incident, limit=DEEPEST)]

    def plainly(name: str) -> Ask:
        return lambda incident: plain_hits(PLAIN[name], incident.pk, limit=DEEPEST)

    return {OURS: ours, **{name: plainly(name) for name in PLAIN}}


def _report(found: Mapping[str, Hits], pairs: Sequence[Pair]) -> str:
    """A table of every way, and by how much ours is ahead of the best plain one."""
    strongest = max(PLAIN, key=lambda name: mean(recall(found[name], pairs, DEEPEST)))
    table = Table("ranking", *(f"recall at {depth}" for depth in DEPTHS))
    for name, hits in found.items():
        table.add_row(name, *(_percent(bootstrap(recall(hits, pairs, depth))) for depth in DEPTHS))
    console = Console(highlight=False, width=100)
    with console.capture() as printed:
        console.print(f"{len(pairs)} linked pairs, each asked from both sides")
        console.print(table)
        for depth in DEPTHS:
            ours, theirs = recall(found[OURS], pairs, depth), recall(found[strongest], pairs, depth)
            console.print(f"ahead of {strongest} at {depth}: {_points(paired_difference(ours, theirs))}")
            console.print(f"  in two halves of the pairs: {_in_halves(ours, theirs)}")
        console.print(f"95 % intervals: {DRAWS:,} paired bootstrap draws, seed {SEED}")
    return printed.get()


def _percent(figure: Interval) -> str:
    return f"{figure.value:.1%} ({figure.low:.1%} to {figure.high:.1%})"


def _points(figure: Interval) -> str:
    return f"{100 * figure.value:+.1f} points ({100 * figure.low:+.1f} to {100 * figure.high:+.1f})"


def _in_halves(ours: Sequence[float], theirs: Sequence[float]) -> str:
    ahead = [one - other for one, other in zip(ours, theirs, strict=True)]
    return ", ".join(f"{100 * mean([ahead[n] for n in half]):+.1f}" for half in halves(len(ahead)))


def _misses(hits: Hits, pairs: Sequence[Pair], titles: Mapping[int, str]) -> list[str]:
    sides = [side for one, other in pairs for side in ((one, other), (other, one))]
    return [f"missed: {titles[a]} -> {titles[b]}" for a, b in sides if b not in hits[a]]
