"""From a thousand lives to a million incidents, in the database and by the tables' own columns.

A copy of a life is the same rows, moved in time by `shift` and given the people, team and service of another
launch. Columns are read from the catalogue, so a new one is copied like the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MESSAGES_AT_MOST = 16  # of one life; message ids are the incident's times this, plus their order

COPIES = """
    CREATE UNLOGGED TABLE bench_copy AS
    WITH drawn AS (
        SELECT size.launch_id, size.family, place.life, place.is_open, place.is_fresh, random() AS text,
               -- whole weeks keep weekdays; the seconds keep copies of one life apart
               CASE WHEN place.is_open THEN interval '0'
                    WHEN place.is_fresh THEN interval '0'
                    ELSE - interval '7 days' * floor(random() * %(weeks)s) END
               - interval '1 second' * floor(random() * CASE WHEN place.is_open THEN 60 ELSE 43200 END)
               AS shift,
               size.services[1 + floor(random() * cardinality(size.services))::int] AS service_id,
               size.members[1 + floor(random() * random() * cardinality(size.members))::int] AS agent_id,
               size.teams[1 + floor(random() * cardinality(size.teams))::int] AS team_id,
               size.first_reporter + floor(random() * size.reporters)::bigint AS reporter_id
        FROM bench_size size
        CROSS JOIN LATERAL (
            SELECT lives.open[1 + floor(random() * cardinality(lives.open))::int] AS life, true AS is_open,
                   false AS is_fresh
            FROM bench_lives lives, generate_series(1, size.open) AS n
            UNION ALL
            SELECT CASE WHEN toss.is_fresh
                   THEN lives.fresh[1 + floor(random() * cardinality(lives.fresh))::int]
                   ELSE lives.settled[1 + floor(random() * cardinality(lives.settled))::int] END,
                   false, toss.is_fresh
            FROM bench_lives lives,
                 (SELECT random() < 0.07 AS is_fresh FROM generate_series(1, size.at_rest)) AS toss
        ) AS place
    ), placed AS (
        SELECT drawn.*, life.reported_at + drawn.shift AS reported_at
        FROM drawn JOIN incidents_incident life ON life.id = drawn.life
    )
    SELECT %(first_id)s + row_number() OVER (ORDER BY reported_at) AS id,
           row_number() OVER (PARTITION BY launch_id ORDER BY reported_at) AS number,
           (SELECT min(id) FROM bench_text) + 4 * floor(text * %(texts)s / 4)::int + family AS text_id,
           placed.*
    FROM placed
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """How one table is copied: which column names its life, and what differs from the original."""

    table: str
    life: str
    changes: Mapping[str, str]
    joins: str = ""


MINE = {"launch_id": "copy.launch_id"}
MESSAGE_ID = f"copy.id * {MESSAGES_AT_MOST} + message.place"
PAYLOAD = f"""original.payload
    || CASE WHEN original.payload->>'service_id' IS NULL THEN '{{}}'::jsonb
            ELSE jsonb_build_object('service_id', copy.service_id) END
    || CASE WHEN original.payload->>'assignee_id' IS NULL THEN '{{}}'::jsonb
            ELSE jsonb_build_object('assignee_id', copy.agent_id) END
    || CASE WHEN original.payload->>'team_id' IS NULL THEN '{{}}'::jsonb
            ELSE jsonb_build_object('team_id', copy.team_id) END
    || CASE WHEN message.place IS NULL THEN '{{}}'::jsonb
            ELSE jsonb_build_object('message_id', {MESSAGE_ID}) END"""


def kept(column: str, value: str) -> str:
    """The copy's value where the original has one."""
    return f"CASE WHEN original.{column} IS NOT NULL THEN {value} END"


TABLES: Iterable[Copied] = (
    Copied(
        "incidents_incident",
        "id",
        {
            **MINE,
            "id": "copy.id",
            "number": "copy.number",
            "title": "words.title",
            "service_id": kept("service_id", "copy.service_id"),
            "assignee_id": kept("assignee_id", "copy.agent_id"),
            "team_id": kept("team_id", "copy.team_id"),
            "reporter_id": kept("reporter_id", "copy.reporter_id"),
            "calendar_version": "1",
            "stale_since": "NULL",
        },
        "JOIN bench_text words ON words.id = copy.text_id",
    ),
    Copied(
        "incidents_incidentevent",
        "incident_id",
        {
            **MINE,
            "id": "DEFAULT",
            "incident_id": "copy.id",
            "recorded_at": "original.at + copy.shift",
            "actor_id": kept("actor_id", "copy.agent_id"),
            "payload": PAYLOAD,
        },
        "LEFT JOIN bench_message message ON message.id = (original.payload->>'message_id')::bigint",
    ),
    Copied("incidents_clock", "incident_id", {**MINE, "id": "DEFAULT", "incident_id": "copy.id"}),
    Copied(
        "incidents_message",
        "incident_id",
        {
            "id": MESSAGE_ID,
            "incident_id": "copy.id",
            "author_id": kept("author_id", "copy.agent_id"),
            "reporter_id": kept("reporter_id", "copy.reporter_id"),
            "body": "CASE WHEN message.place = 0 THEN words.body ELSE original.body END",
        },
        "JOIN bench_message message ON message.id = original.id"
        " JOIN bench_text words ON words.id = copy.text_id",
    ),
    Copied(
        "incidents_incidentsearch",
        "incident_id",
        {**MINE, "incident_id": "copy.id", "document": "words.document"},
        "JOIN bench_text words ON words.id = copy.text_id",
    ),
    Copied("dashboards_openspell", "incident_id", {**MINE, "id": "DEFAULT", "incident_id": "copy.id"}),
)

