"""Importing somebody else's history: many rows, one transaction a batch, the same fold."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from hypercare.launches.actions import reserve_incident_numbers
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch
from incidents.actions import projection
from incidents.actions.import_names import names_of, reporters_of
from incidents.domain.history import EVENT_VERSION, ActorKind, Event, EventKind, IncidentState, fold
from incidents.domain.lifecycle import OPEN_STATES
from incidents.domain.servicenow import SOURCE, LogRow
from incidents.domain.servicenow_history import LogHistory, Names, events_of
from incidents.models import Clock, Incident, IncidentEvent

Told = tuple[str, Event]  # an event with the identity of the row that tells of it
IMPORTS = 0x1309  # first half of the advisory lock's key; the second is the launch


@dataclass(slots=True)
class ImportTally:
    """What one or many batches did."""

    events: int = 0
    breaches: int = 0
    new_incidents: int = 0
    changed_incidents: int = 0
    rows_without_event: Counter[str] = field(default_factory=Counter)
    rows_dated_late: int = 0
    priority_disagreements: int = 0

    def add(self, other: "ImportTally") -> None:
        """Add another batch's figures."""
        self.events += other.events
        self.breaches += other.breaches
        self.new_incidents += other.new_incidents
        self.changed_incidents += other.changed_incidents
        self.rows_without_event += other.rows_without_event
        self.rows_dated_late += other.rows_dated_late
        self.priority_disagreements += other.priority_disagreements


@dataclass(slots=True)
class Chapter:
    """What a batch adds to one incident: its events so far, the new ones, and what they amount to."""

    incident: Incident
    earlier: Sequence[Event]
    fresh: list[Told]
    state: IncidentState
    clocks: list[Clock] = field(default_factory=list)


@transaction.atomic
def import_batch(launch: Launch, histories: Sequence[LogHistory], *, at: datetime) -> ImportTally:
    """Write the histories of some incidents.

    What an earlier run wrote is recognised by the identity of its rows and left alone, so a batch may be
    repeated or hold more rows than last time. Sends nothing to anybody.
    """
    _wait_for_other_imports(launch)
    launch = Launch.objects.get(pk=launch.pk)  # policy and hours may have changed since the last batch
    names, reporters = names_of(launch, histories), reporters_of(launch, histories)
    known = _known_incidents(launch, histories)
    stored, clocks = _stored_events(known), _stored_clocks(known)
    tally, chapters = ImportTally(), []
    for history in histories:
        incident = known.get(history.number)
        earlier = stored[incident.pk] if incident else []
        fresh = _fresh(history, names, earlier, tally)
        if fresh:
            incident = incident or _new_incident(launch, history.in_order[0], reporters, at=at)
            events = [event for _, event in earlier]
            chapter = Chapter(incident, events, fresh, fold([*events, *(event for _, event in fresh)]))
            _plan(chapter, clocks.get(incident.pk), at=at)
            chapters.append(chapter)
    _write(launch, chapters, at=at)
    _add_up(tally, chapters)
    announce_change(launch.pk)
    return tally


def _wait_for_other_imports(launch: Launch) -> None:
    """Two imports into one launch take turns, batch by batch, so that each sees what the other wrote."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%(space)s, %(launch)s)", {"space": IMPORTS, "launch": launch.pk}
        )


def _fresh(history: LogHistory, names: Names, earlier: Sequence[Told], tally: ImportTally) -> list[Told]:
    """The events not yet written, each row once and numbered on; counts why other rows have none."""
    told = list(events_of(history, names))
    by_identity, seen = dict(told), {identity: event for identity, event in earlier if identity}
    skipped = tally.rows_without_event
    skipped["repeats another row"] += len(told) - len(by_identity)
    for row in history.rows:
        tally.priority_disagreements += row.priority is not row.logged_priority
        if row.identity not in by_identity:
            skipped["changes nothing we keep"] += 1
        elif row.identity not in seen:
            tally.rows_dated_late += by_identity[row.identity].at != row.at
        elif seen[row.identity].at != by_identity[row.identity].at:
            skipped["imported before, at another time"] += 1
        else:
            skipped["imported before"] += 1
    fresh = [(identity, event) for identity, event in by_identity.items() if identity not in seen]
    numbered = enumerate(fresh, len(earlier) + 1)
    return [
        (identity, event if event.seq == seq else replace(event, seq=seq))
        for seq, (identity, event) in numbered
    ]


def _plan(chapter: Chapter, stored: Mapping[str, Clock] | None, *, at: datetime) -> None:
    """Plan the clocks by the launch's policy, and tell of each breach that lies behind us."""
    incident, state = chapter.incident, chapter.state
    plans = projection.plans_for(incident, state)
    events = [*chapter.earlier, *(event for _, event in chapter.fresh)]
    for kind, due_at in projection.breaches_behind(plans, events, at=at):
        seq = len(chapter.earlier) + len(chapter.fresh) + 1
        breach = Event(EventKind.TARGET_BREACHED, due_at, seq, ActorKind.BOT, {"clock": kind.value})
        chapter.fresh.append(("", breach))
    for plan in plans:
        clock = (stored or {}).get(plan.kind) or Clock(
            incident=incident, launch_id=incident.launch_id, kind=plan.kind
        )
        if state.priority is not None:
            chapter.clocks.append(projection.fill_clock(clock, plan, priority=state.priority, at=at))


