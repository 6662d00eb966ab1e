"""Does every row equal its history?"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from incidents.actions.projection import breaches_behind, copy_to_row, differences, fill_clock, plans_for
from incidents.domain.clocks import ClockPlan
from incidents.domain.history import Event, IncidentState, fold
from incidents.models import Clock, Incident, IncidentEvent
from incidents.models.incident import IncidentQuerySet

FIRST_CALENDAR = 1
COPIED = ("next_due_at", "next_at_risk_at", "breached_at")
BY_HISTORY = ("priority", "started_at", "met_at")
BY_CALENDAR = ("due_at", "at_risk_at", "warn_at")
BY_SWEEP = ("state", "breached_at")
Difference = tuple[str, Any, Any]


@dataclass(frozen=True, slots=True)
class History:
    """A stored row with its events and clocks."""

    incident: Incident
    events: list[Event]
    clocks: list[Clock]

    @property
    def is_by_present_calendar(self) -> bool:
        """Whether its clocks follow the hours in force now; at rest they keep those of their time."""
        incident, version = self.incident, self.incident.launch.calendar_version
        return incident.calendar_version == version and (incident.is_open or version == FIRST_CALENDAR)


def histories_after(incidents: IncidentQuerySet, after: int, *, limit: int) -> list[History]:
    """The next rows by primary key with all their events and clocks, as of one instant, in three queries."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return histories_of(incidents.filter(pk__gt=after)[:limit])


def histories_of(incidents: IncidentQuerySet) -> list[History]:
    """These rows, whose launch is loaded with them, with all their events and clocks."""
    rows = list(incidents)
    events: dict[int, list[Event]] = {row.pk: [] for row in rows}
    for event in IncidentEvent.objects.filter(incident__in=events).order_by("incident_id", "seq"):
        events[event.incident_id].append(event.as_domain())
    clocks: dict[int, list[Clock]] = {row.pk: [] for row in rows}
    for clock in Clock.objects.filter(incident__in=clocks).order_by("kind"):
        clocks[clock.incident_id].append(clock)
    return [History(row, events[row.pk], clocks[row.pk]) for row in rows]


def differences_in(history: History, *, at: datetime) -> Iterator[Difference]:
    """Each field whose stored value is not what the events say: name, stored, replayed.

    `at` is an instant no earlier than the reading of the rows.
    """
    incident = history.incident
    if [event.seq for event in history.events] != list(range(1, incident.last_seq + 1)):
        yield "last_seq", incident.last_seq, len(history.events)
    if not history.events:
        return
    state = fold(history.events)
    for name, (stored, replayed) in differences(incident, state).items():
        yield name, stored, replayed
    yield from _copied_differences(history)
    yield from _clock_differences(history, state, at)


def _copied_differences(history: History) -> Iterator[Difference]:
    """What the queue shows of the clocks, against the clocks."""
    copied = copy(history.incident)
    copy_to_row(copied, history.clocks)
    yield from _unequal("", COPIED, history.incident, copied)


def _clock_differences(history: History, state: IncidentState, at: datetime) -> Iterator[Difference]:
    """Clocks against the plans; what fell due since the last sweep is not yet a difference."""
    plans = plans_for(history.incident, state)
    stored = {clock.kind: clock for clock in history.clocks}
    for plan in plans:
        clock = stored.get(plan.kind)
        if clock is not None:
            yield from _compared(clock, plan, history, state, at)
        elif history.is_by_present_calendar:
            yield f"{plan.kind} clock", None, plan.due_at
    if history.is_by_present_calendar:
        swept = [plan for plan in plans if plan.kind in stored and not _is_due(stored[plan.kind], at)]
        for kind, due_at in breaches_behind(swept, history.events, at=at):
            yield f"{kind} breach", None, due_at


def _compared(
    clock: Clock, plan: ClockPlan, history: History, state: IncidentState, at: datetime
) -> Iterator[Difference]:
    if state.priority is None:
        return
    planned = fill_clock(Clock(warned_at=clock.warned_at), plan, priority=state.priority, at=at)
    names = list(BY_HISTORY)
    if history.is_by_present_calendar:
        names += BY_CALENDAR if _is_due(clock, at) else (*BY_CALENDAR, *BY_SWEEP)
    yield from _unequal(f"{plan.kind} clock ", names, clock, planned)


def _unequal(prefix: str, names: Iterable[str], stored: object, replayed: object) -> Iterator[Difference]:
    for name in names:
        pair = getattr(stored, name), getattr(replayed, name)
        if pair[0] != pair[1]:
            yield f"{prefix}{name}", *pair


def _is_due(clock: Clock, at: datetime) -> bool:
    return clock.next_check_at is not None and clock.next_check_at <= at
