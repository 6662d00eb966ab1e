"""Seeding in small steps: each life and the progress that counts it are one transaction."""

import logging
import time
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.lookups import GreaterThanOrEqual

from hypercare.demo.actions.cast import Cast
from hypercare.demo.actions.living import live
from hypercare.demo.domain.lives import Life
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.models import SeedRun
from hypercare.notifications.models import OutgoingMessage

logger = logging.getLogger(__name__)

OPEN_WORK = 40  # what is open comes first in each plan, and is made for every launch before the rest
NOT_ITS_FAULT = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


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
    """Make the next report of an unfinished run; False when there is none or other workers have them.

    A worker killed here leaves nothing of this report behind, and it is made again.
    """
    run = _next_run()
    if run is None:
        return False
    plot = PLOTS[run.launch.key]
    if run.launch_id not in casts:
        casts[run.launch_id] = Cast.of(plot, run.launch)
    _live_or_skip(plan_lives(plot, run.until)[run.done_count], casts[run.launch_id], run)
    _let_letters_leave(at)
    run.done_count += 1
    run.finished_at = at if run.done_count == run.total_count else None
    run.save(update_fields=["done_count", "finished_at", "skipped"])
    return True


def _next_run() -> SeedRun | None:
    """An unfinished run that nobody is at, locked."""
    runs = SeedRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(finished_at=None)
    is_begun = GreaterThanOrEqual(F("done_count"), OPEN_WORK)
    return runs.select_related("launch").order_by(is_begun, "pk").first()


def _let_letters_leave(at: datetime) -> None:
    """Letters of the past may leave from now on: nobody was late in sending them."""
    OutgoingMessage.objects.waiting().filter(attempt_count=0, not_before__lt=at).update(not_before=at)


def _live_or_skip(life: Life, cast: Cast, run: SeedRun) -> None:
    """Leave out a life that cannot be lived, and say why: the others do not wait for it."""
    try:
        with transaction.atomic():
            live(life, cast, until=run.until)
    except NOT_ITS_FAULT:
        raise
    except Exception as error:
        logger.exception("The demo leaves out %s of %s", life.key, cast.plot.key)
        run.skipped = [*run.skipped, {"life": life.key, "reason": f"{type(error).__name__}: {error}"}]
