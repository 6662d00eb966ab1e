"""What a sweep writes about clocks that fell due: the same few statements, however many clocks there are."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import connection

from hypercare.launches.models import Team
from hypercare.notifications.actions import queue_messages
from hypercare.notifications.models import Audience, OutgoingMessage
from incidents.actions.batches import copy_events
from incidents.actions.projection import next_check
from incidents.domain.clocks import ClockState, lateness
from incidents.domain.history import ActorKind, Event, EventKind
from incidents.domain.priority import Priority
from incidents.domain.undoing import UNDO_WITHIN
from incidents.models import Clock, Incident

UPDATE_CLOCKS_AND_INCIDENTS = """
    WITH clocks AS (
        UPDATE incidents_clock AS clock SET state = rung.state, breached_at = rung.breached_at,
            warned_at = rung.warned_at, next_check_at = rung.next_check_at
        FROM unnest(%(clocks)s::bigint[], %(states)s::text[], %(breached)s::timestamptz[],
            %(warned)s::timestamptz[], %(next)s::timestamptz[])
            AS rung (id, state, breached_at, warned_at, next_check_at)
        WHERE clock.id = rung.id
    )
    UPDATE incidents_incident AS incident SET last_seq = told.last_seq, breached_at = told.breached_at
    FROM unnest(%(incidents)s::bigint[], %(seqs)s::integer[], %(first_breached)s::timestamptz[])
        AS told (id, last_seq, breached_at)
    WHERE incident.id = told.id
"""
NEEDED_TO_WARN = ("number", "title", "team_id", "reader_ids", "launch__key", "assignee__email")


@dataclass(frozen=True, slots=True)
class Step:
    """What a clock has to tell of an instant that has passed."""

    clock: Clock
    incident: Incident
    kind: EventKind
    due_at: datetime


def ring(clock: Clock, incident: Incident, *, at: datetime) -> Iterable[Step]:
    """The steps of one due clock: its warning, its breach, or both when the sweep comes late."""
    if clock.warned_at is None and clock.warn_at is not None and clock.warn_at < at:
        clock.warned_at = clock.warn_at
        yield Step(clock, incident, EventKind.TARGET_WARNED, clock.warn_at)
    if clock.due_at is not None and clock.due_at < at:
        clock.state, clock.breached_at = ClockState.BREACHED, clock.due_at
        incident.breached_at = min(incident.breached_at or clock.due_at, clock.due_at)
        yield Step(clock, incident, EventKind.TARGET_BREACHED, clock.due_at)
    clock.next_check_at = next_check(clock)


def told_in_order(steps: Iterable[Step], *, at: datetime) -> Iterator[tuple[Incident, Event]]:
    """The steps as events at their due instants; each says by how much it was recorded late, if it was."""
    for step in sorted(steps, key=attrgetter("due_at")):
        step.incident.last_seq += 1
        late = int(lateness(step.due_at, at=at).total_seconds())
        payload = {"clock": step.clock.kind, **({"late_seconds": late} if late else {})}
        yield step.incident, Event(step.kind, step.due_at, step.incident.last_seq, ActorKind.BOT, payload)


def write_rung(
    clocks: Collection[Clock], incidents: Collection[Incident], told: Iterable[tuple[Incident, Event]]
) -> None:
    """Write events, clocks and rows."""
    copy_events((incident, "", event) for incident, event in told)
    written: dict[str, list[Any]] = {
        "clocks": [clock.pk for clock in clocks],
        "states": [str(clock.state) for clock in clocks],
        "breached": [clock.breached_at for clock in clocks],
        "warned": [clock.warned_at for clock in clocks],
        "next": [clock.next_check_at for clock in clocks],
        "incidents": [incident.pk for incident in incidents],
        "seqs": [incident.last_seq for incident in incidents],
        "first_breached": [incident.breached_at for incident in incidents],
    }
    with connection.cursor() as cursor:
        cursor.execute(UPDATE_CLOCKS_AND_INCIDENTS, written)


def warn(clocks: Collection[Clock], *, at: datetime) -> None:
    """Queue a mail about each clock to the assignee, or to the team when nobody is assigned.

    Unless it is a P1, the mail leaves when what was done to the incident just now can no longer be undone.
    """
    wanted = Incident.objects.filter(pk__in={clock.incident_id for clock in clocks})
    rows = wanted.select_related("launch", "assignee").only(*NEEDED_TO_WARN)
    incidents = {row.pk: row for row in rows}
    teams = _people_of_teams({row.team_id for row in incidents.values() if row.assignee is None})
    queue_messages(
        _warning(clock, incident, email, at=at)
        for clock in clocks
        for incident in (incidents[clock.incident_id],)
        for email in ([incident.assignee.email] if incident.assignee else teams[incident.team_id])
    )


def _warning(clock: Clock, incident: Incident, email: str, *, at: datetime) -> OutgoingMessage:
    late = lateness(clock.warn_at or at, at=at)
    verb = "was" if clock.due_at is not None and clock.due_at < at else "is"
    due = f"{clock.due_at:%d %B %Y %H:%M} UTC"
    told = f"\nThis is told {late // timedelta(minutes=1)} min late." if late else ""
    return OutgoingMessage(
        key=f"{warning_key(clock)}{email}",
        audience=Audience.STAFF,
        about=incident.key,
        to=email,
        subject=f"{incident.key}: 90 % of the {clock.kind} time has passed",
        body=f"{_name(incident)}\nThe {clock.kind} promise {verb} due {due}.{told}",
        queued_at=at,
        not_before=at if clock.priority == Priority.P1 else at + UNDO_WITHIN,
    )


def _name(incident: Incident) -> str:
    """Its key and title; of a restricted one the key, for a team has others in it."""
    return str(incident) if incident.reader_ids is None else incident.key


def warning_key(clock: Clock) -> str:
    """How the keys of a clock's warnings begin."""
    return f"warn:{clock.pk}:"


def _people_of_teams(team_ids: set[int | None]) -> Mapping[int | None, list[str]]:
    """The addresses of each team's active members; nobody of no team."""
    people: dict[int | None, list[str]] = {team_id: [] for team_id in team_ids}
    known = [team_id for team_id in team_ids if team_id is not None]
    active = Team.objects.filter(pk__in=known, members__is_active=True)
    for team_id, email in active.values_list("pk", "members__email"):
        people[team_id].append(email)
    return people
