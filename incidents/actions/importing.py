"""Importing somebody else's history: many rows, one transaction a batch, the same fold."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from hypercare.launches.actions import reserve_incident_numbers
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch, Policy, Reporter, Service, Site, Team
from incidents.actions import projection
from incidents.domain.history import EVENT_VERSION, Event, fold
from incidents.domain.lifecycle import OPEN_STATES
from incidents.domain.servicenow import SOURCE, LogRow, Names, events_of
from incidents.models import Incident, IncidentEvent

Fresh = list[tuple[str, Event]]
Written = tuple[Incident, Fresh, list[Event]]  # the row, its new events with their rows, its earlier ones
UNPLANNED = 0  # no launch's calendar has this version, so the sweep plans the clocks


@dataclass(slots=True)
class ImportTally:
    """What one or many batches did."""

    events: int = 0
    new_incidents: int = 0
    changed_incidents: int = 0
    rows_without_event: Counter[str] = field(default_factory=Counter)
    priority_disagreements: int = 0

    def add(self, other: "ImportTally") -> None:
        """Add another batch's figures."""
        self.events += other.events
        self.new_incidents += other.new_incidents
        self.changed_incidents += other.changed_incidents
        self.rows_without_event += other.rows_without_event
        self.priority_disagreements += other.priority_disagreements


@transaction.atomic
def import_batch(launch: Launch, histories: Mapping[str, Sequence[LogRow]], *, at: datetime) -> ImportTally:
    """Write the histories of some incidents, by their number in the log.

    What an earlier run wrote is recognised by the identity of its rows and left alone, so a batch may be
    repeated or hold more rows than last time. Sends nothing to anybody.
    """
    names, reporters = _names(launch, histories), _reporters(launch, histories)
    known = _known_incidents(launch, histories)
    causes = _known_causes(known)
    tally = ImportTally()
    written: list[Written] = []
    for number, rows in histories.items():
        incident = known.get(number)
        seen = causes.get(incident.pk, {}) if incident else {}
        fresh = _count(rows, list(events_of(rows, names)), seen, tally)
        if not fresh:
            continue
        if incident is None:
            incident = _new_incident(launch, rows[0], reporters, at=at)
        written.append((incident, _numbered(fresh, after=len(seen)), list(seen.values())))
    _write(launch, written, at=at)
    tally.new_incidents = sum(not earlier for _, _, earlier in written)
    tally.changed_incidents = len(written) - tally.new_incidents
    announce_change(launch.pk)
    return tally


def _count(
    rows: Sequence[LogRow],
    events: Fresh,
    seen: Mapping[str, Event],
    tally: ImportTally,
) -> Fresh:
    """The events not yet written, each row once, and the figures of these rows."""
    by_identity = dict(events)
    tally.rows_without_event["repeats another row"] += len(events) - len(by_identity)
    for row in rows:
        tally.priority_disagreements += row.priority is not row.logged_priority
        if row.identity in seen:
            tally.rows_without_event["imported before"] += 1
        elif row.identity not in by_identity:
            tally.rows_without_event["changes nothing we keep"] += 1
    fresh = [(identity, event) for identity, event in by_identity.items() if identity not in seen]
    tally.events += len(fresh)
    return fresh


def _write(
    launch: Launch,
    written: list[Written],
    *,
    at: datetime,
) -> None:
    added = [incident for incident, _, _ in written if incident._state.adding]
    first = reserve_incident_numbers(launch.pk, count=len(added)) if added else 0
    for number, incident in enumerate(added, first):
        incident.number = number
    for incident, fresh, earlier in written:
        state = fold([*earlier, *(event for _, event in fresh)])
        projection.project(incident, state)
        incident.last_seq = len(earlier) + len(fresh)
        incident.stale_since = at if state.state in OPEN_STATES else None
        incident.calendar_version = launch.calendar_version if launch.policy == Policy.NONE else UNPLANNED
    Incident.objects.bulk_create(added)
    changed = [incident for incident, _, earlier in written if earlier]
    fields = [*projection.PROJECTED_FIELDS, "last_seq", "stale_since", "calendar_version"]
    Incident.objects.bulk_update(changed, fields)
    _copy_events([(incident, identity, event) for incident, fresh, _ in written for identity, event in fresh])
    _index_words([incident.pk for incident in added])


def _numbered(fresh: Fresh, *, after: int) -> Fresh:
    return [
        (identity, Event(event.kind, event.at, seq, event.actor_kind, event.payload))
        for seq, (identity, event) in enumerate(fresh, after + 1)
    ]


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
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY incidents_incidentevent ({columns}) FROM STDIN WITH (FORMAT csv)", buffer)


def _new_incident(launch: Launch, row: LogRow, reporters: Mapping[str, int], *, at: datetime) -> Incident:
    return Incident(
        launch=launch,
        title=row.title,
        reporter_id=reporters.get(row.caller),
        source=SOURCE,
        source_key=row.number,
        declared_at=at,
    )


def _known_incidents(launch: Launch, histories: Mapping[str, Sequence[LogRow]]) -> dict[str, Incident]:
    rows = Incident.objects.select_for_update(of=("self",), no_key=True)
    known = rows.filter(launch=launch, source=SOURCE, source_key__in=histories).order_by("pk")
    return {incident.source_key: incident for incident in known}


def _known_causes(known: Mapping[str, Incident]) -> dict[int, dict[str, Event]]:
    """The stored events of known incidents: incident to cause to event, in their order."""
    causes: dict[int, dict[str, Event]] = {}
    stored = IncidentEvent.objects.filter(incident__in=known.values()).order_by("incident_id", "seq")
    for row in stored:
        causes.setdefault(row.incident_id, {})[row.cause or f"ours:{row.seq}"] = row.as_domain()
    return causes


def _names(launch: Launch, histories: Mapping[str, Sequence[LogRow]]) -> Names:
    rows = [row for each in histories.values() for row in each]
    services, teams = {row.service for row in rows} - {""}, {row.team for row in rows} - {""}
    Service.objects.bulk_create(
        (Service(launch=launch, name=name) for name in sorted(services)), ignore_conflicts=True
    )
    Team.objects.bulk_create(
        (Team(launch=launch, name=name) for name in sorted(teams)), ignore_conflicts=True
    )
    return Names(
        services=dict(launch.services.filter(name__in=services).values_list("name", "pk")),
        teams=dict(launch.teams.filter(name__in=teams).values_list("name", "pk")),
    )


def _reporters(launch: Launch, histories: Mapping[str, Sequence[LogRow]]) -> dict[str, int]:
    """Callers by their external id; only what the first row of an incident says of them is kept."""
    site_of = {rows[0].caller: rows[0].site for rows in histories.values() if rows[0].caller}
    names = sorted(set(site_of.values()) - {""})
    Site.objects.bulk_create((Site(launch=launch, name=name) for name in names), ignore_conflicts=True)
    sites = dict(launch.sites.filter(name__in=names).values_list("name", "pk"))
    Reporter.objects.bulk_create(
        (
            Reporter(launch=launch, external_id=caller, site_id=sites.get(site))
            for caller, site in sorted(site_of.items())
        ),
        ignore_conflicts=True,
    )
    return dict(launch.reporters.filter(external_id__in=site_of).values_list("external_id", "pk"))


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
