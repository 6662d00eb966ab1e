"""Doing what a sweep has left undone: the sweep's own action, step by step, for a bounded time."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from time import monotonic

from dashboards import actions as dashboards
from feedback import actions as feedback
from hypercare.demo import actions as demo
from hypercare.notifications.actions import send_due_messages
from incidents.actions import sweeps

logger = logging.getLogger(__name__)

REPAIR_SECONDS = 5.0  # a duty; what is left over is the next audit's
Step = Callable[[datetime], object]


def repair(task: str, *, at: datetime) -> None:
    """Do what this duty left behind. An error is logged: it must not keep the next duty waiting."""
    ends = monotonic() + REPAIR_SECONDS
    try:
        while REPAIRS[task](at) and monotonic() < ends:
            pass
    except Exception:
        logger.exception("could not repair what %s left behind", task)


def _count_ratings_and_calendars(at: datetime) -> None:
    dashboards.mark_ratings(at=at)
    dashboards.mark_recalculated(at=at)


def _mark(at: datetime) -> int:
    count = dashboards.follow_changes(at=at)
    if not count:
        _count_ratings_and_calendars(at)
    return count


def _seed(at: datetime) -> None:
    demo.continue_seeding(at=at, budget_seconds=REPAIR_SECONDS)


# One step of each duty, in the order in which one leads to the next; a step that did nothing is the last.
REPAIRS: Mapping[str, Step] = {
    "feedback.tasks.sweep_raw_items": lambda at: feedback.try_item(at=at),
    "incidents.tasks.sweep_hot_services": lambda at: sweeps.sweep_hot_services(at=at),
    "incidents.tasks.sweep_priorities": lambda at: sweeps.sweep_priorities(at=at),
    "incidents.tasks.sweep_calendars": lambda at: sweeps.sweep_calendars(at=at),
    "incidents.tasks.sweep_clocks": lambda at: sweeps.sweep_clocks(at=at),
    "incidents.tasks.wake_snoozed": lambda at: sweeps.wake_snoozed(at=at),
    "incidents.tasks.settle_releases": lambda at: sweeps.settle_releases(at=at),
    "incidents.tasks.close_resolved": lambda at: sweeps.close_resolved(at=at),
    "feedback.tasks.follow_incidents": lambda at: feedback.follow_incidents(at=at),
    "dashboards.tasks.mark_dirty_days": _mark,
    "dashboards.tasks.roll_up": lambda at: dashboards.roll_up_next(at=at),
    "hypercare.demo.tasks.continue_seeding": _seed,
    "hypercare.notifications.tasks.send_due_messages": lambda at: send_due_messages(at=at),
}
