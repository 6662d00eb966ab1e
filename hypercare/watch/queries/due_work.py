"""What waits to be done, by the task that does it: each a bounded read of the index its sweep uses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from dashboards.actions.marking import READER as DASHBOARDS
from dashboards.models import Period
from feedback.actions.following import READER as FEEDBACK
from hypercare.demo.models import SeedRun
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch
from hypercare.notifications.models import OutgoingMessage
from hypercare.watch.domain.duties import Work
from hypercare.watch.models import DutyRun
from incidents.actions.following import unread_by
from incidents.actions.sweeps import CLOSE_AFTER, unsettled_fixes
from incidents.domain.lifecycle import State
from incidents.models import Clock, Incident

COUNTED = 1000  # beyond it, "999+"
NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of due work: its name, where it is read, and how long after its instant it counts as late."""

    noun: str
    grace: timedelta
    measure: Callable[[str, timedelta, datetime], Work]


def works(*, at: datetime) -> list[Work]:
    """What waits for each duty that has rows of its own."""
    return [work_of(task, at=at) for task in KINDS]


def work_of(task: str, *, at: datetime) -> Work:
    """What waits for this duty."""
    kind = KINDS[task]
    return kind.measure(task, kind.grace, at)


def _dated(
    due: Callable[[datetime], QuerySet[Any]],
    column: str,
    task: str,
    grace: timedelta,
    at: datetime,
    *,
    after: timedelta = NOTHING,
) -> Work:
    """Rows due by `after` past the instant in their column, oldest first."""
    return _measured(due(at).order_by(column), column, task, late_before=at - grace, after=after)


def _measured(
    rows: QuerySet[Any], column: str, task: str, *, late_before: datetime, after: timedelta = NOTHING
) -> Work:
    """The first rows, counted in one statement; they come oldest first."""
    found = rows[:COUNTED].aggregate(
        waiting=Count(column),
        late=Count(column, filter=Q(**{f"{column}__lt": late_before - after})),
        oldest=Min(column),
    )
    oldest = found["oldest"]
    return Work(task, found["waiting"], found["late"], oldest and oldest + after)


def _undated(count: Callable[[], int], task: str, grace: timedelta, at: datetime) -> Work:
    """Rows that do not say since when they wait: their duty has been able to see them since it last ended."""
    waiting = count()
    if not waiting:
        return Work(task)
    run = DutyRun.objects.filter(task=task).first()
    since = run.since if run else at
    return Work(task, waiting, waiting if at - since > grace else 0, since)


def _due_items(at: datetime) -> QuerySet[RawItem]:
    return RawItem.objects.due(at)  # Uses index: raw_item_due


def _stale_incidents(at: datetime) -> QuerySet[Incident]:
    return Incident.objects.stale(at)  # Uses index: incident_stale


def _due_clocks(at: datetime) -> QuerySet[Clock]:
    return Clock.objects.due(at)  # Uses index: clock_due


def _snoozed(at: datetime) -> QuerySet[Incident]:
    return Incident.objects.filter(snoozed_until__lte=at)  # Uses index: incident_snoozed


def _updates_to_remind_of(at: datetime) -> QuerySet[Incident]:
    return Incident.objects.filter(update_remind_at__lt=at)  # Uses index: incident_to_update


def _incidents_to_close(at: datetime) -> QuerySet[Incident]:
    resolved = Incident.objects.filter(state=State.RESOLVED, source="")
    return resolved.filter(resolved_at__lte=at - CLOSE_AFTER)  # Uses index: incident_to_close


def _due_periods(at: datetime) -> QuerySet[Period]:
    return Period.objects.filter(due_at__lte=at)  # Uses index: period_due


def _due_messages(at: datetime) -> QuerySet[OutgoingMessage]:
    return OutgoingMessage.objects.due(at)  # Uses index: outgoing_due


def _unread(reader: str, task: str, grace: timedelta, at: datetime) -> Work:
    """Events a reader has not come to. Uses index: event_by_transaction."""
    return _measured(unread_by(reader), "recorded_at", task, late_before=at - grace)


def _behind_their_calendar() -> int:
    """Incidents planned by earlier hours, however many launches. Uses index: incident_by_calendar."""
    older = Incident.objects.filter(launch=OuterRef("pk"), calendar_version__lt=OuterRef("calendar_version"))
    behind = [
        Incident.objects.filter(launch=launch, calendar_version__lt=launch.calendar_version)
        .order_by()
        .values("pk")[:COUNTED]
        for launch in Launch.objects.filter(Exists(older))
    ]
    first = behind[0] if behind else Incident.objects.none()
    return _capped([first.union(*behind[1:], all=True).count()])


def _unmade_reports() -> int:
    unfinished = SeedRun.objects.filter(finished_at=None)
    missing = unfinished.annotate(missing=F("total_count") - F("done_count"))
    return _capped(missing.values_list("missing", flat=True))


def _unsettled_fixes() -> int:
    return unsettled_fixes()[:COUNTED].count()  # Uses index: incident_by_release


def _capped(counts: Iterable[int]) -> int:
    return min(sum(counts), COUNTED)


_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)

KINDS: Mapping[str, Kind] = {
    "feedback.tasks.sweep_raw_items": Kind(
        "items to understand", _MINUTE, partial(_dated, _due_items, "next_check_at")
    ),
    "incidents.tasks.sweep_priorities": Kind(
        "priorities to compute", _MINUTE, partial(_dated, _stale_incidents, "stale_since")
    ),
    "incidents.tasks.sweep_clocks": Kind(
        "warnings and breaches to record", 30 * _SECOND, partial(_dated, _due_clocks, "next_check_at")
    ),
    "incidents.tasks.sweep_calendars": Kind(
        "incidents to plan anew", 2 * _MINUTE, partial(_undated, _behind_their_calendar)
    ),
    "incidents.tasks.wake_snoozed": Kind(
        "snoozed incidents to bring back", 2 * _MINUTE, partial(_dated, _snoozed, "snoozed_until")
    ),
    "incidents.tasks.settle_releases": Kind(
        "fixes to settle", 2 * _MINUTE, partial(_undated, _unsettled_fixes)
    ),
    "incidents.tasks.remind_of_updates": Kind(
        "overdue updates to remind of",
        2 * _MINUTE,
        partial(_dated, _updates_to_remind_of, "update_remind_at"),
    ),
    "incidents.tasks.close_resolved": Kind(
        "incidents to close",
        15 * _MINUTE,
        partial(_dated, _incidents_to_close, "resolved_at", after=CLOSE_AFTER),
    ),
    "feedback.tasks.follow_incidents": Kind(
        "events to tell reporters of", _MINUTE, partial(_unread, FEEDBACK)
    ),
    "dashboards.tasks.mark_dirty_days": Kind("events to count", _MINUTE, partial(_unread, DASHBOARDS)),
    "dashboards.tasks.roll_up": Kind(
        "days and weeks to compute", 5 * _MINUTE, partial(_dated, _due_periods, "due_at")
    ),
    "hypercare.demo.tasks.continue_seeding": Kind(
        "reports of the demo to make", 2 * _MINUTE, partial(_undated, _unmade_reports)
    ),
    "hypercare.notifications.tasks.send_due_messages": Kind(
        "mails to send", 2 * _MINUTE, partial(_dated, _due_messages, "not_before")
    ),
}
