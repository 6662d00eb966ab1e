"""Importing somebody else's history: many rows, one transaction a batch, the same fold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction

from hypercare.launches.actions import reserve_incident_numbers
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch
from incidents.actions.batches import Chapter, Told, plan_clocks, stored_clocks, stored_events, write_chapters
from incidents.actions.import_names import names_of, reporters_of
from incidents.domain.history import ActorKind
from incidents.domain.lifecycle import OPEN_STATES
from incidents.domain.servicenow import SOURCE, LogRow
from incidents.domain.servicenow_history import LogHistory, Names, events_of
from incidents.models import Incident

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
    stored, clocks = stored_events(known.values()), stored_clocks(known.values())
    tally, chapters = ImportTally(), []
    for history in histories:
        incident = known.get(history.number)
        earlier = stored[incident.pk] if incident else []
        fresh = _fresh(history, names, earlier, tally)
        if fresh:
            incident = incident or _new_incident(launch, history.in_order[0], reporters, at=at)
            chapter = Chapter(incident, [event for _, event in earlier], fresh)
            plan_clocks(chapter, clocks.get(incident.pk, {}), at=at)
            incident.stale_since = at if chapter.state.state in OPEN_STATES else None
            chapters.append(chapter)
    added = [chapter.incident for chapter in chapters if not chapter.earlier]
    _number(launch, added)
    write_chapters(chapters)
    _index_words([incident.pk for incident in added])
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


def _number(launch: Launch, added: Sequence[Incident]) -> None:
    """Give new incidents their numbers: last, as it keeps others from getting theirs until commit."""
    first = reserve_incident_numbers(launch.pk, count=len(added)) if added else 0
    for number, incident in enumerate(added, first):
        incident.number = number


def _add_up(tally: ImportTally, chapters: Sequence[Chapter]) -> None:
    written = Counter(event.actor_kind for chapter in chapters for _, event in chapter.fresh)
    tally.events, tally.breaches = written[ActorKind.IMPORT], written[ActorKind.BOT]
    tally.new_incidents = sum(not chapter.earlier for chapter in chapters)
    tally.changed_incidents = len(chapters) - tally.new_incidents


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