COUNTED_WEEKS = """
    INSERT INTO dashboards_countedweeks (incident_id, mondays)
    SELECT row.id, ARRAY(
        SELECT DISTINCT date_trunc('week', instant AT TIME ZONE 'UTC')::date
        FROM unnest(array[row.reported_at, row.acknowledged_at, row.first_resolved_at, row.resolved_at,
                          row.closed_at, row.declined_at] || clock.dues) AS instant
        WHERE instant IS NOT NULL ORDER BY 1)
    FROM incidents_incident row
    JOIN bench_copy copy ON copy.id = row.id
    LEFT JOIN (SELECT incident_id, array_agg(due_at) AS dues FROM incidents_clock GROUP BY 1) clock
        ON clock.incident_id = row.id
"""
SURVEYS = """
    INSERT INTO feedback_satisfactionsurvey
        (launch_id, incident_id, reporter_id, resolution_seq, asked_at, score, rated_at)
    SELECT event.launch_id, event.incident_id, copy.reporter_id, event.seq, event.at,
           CASE WHEN event.id %% 4 = 0 THEN (ARRAY[5, 4, 5, 3, 4, 1])[1 + (event.id %% 6)::int] END,
           CASE WHEN event.id %% 4 = 0 THEN event.at + interval '30 minutes' END
    FROM incidents_incidentevent event JOIN bench_copy copy ON copy.id = event.incident_id
    WHERE event.kind = 'resolved'
"""
RAW_ITEMS = """
    INSERT INTO intake_rawitem
        (id, launch_id, channel, idempotency_key, body_digest, payload, received_at, outcome, reason,
         result_key, understood_at, attempt_count)
    SELECT gen_random_uuid(), copy.launch_id, 'form', 'bench-' || copy.id, md5(copy.id::text),
           jsonb_build_object('kind', 'bug', 'body', words.body), copy.reported_at, 'created', '',
           launch.key || '-' || copy.number, copy.reported_at + interval '2 seconds', 1
    FROM bench_copy copy
    JOIN bench_text words ON words.id = copy.text_id
    JOIN launches_launch launch ON launch.id = copy.launch_id
    WHERE copy.id %% %(every)s = 0
"""
SUBMISSIONS = """
    INSERT INTO feedback_submission
        (launch_id, raw_item_id, reporter_id, incident_id, kind, page, version, reported_at)
    SELECT copy.launch_id, item.id, copy.reporter_id, copy.id, 'bug', '', '', copy.reported_at
    FROM bench_copy copy JOIN intake_rawitem item ON item.idempotency_key = 'bench-' || copy.id
"""


def copy_table(cursor: Any, copied: Copied) -> None:
    """All copies of every row of a table that belongs to a life."""
    names = [name for name in _columns(cursor, copied.table) if copied.changes.get(name) != "DEFAULT"]
    values = ", ".join(copied.changes.get(name, moved) for name, moved in _moved(cursor, copied, names))
    cursor.execute(
        f"INSERT INTO {copied.table} ({', '.join(names)}) SELECT {values}"
        f" FROM bench_copy copy JOIN {copied.table} original ON original.{copied.life} = copy.life"
        f" {copied.joins} ORDER BY copy.id"
    )


def _columns(cursor: Any, table: str) -> dict[str, str]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return dict(cursor.fetchall())


def _moved(cursor: Any, copied: Copied, names: list[str]) -> list[tuple[str, str]]:
    """Each column with its value in a copy: instants are moved, everything else stays."""
    types = _columns(cursor, copied.table)
    moves = " + copy.shift"
    is_instant = {name: types[name] == "timestamp with time zone" for name in names}
    return [(name, f"original.{name}{moves if is_instant[name] else ''}") for name in names]


class WithoutIndexes:
    """Within, the tables have no indexes but their keys; afterwards all are made again.

    Foreign keys are not checked within: every id comes from the tables themselves.
    """

    def __init__(self, cursor: Any, tables: Iterable[str]) -> None:
        self.cursor, self.tables = cursor, list(tables)
        self.definitions: list[str] = []

    def __enter__(self) -> None:
        self.cursor.execute("SET session_replication_role = replica")
        self.cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [self.tables],
        )
        found: list[tuple[str, str]] = self.cursor.fetchall()
        self.definitions = [definition for _, definition in found]
        for name, _ in found:
            self.cursor.execute(f'DROP INDEX "{name}"')

    def __exit__(self, *_: Any) -> None:
        for definition in self.definitions:
            self.cursor.execute(definition)
        self.cursor.execute("SET session_replication_role = origin")
