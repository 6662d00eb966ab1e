"""Writing what happened to many incidents at once: the same fold, a few statements."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db import connection, transaction
from django.utils import timezone

from hypercare.launches.live import announce_change
from incidents.actions import projection
from incidents.actions.snoozing import wake_for_clocks
from incidents.domain.history import EVENT_VERSION, ActorKind, Event, EventKind, IncidentState, fold
from incidents.models import Clock, Incident, IncidentEvent

Told = tuple[str, Event]  # an event with the identity of the imported row that tells of it, if one does


@dataclass
class Chapter:
    """What a batch adds to one incident: its events so far, the new ones, and its clocks after them."""

    incident: Incident
    earlier: Sequence[Event]
    fresh: list[Told]
    clocks: list[Clock] = field(default_factory=list)

    @property
    def events(self) -> list[Event]:
        """The whole history in the order in which it was learnt."""
        return [*self.earlier, *(event for _, event in self.fresh)]

    @cached_property
    def state(self) -> IncidentState:
        """What the history amounts to; breaches added later change nothing in it."""
        return fold(self.events)


@transaction.atomic
def replan_incidents(incident_ids: Iterable[int], *, at: datetime) -> int:
    """Plan clocks from the history and the calendar in force now; rows locked by others are left for later.

    Returns how many were planned.
    """
    rows = Incident.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    incidents = list(rows.select_related("launch").filter(pk__in=incident_ids).order_by("pk"))
    events, clocks = stored_events(incidents), stored_clocks(incidents)
    chapters = [Chapter(row, [event for _, event in events[row.pk]], []) for row in incidents]
    for chapter in chapters:
        plan_clocks(chapter, clocks[chapter.incident.pk], at=at)
    write_chapters(chapters)
    wake_for_clocks((each.incident for each in chapters if each.fresh and each.incident.snoozed_until), at=at)
    for launch_id in {row.launch_id for row in incidents}:
        announce_change(launch_id)
    return len(incidents)


def plan_clocks(chapter: Chapter, stored: Mapping[str, Clock], *, at: datetime) -> None:
    """Plan the clocks by the launch's policy, and tell of each breach that lies behind us."""
    incident, priority = chapter.incident, chapter.state.priority
    if priority is None:
        return
    plans = projection.plans_for(incident, chapter.state)
    for kind, due_at in projection.breaches_behind(plans, chapter.events, at=at):
        seq = len(chapter.earlier) + len(chapter.fresh) + 1
        breach = Event(EventKind.TARGET_BREACHED, due_at, seq, ActorKind.BOT, {"clock": kind.value})
        chapter.fresh.append(("", breach))
    at = projection.behind_the_told(chapter.events, at=at)
    chapter.clocks = projection.clocks_of(incident, plans, stored, priority=priority, at=at)


def write_chapters(chapters: Sequence[Chapter]) -> None:
    """Write rows, events and clocks; a row without earlier events is new and has its number."""
    for chapter in chapters:
        projection.project(chapter.incident, chapter.state)
        projection.copy_to_row(chapter.incident, chapter.clocks)
        chapter.incident.last_seq = len(chapter.earlier) + len(chapter.fresh)
    if not chapters:
        return
    Incident.objects.bulk_create([chapter.incident for chapter in chapters if not chapter.earlier])
    _update([chapter.incident for chapter in chapters if chapter.earlier])
    copy_events(
        (chapter.incident, identity, event) for chapter in chapters for identity, event in chapter.fresh
    )
    projection.write_clocks([clock for chapter in chapters for clock in chapter.clocks])


def _update(changed: Sequence[Incident]) -> None:
    """Write rows that were there before; an upsert by key costs far less than an UPDATE of CASEs."""
    Incident.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            *projection.PROJECTED_FIELDS,
            *projection.COPIED_FIELDS,
            "last_seq",
            "stale_since",
        ],
    )


def copy_events(rows: Iterable[tuple[Incident, str, Event]]) -> None:
    """Write events by COPY, several times as fast as by INSERT."""
    columns = "incident_id, launch_id, seq, kind, version, at, recorded_at, actor_kind, cause, payload"
    now = timezone.now().isoformat()
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for incident, identity, event in rows:
        fixed = (incident.pk, incident.launch_id, event.seq, event.kind, EVENT_VERSION, event.at, now)
        writer.writerow((*fixed, event.actor_kind, identity, json.dumps(event.payload)))
    buffer.seek(0)
    options = "FORMAT csv, FORCE_NOT_NULL (cause)"
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY incidents_incidentevent ({columns}) FROM STDIN WITH ({options})", buffer)


def stored_events(known: Iterable[Incident]) -> dict[int, list[Told]]:
    """The events of known incidents in the order in which they were learnt; ours have no identity."""
    events: dict[int, list[Told]] = {incident.pk: [] for incident in known}
    for row in IncidentEvent.objects.filter(incident__in=events).order_by("incident_id", "seq"):
        identity = row.cause if row.actor_kind == ActorKind.IMPORT else ""
        events[row.incident_id].append((identity, row.as_domain()))
    return events


def stored_clocks(known: Iterable[Incident]) -> dict[int, dict[str, Clock]]:
    """The clocks of known incidents by kind."""
    clocks: dict[int, dict[str, Clock]] = {incident.pk: {} for incident in known}
    for clock in Clock.objects.filter(incident__in=clocks):
        clocks[clock.incident_id][clock.kind] = clock
    return clocks
