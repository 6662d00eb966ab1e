"""Seeding in small steps: each life and the progress that counts it are one transaction."""

import time
from datetime import datetime

from django.db import transaction

from hypercare.demo.actions.cast import Cast
from hypercare.demo.actions.living import live
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.models import SeedRun
from hypercare.launches.models import Launch


def continue_seeding(*, at: datetime, budget_seconds: float) -> bool:
    """Live for about so many seconds; whether there is more to do and nobody else does it."""
    ends = time.monotonic() + budget_seconds
    casts: dict[int, Cast] = {}
    while live_next(casts, at=at):
        if time.monotonic() >= ends:
            return True
    return False


@transaction.atomic
def live_next(casts: dict[int, Cast], *, at: datetime) -> bool:
    """Make the next report of an unfinished run; False when there is none or another worker has it.

    A worker killed here leaves nothing of this report behind, and it is made again.
    """
    runs = SeedRun.objects.select_for_update(skip_locked=True).filter(finished_at=None)
    run = runs.order_by("pk").first()
    if run is None:
        return False
    if run.launch_id not in casts:
        casts[run.launch_id] = Cast.of(Launch.objects.get(pk=run.launch_id))
    live(plan_lives(run.until)[run.done_count], casts[run.launch_id], until=run.until)
    run.done_count += 1
    run.finished_at = at if run.done_count == run.total_count else None
    run.save(update_fields=["done_count", "finished_at"])
    return True
