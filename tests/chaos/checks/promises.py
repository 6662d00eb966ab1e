"""Histories, clocks, breaches, warnings and priorities against a clean computation."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction

from incidents.actions import prioritise_incident
from incidents.actions.projection import CLOCK_FIELDS, fill_clock, plans_for
from incidents.actions.sweeps import sweep_hot_services
from incidents.domain.clocks import ClockKind, ClockPlan, ClockState
from incidents.domain.history import Event, EventKind, fold
from incidents.models import Clock, Incident, IncidentEvent
from incidents.queries.verification import History, differences_in
from tests.chaos.checks.findings import Findings, Held

SWEPT_WITHIN = timedelta(seconds=10)  # an outage of the database with all its reconnecting
OF_CLOCKS = frozenset({EventKind.TARGET_WARNED, EventKind.TARGET_BREACHED})


@dataclass(frozen=True, slots=True)
class Reign:
    """A plan, from the act that made it until the next act on the incident."""

    plan: ClockPlan
    made_at: datetime
    until: datetime

    def passes(self, instant: datetime | None) -> bool:
        """Whether an instant of the plan was reached while it was in force."""
        return instant is not None and instant < self.until

    def outlasts(self, instant: datetime | None) -> bool:
        """Whether it was in force long enough after an instant for a sweep to come by."""
        return instant is not None and max(instant, self.made_at) + SWEPT_WITHIN < self.until


def histories(held: Held) -> Findings:
    """What `verify_history` finds."""
    found = Findings()
    for history in held.histories:
        wrong = [f"{name}: {one} not {other}" for name, one, other in differences_in(history, at=held.at)]
        found.look(f"{history.incident.key} {'; '.join(wrong)}", is_right=not wrong)
    return found


def clocks(held: Held) -> Findings:
    """Every column of every clock, planned anew from the events alone."""
    found = Findings()
    for history in held.histories:
        stored = {clock.kind: clock for clock in history.clocks}
        state = fold(history.events)
        plans = {plan.kind.value: plan for plan in plans_for(history.incident, state)}
        found.look(f"{history.incident.key} has {sorted(stored)}", is_right=stored.keys() == plans.keys())
        for kind, clock in stored.items():
            if kind in plans and state.priority is not None:
                wrong = _unequal(clock, plans[kind], history, held)
                found.look(f"{history.incident.key} {kind}: {'; '.join(wrong)}", is_right=not wrong)
    return found


def _unequal(clock: Clock, plan: ClockPlan, history: History, held: Held) -> list[str]:
    """Columns that differ; one that falls due between the last sweep and now may stand either way."""
    priority = fold(history.events).priority
    if priority is None:
        return []
    is_between = clock.next_check_at is not None and clock.next_check_at > held.swept_at
    at = held.swept_at if is_between else held.at
    clean = fill_clock(Clock(warned_at=clock.warned_at), plan, priority=priority, at=at)
    pairs = {name: (getattr(clock, name), getattr(clean, name)) for name in CLOCK_FIELDS}
    return [f"{name} {one} not {other}" for name, (one, other) in pairs.items() if one != other]


def breaches(held: Held) -> Findings:
    """Each breach event is at a due instant of a plan that was in force; each broken clock has one."""
    return _told(held, EventKind.TARGET_BREACHED, "breached_at", "due_at")


def warnings(held: Held) -> Findings:
    """Each warning event is at a warning instant of a plan that was in force; each warned clock has one."""
    found = _told(held, EventKind.TARGET_WARNED, "warned_at", "warn_at")
    for history in held.histories:
        counts = Counter(
            _clock_of(event) for event in history.events if event.kind is EventKind.TARGET_WARNED
        )
        twice = [kind for kind, count in counts.items() if count > 1]
        found.look(f"{history.incident.key} warned twice: {twice}", is_right=not twice)
    return found


def _told(held: Held, kind: EventKind, column: str, instant: str) -> Findings:
    found = Findings()
    for history in held.histories:
        told = Counter((_clock_of(event), event.at) for event in history.events if event.kind is kind)
        lawful = {(reign.plan.kind.value, getattr(reign.plan, instant)) for reign in reigns(history)}
        for (clock_kind, at), count in told.items():
            is_right = count == 1 and (clock_kind, at) in lawful
            words = f"{history.incident.key} {clock_kind} {kind} at {at}: {count} times"
            found.look(words, is_right=is_right)
        for clock in history.clocks:
            at = getattr(clock, column)
            if at is not None:
                words = f"{history.incident.key} {clock.kind} {column} {at} is not told"
                found.look(words, is_right=told[clock.kind, at] == 1)
    return found


def untold(held: Held) -> Findings:
    """Whatever fell due while its plan was in force is told: the breach always, the warning once.

    Nobody is warned of what was settled before any sweep could see it.
    """
    found = Findings()
    for history in held.histories:
        told = {(event.kind, _clock_of(event), event.at) for event in history.events}
        warned = {_clock_of(event) for event in history.events if event.kind is EventKind.TARGET_WARNED}
        for reign in reigns(history, until=held.swept_at):
            plan, kind = reign.plan, reign.plan.kind.value
            if plan.state is not ClockState.RUNNING:
                continue
            if reign.passes(plan.due_at):
                is_told = (EventKind.TARGET_BREACHED, kind, plan.due_at) in told
                found.look(f"{history.incident.key} {kind} due {plan.due_at} is untold", is_right=is_told)
            is_new = plan.due_at is not None and plan.due_at >= reign.made_at
            if is_new and reign.outlasts(plan.warn_at):
                words = f"{history.incident.key} {kind} warning at {plan.warn_at} is untold"
                found.look(words, is_right=kind in warned)
    return found


def reigns(history: History, *, until: datetime | None = None) -> Iterator[Reign]:
    """Every plan the history ever led to, in the order in which it was learnt."""
    acts = _acts(history.incident)
    known: list[Event] = []
    for number, act in enumerate(acts):
        known += act
        ends = acts[number + 1][0].at if number + 1 < len(acts) else until
        last = max(event.at for event in act)
        for plan in plans_for(history.incident, fold(known)):
            yield Reign(plan, last, ends or last)


def _acts(incident: Incident) -> list[list[Event]]:
    """What changes plans, one list per transaction."""
    rows = IncidentEvent.objects.filter(incident=incident).order_by("seq")
    moving = [row for row in rows if row.kind not in OF_CLOCKS]
    return [[row.as_domain() for row in act] for _, act in groupby(moving, key=lambda row: row.tx)]


def _clock_of(event: Event) -> str:
    return str(ClockKind(event.payload["clock"])) if event.kind in OF_CLOCKS else ""


def priorities(held: Held) -> Findings:
    """Priority, rank of what is open, and hot services, computed again and thrown away.

    What is at rest keeps the rank it was put away with; opening it again computes it.
    """
    found = Findings()
    with transaction.atomic():
        changed = sweep_hot_services(at=held.at)
        found.look(f"{changed} services are hot or cold by mistake", is_right=changed == 0)
        for history in held.histories:
            stored = history.incident
            clean = prioritise_incident(stored, at=held.at)
            names = ["priority", "priority_source", "stale_since"]
            names += ["rank", "rank_terms"] if stored.is_open else []
            wrong = [name for name in names if getattr(stored, name) != getattr(clean, name)]
            found.look(f"{stored.key}: {', '.join(wrong)} differ", is_right=not wrong)
        transaction.set_rollback(True)
    return found
