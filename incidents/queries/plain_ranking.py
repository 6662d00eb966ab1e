"""Plain full-text ranking of a launch's incidents: what likeness is measured against, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from incidents.actions.searching import CONFIG


@dataclass(frozen=True, slots=True)
class Plain:
    """One way to rank by PostgreSQL alone: which words are asked (any of them is a hit), and the ranking."""

    words: str
    ranking: str


PLAIN: Mapping[str, Plain] = {
    "title, ts_rank": Plain("asked.title", "ts_rank(found.document, query)"),
    "title, ts_rank by length": Plain("asked.title", "ts_rank(found.document, query, 1)"),
    "title, ts_rank_cd by length": Plain("asked.title", "ts_rank_cd(found.document, query, 1)"),
    "all words, ts_rank": Plain("asked.title || ' ' || said.body", "ts_rank(found.document, query)"),
    "all words, ts_rank by length": Plain(
        "asked.title || ' ' || said.body", "ts_rank(found.document, query, 1)"
    ),
    "all words, ts_rank_cd by length": Plain(
        "asked.title || ' ' || said.body", "ts_rank_cd(found.document, query, 1)"
    ),
}


def plain_hits(plain: Plain, incident_id: int, *, limit: int) -> list[int]:
    """The first incidents of the same launch by this ranking; the newer first on a tie."""
    question = f"""
        SELECT found.incident_id
        FROM incidents_incident AS asked
        JOIN incidents_message AS said ON said.incident_id = asked.id,
             CAST(replace(plainto_tsquery(%(config)s::regconfig, {plain.words})::text, ' & ', ' | ')
                  AS tsquery) AS query,
             incidents_incidentsearch AS found
        WHERE asked.id = %(incident_id)s AND found.launch_id = asked.launch_id
              AND found.incident_id <> asked.id AND found.document @@ query
        ORDER BY {plain.ranking} DESC, found.incident_id DESC
        LIMIT %(limit)s
    """  # noqa: S608 - constants above
    with connection.cursor() as cursor:
        cursor.execute(question, {"config": CONFIG, "incident_id": incident_id, "limit": limit})
        return [incident_id for (incident_id,) in cursor.fetchall()]
