"""Batch actions: what is due, found by an indexed column and done in one transaction a batch."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from hypercare.launches.domain.releases import ReleaseState
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch, Release, Service
from hypercare.lib.errors import DomainError
from incidents.actions.batches import replan_incidents
from incidents.actions.fixing import SOLVED, settle_fix
from incidents.actions.hotness import recent_reports
from incidents.actions.lifecycle import close_incident
from incidents.actions.major import miss_updates
from incidents.actions.ringing import ring, told_in_order, warn, write_rung
from incidents.actions.snoozing import end_snooze, wake_for_clocks
from incidents.actions.story import Actor
from incidents.actions.triage import prioritise_incident
from incidents.domain.lifecycle import State
from incidents.domain.rank import is_hot
from incidents.models import Clock, Incident
from incidents.models.incident import OPEN, IncidentQuerySet

logger = logging.getLogger(__name__)

BATCH_SIZE = 500
CLOSE_AFTER = timedelta(days=5)
SWEPT = ("launch_id", "last_seq", "breached_at", "snoozed_until")  # all that a sweep of clocks needs of a row


@transaction.atomic
def sweep_clocks(*, at: datetime) -> int:
    """Warn at 90 % and record breaches at their exact due instant; returns how many clocks were due."""
    _walk_indexes()
    due = Clock.objects.due(at).order_by("next_check_at").values_list("incident_id", flat=True)[:BATCH_SIZE]
    rows = Incident.objects.select_for_update(no_key=True, skip_locked=True).only(*SWEPT)
    incidents = {row.pk: row for row in rows.filter(pk__in=set(due))}
    clocks = list(Clock.objects.due(at).filter(incident__in=incidents).order_by("next_check_at"))
    to_warn = [clock for clock in clocks if clock.warned_at is None]
    steps = [
        step
        for clock in clocks
        for incident in (incidents[clock.incident_id],)
        for step in ring(clock, incident, at=at)
    ]
    if clocks:
        write_rung(clocks, incidents.values(), told_in_order(steps, at=at))
        warn([clock for clock in to_warn if clock.warned_at], at=at)
        rung = {step.incident.pk: step.incident for step in steps}
        wake_for_clocks((each for each in rung.values() if each.snoozed_until), at=at)
    for launch_id in {row.launch_id for row in incidents.values()}:
        announce_change(launch_id)
    return len(clocks)


def _walk_indexes() -> None:
    """Until this transaction ends, read what is due in the order of its index.

    A walk lets PostgreSQL forget the entries of what was due before; a bitmap, which it takes for cheaper,
    reads them all again each second until the next vacuum, and large tables are seldom vacuumed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_bitmapscan = off")


def sweep_priorities(*, at: datetime) -> int:
    """Compute priority and rank wherever the message was lost; returns how many that was done for."""
    stale = Incident.objects.stale(at).order_by("stale_since")[:BATCH_SIZE]
    return _each(stale, lambda incident: prioritise_incident(incident, at=at))


def sweep_calendars(*, at: datetime) -> int:
    """Plan anew after hours, zone or policy changed. What was kept or broken before stays as it was."""
    count = 0
    older = Incident.objects.filter(launch=OuterRef("pk"), calendar_version__lt=OuterRef("calendar_version"))
    for launch in Launch.objects.filter(Exists(older)):  # Uses index: incident_by_calendar
        outdated = Incident.objects.filter(launch=launch, calendar_version__lt=launch.calendar_version)
        planned = Exists(Clock.objects.filter(incident=OuterRef("pk")))
        outdated.exclude(OPEN).filter(planned).update(calendar_version=launch.calendar_version)
        ids = list(outdated.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])
        count += replan_incidents(ids, at=at)
    return count


@transaction.atomic
def sweep_hot_services(*, at: datetime) -> int:
    """Mark services with unusually many reports; the rank of their open incidents follows."""
    hot = {pk for pk, (last_day, week) in recent_reports(at=at).items() if is_hot(last_day, week)}
    risen = Service.objects.filter(pk__in=hot, hot_since=None)
    cooled = Service.objects.exclude(pk__in=hot).exclude(hot_since=None)
    changed = [*risen.values_list("pk", flat=True), *cooled.values_list("pk", flat=True)]
    risen.update(hot_since=at)
    Service.objects.filter(pk__in=set(changed) - hot).update(hot_since=None)
    Incident.objects.open().filter(service__in=changed).update(stale_since=at)
    return len(changed)


def close_resolved(*, at: datetime) -> int:
    """Close what has been resolved for `CLOSE_AFTER` without anybody objecting; imports are left alone."""
    resolved = Incident.objects.filter(state=State.RESOLVED, source="", resolved_at__lte=at - CLOSE_AFTER)
    batch = resolved.order_by("resolved_at")[:BATCH_SIZE]
    return _each(batch, lambda incident: close_incident(incident, actor=Actor.bot(), at=at))


def wake_snoozed(*, at: datetime) -> int:
    """Bring back into the inbox what was snoozed until now. Uses index: incident_snoozed."""
    due = Incident.objects.filter(snoozed_until__lte=at).order_by("snoozed_until")[:BATCH_SIZE]
    return _each(due, lambda incident: end_snooze(incident, at=at))


def settle_releases(*, at: datetime) -> int:
    """Resolve what was fix ready in a release that is deployed; reopen what one resolved that is no more."""
    return _each(unsettled_fixes().order_by("pk")[:BATCH_SIZE], lambda incident: settle_fix(incident, at=at))


def unsettled_fixes() -> IncidentQuerySet:
    """The incidents that a release has still to change. Uses index: incident_by_release."""
    deployed = Release.objects.filter(state=ReleaseState.DEPLOYED)
    undone = Release.objects.filter(state=ReleaseState.ROLLED_BACK)
    return Incident.objects.filter(
        Q(release__in=deployed, state=State.FIX_READY)
        | Q(release__in=undone, state__in=[State.FIX_READY, *SOLVED]),
        release__isnull=False,
    )


def remind_of_updates(*, at: datetime) -> int:
    """Tell whoever leads that an update of a major incident is overdue. Uses index: incident_to_update."""
    due = Incident.objects.filter(update_remind_at__lt=at).order_by("update_remind_at")[:BATCH_SIZE]
    return _each(due, lambda incident: miss_updates(incident, at=at))


def _each(batch: Iterable[Incident], act: Callable[[Incident], object]) -> int:
    """Act on each by itself, so that one which cannot be done holds up no other; how many were done."""
    count = 0
    for incident in batch:
        try:
            act(incident)
        except DomainError as refused:
            logger.warning("%s was left as it is: %s", incident.pk, refused)  # somebody may have been quicker
        except Exception:
            logger.exception("%s is left to the next sweep", incident.pk)
        else:
            count += 1
    return count
