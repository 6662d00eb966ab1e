"""Does every row equal its history?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from incidents.actions.projection import differences, fill_clock, plans_for
from incidents.domain.history import Event, fold
from incidents.models import Clock, Incident, IncidentEvent
from incidents.models.incident import IncidentQuerySet

COMPARED = ("state", "priority", "due_at", "met_at", "breached_at")
Difference = tuple[str, Any, Any]


@dataclass(frozen=True, slots=True)
class History:
    """A stored row with its events and clocks."""

    incident: Incident
    events: list[Event]
    clocks: list[Clock]


def histories_after(incidents: IncidentQuerySet, after: int, *, limit: int) -> list[History]:
    """The next rows by primary key with all their events and clocks, as of one instant, in three queries."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _read(incidents.filter(pk__gt=after)[:limit])


def _read(incidents: IncidentQuerySet) -> list[History]:
    rows = list(incidents)
    events: dict[int, list[Event]] = {row.pk: [] for row in rows}
    for event in IncidentEvent.objects.filter(incident__in=events).order_by("incident_id", "seq"):
        events[event.incident_id].append(event.as_domain())
    clocks: dict[int, list[Clock]] = {row.pk: [] for row in rows}
    for clock in Clock.objects.filter(incident__in=clocks):
        clocks[clock.incident_id].append(clock)
    return [History(row, events[row.pk], clocks[row.pk]) for row in rows]


def differences_in(history: History, *, at: datetime) -> Iterator[Difference]:
    """Each field whose stored value is not what the events say: name, stored, replayed."""
    incident = history.incident
    if [event.seq for event in history.events] != list(range(1, incident.last_seq + 1)):
        yield "last_seq", incident.last_seq, len(history.events)
    if not history.events:
        return
    state = fold(history.events)
    for name, (stored, replayed) in differences(incident, state).items():
        yield name, stored, replayed
    if incident.is_open and incident.calendar_version == incident.launch.calendar_version:
        yield from _clock_differences(history, at)


def _clock_differences(history: History, at: datetime) -> Iterator[Difference]:
    """Clocks of open incidents; a breach younger than the last sweep is not yet a difference."""
    state = fold(history.events)
    stored = {clock.kind: clock for clock in history.clocks}
    for plan in plans_for(history.incident, state):
        if state.priority is None:
            return
        clock = stored.get(plan.kind)
        if clock is None:
            yield f"{plan.kind} clock", None, plan.due_at
            continue
        fresh = fill_clock(Clock(warned_at=clock.warned_at), plan, priority=state.priority, at=at)
        for name in COMPARED:
            kept, replayed = getattr(clock, name), getattr(fresh, name)
            if kept != replayed and not _is_due_now(clock, at):
                yield f"{plan.kind} clock {name}", kept, replayed


def _is_due_now(clock: Clock, at: datetime) -> bool:
    return clock.next_check_at is not None and clock.next_check_at <= at
