"""How far the seeding of the demo is."""

from dataclasses import dataclass

from hypercare.demo.models import SeedRun


@dataclass(frozen=True, slots=True)
class Progress:
    """Reports made, of how many, and why some were left out."""

    done_count: int
    total_count: int
    left_out: tuple[str, ...]
    is_finished: bool


def seeding_progress() -> Progress:
    """All launches of the demo together; nothing of nothing where no demo is."""
    runs = list(SeedRun.objects.select_related("launch").order_by("pk"))
    return Progress(
        done_count=sum(run.done_count for run in runs),
        total_count=sum(run.total_count for run in runs),
        left_out=tuple(
            f"{run.launch.key} {each['life']}: {each['reason']}" for run in runs for each in run.skipped
        ),
        is_finished=all(run.finished_at for run in runs),
    )