def _write(launch: Launch, chapters: Sequence[Chapter], *, at: datetime) -> None:
    for chapter in chapters:
        incident, state = chapter.incident, chapter.state
        projection.project(incident, state)
        projection.copy_to_row(incident, chapter.clocks)
        incident.last_seq = len(chapter.earlier) + len(chapter.fresh)
        incident.stale_since = at if state.state in OPEN_STATES else None
    added = [chapter.incident for chapter in chapters if not chapter.earlier]
    first = reserve_incident_numbers(launch.pk, count=len(added)) if added else 0
    for number, incident in enumerate(added, first):
        incident.number = number
    Incident.objects.bulk_create(added)
    _update([chapter.incident for chapter in chapters if chapter.earlier])
    _copy_events(
        (chapter.incident, identity, event) for chapter in chapters for identity, event in chapter.fresh
    )
    Clock.objects.bulk_create(
        [clock for chapter in chapters for clock in chapter.clocks],
        update_conflicts=True,
        unique_fields=["incident", "kind"],
        update_fields=projection.CLOCK_FIELDS,
    )
    _index_words([incident.pk for incident in added])


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


def _add_up(tally: ImportTally, chapters: Sequence[Chapter]) -> None:
    written = Counter(event.actor_kind for chapter in chapters for _, event in chapter.fresh)
    tally.events, tally.breaches = written[ActorKind.IMPORT], written[ActorKind.BOT]
    tally.new_incidents = sum(not chapter.earlier for chapter in chapters)
    tally.changed_incidents = len(chapters) - tally.new_incidents


def _copy_events(rows: Iterable[tuple[Incident, str, Event]]) -> None:
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


def _new_incident(launch: Launch, row: LogRow, reporters: Mapping[str, int], *, at: datetime) -> Incident:
    return Incident(
        launch=launch,
        title=row.title,
        reporter_id=reporters.get(row.caller),
        source=SOURCE,
        source_key=row.number,
        declared_at=at,
    )


def _known_incidents(launch: Launch, histories: Sequence[LogHistory]) -> dict[str, Incident]:
    numbers = [history.number for history in histories]
    rows = Incident.objects.select_for_update(of=("self",), no_key=True).select_related("launch")
    known = rows.filter(launch=launch, source=SOURCE, source_key__in=numbers).order_by("pk")
    return {incident.source_key: incident for incident in known}


def _stored_events(known: Mapping[str, Incident]) -> dict[int, list[Told]]:
    """The events of known incidents in the order in which they were learnt; ours have no identity."""
    events: dict[int, list[Told]] = {incident.pk: [] for incident in known.values()}
    for row in IncidentEvent.objects.filter(incident__in=events).order_by("incident_id", "seq"):
        identity = row.cause if row.actor_kind == ActorKind.IMPORT else ""
        events[row.incident_id].append((identity, row.as_domain()))
    return events


def _stored_clocks(known: Mapping[str, Incident]) -> dict[int, dict[str, Clock]]:
    clocks: dict[int, dict[str, Clock]] = {incident.pk: {} for incident in known.values()}
    for clock in Clock.objects.filter(incident__in=clocks):
        clocks[clock.incident_id][clock.kind] = clock
    return clocks


def _index_words(incident_ids: list[int]) -> None:
    """Make title and source number of new incidents findable."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO incidents_incidentsearch (incident_id, launch_id, document)
            SELECT id, launch_id, setweight(to_tsvector('english', title || ' ' || source_key), 'A')
            FROM incidents_incident WHERE id = ANY(%(ids)s)
            """,
            {"ids": incident_ids},
        )
