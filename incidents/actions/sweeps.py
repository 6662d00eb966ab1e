"""Batch actions: what is due, found by an indexed column and done in one transaction a batch."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch, Service
from hypercare.notifications.actions import queue_message
from hypercare.notifications.models import Audience
from incidents.actions.batches import replan_incidents
from incidents.actions.lifecycle import close_incident
from incidents.actions.projection import next_check
from incidents.actions.story import Actor
from incidents.actions.triage import prioritise_incident
from incidents.domain.clocks import ClockState
from incidents.domain.history import ActorKind, EventKind
from incidents.domain.lifecycle import State
from incidents.domain.rank import is_hot
from incidents.models import Clock, Incident, IncidentEvent
from incidents.models.incident import OPEN

BATCH_SIZE = 500
CLOSE_AFTER = timedelta(days=5)


@transaction.atomic
def sweep_clocks(*, at: datetime) -> int:
    """Warn at 90 % and record breaches at their exact due instant; returns how many clocks were due."""
    due = Clock.objects.due(at).order_by("next_check_at").values_list("incident_id", flat=True)[:BATCH_SIZE]
    rows = Incident.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    incidents = {row.pk: row for row in rows.select_related("launch").filter(pk__in=set(due))}
    clocks = list(Clock.objects.due(at).filter(incident__in=incidents).order_by("next_check_at"))
    events: list[IncidentEvent] = []
    for clock in clocks:
        clock.incident = incidents[clock.incident_id]
        events += _ring(clock, at=at)
    IncidentEvent.objects.bulk_create(events)
    Clock.objects.bulk_update(clocks, ["state", "breached_at", "warned_at", "next_check_at"])
    Incident.objects.bulk_update(incidents.values(), ["last_seq", "breached_at"])
    for launch_id in {row.launch_id for row in incidents.values()}:
        announce_change(launch_id)
    return len(clocks)


def _ring(clock: Clock, *, at: datetime) -> Iterable[IncidentEvent]:
    """The events of one due clock: its warning, its breach, or both when the sweep comes late."""
    if clock.warned_at is None and clock.warn_at is not None and clock.warn_at < at:
        clock.warned_at = clock.warn_at
        _warn(clock, at=at)
        yield _event(clock, EventKind.TARGET_WARNED, clock.warn_at)
    if clock.due_at is not None and clock.due_at < at:
        clock.state, clock.breached_at = ClockState.BREACHED, clock.due_at
        incident = clock.incident
        incident.breached_at = min(incident.breached_at or clock.due_at, clock.due_at)
        yield _event(clock, EventKind.TARGET_BREACHED, clock.due_at)
    clock.next_check_at = next_check(clock)


def _event(clock: Clock, kind: EventKind, at: datetime) -> IncidentEvent:
    clock.incident.last_seq += 1
    return IncidentEvent(
        incident_id=clock.incident_id,
        launch_id=clock.launch_id,
        seq=clock.incident.last_seq,
        kind=kind,
        at=at,
        actor_kind=ActorKind.BOT,
        payload={"clock": clock.kind},
    )


def _warn(clock: Clock, *, at: datetime) -> None:
    incident = clock.incident
    for email in _people_to_warn(incident):
        queue_message(
            f"warn:{clock.pk}:{email}",
            audience=Audience.STAFF,
            about=incident.key,
            to=email,
            subject=f"{incident.key}: 90 % of the {clock.kind} time has passed",
            body=f"{incident}\nThe {clock.kind} promise is due {clock.due_at:%d %B %Y %H:%M} UTC.",
            at=at,
        )


def _people_to_warn(incident: Incident) -> list[str]:
    """The assignee's address, or those of the team when nobody is assigned."""
    if incident.assignee is not None:
        return [incident.assignee.email]
    if incident.team is None:
        return []
    return list(incident.team.members.filter(is_active=True).values_list("email", flat=True))


def sweep_priorities(*, at: datetime) -> int:
    """Compute priority and rank wherever the message was lost; returns how many were stale."""
    stale = list(Incident.objects.stale(at).order_by("stale_since")[:BATCH_SIZE])
    for incident in stale:
        prioritise_incident(incident, at=at)
    return len(stale)


def sweep_calendars(*, at: datetime) -> int:
    """Plan anew after hours, zone or policy changed. What was kept or broken before stays as it was."""
    count = 0
    for launch in Launch.objects.all():
        outdated = Incident.objects.filter(launch=launch, calendar_version__lt=launch.calendar_version)
        planned = Exists(Clock.objects.filter(incident=OuterRef("pk")))
        outdated.exclude(OPEN).filter(planned).update(calendar_version=launch.calendar_version)
        ids = list(outdated.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])
        count += replan_incidents(ids, at=at)
    return count


@transaction.atomic
def sweep_hot_services(*, at: datetime) -> int:
    """Mark services with unusually many reports; the rank of their open incidents follows."""
    day_ago, week_ago = at - timedelta(days=1), at - timedelta(days=8)
    recent = Incident.objects.filter(launch__hypercare_ends_at__gte=at, reported_at__range=(week_ago, at))
    counts = {
        service: is_hot(last_day, week - last_day)
        for service, last_day, week in recent.exclude(service=None)
        .values_list("service")
        .annotate(last_day=Count("pk", filter=Q(reported_at__gt=day_ago)), week=Count("pk"))
    }
    hot = {service for service, hot in counts.items() if hot}
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
    batch = list(resolved.order_by("resolved_at")[:BATCH_SIZE])
    for incident in batch:
        close_incident(incident, actor=Actor.bot(), at=at)
    return len(batch)
