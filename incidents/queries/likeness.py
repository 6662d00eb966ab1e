"""The incidents of a launch that look like a given one, or like a text being typed, each with why.

Two queries, whatever the launch holds. The first asks the index for each word by itself and stops counting
at `HITS_OF_A_WORD`: what it returns is at once how rare the word is and who holds it, so no table of
frequencies has to be kept true. A word beyond that finds nobody. The second reads the few candidates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import F, Func, OuterRef, Subquery, TextField
from django.db.models.functions import Left
from django.urls import reverse

from hypercare.launches.models import Launch
from incidents.actions.searching import CONFIG
from incidents.domain.lifecycle import STATE_LABELS, State
from incidents.domain.likeness import Likeness, Report, Stems, nearest, page_of, ranked, rarity
from incidents.models import Incident, Message
from incidents.models.incident import readable_by

WORDS_ASKED = 32  # of a text, from its beginning: that is where people say what is wrong
HITS_OF_A_WORD = 500
CANDIDATES = 100
TEXT_READ = 6000  # characters of a report that are looked at for errors and names

STEMS = ArrayField(TextField())

# Uses index: incident_search_words. One row for each asked word: in a title, and who holds it.
POSTINGS = """
    WITH asked AS (
        SELECT lexeme, 'A' = ANY(weights) AS in_title, array_to_tsvector(ARRAY[lexeme])::text::tsquery
               && ('''launch:' || %(launch_id)s || '''')::tsquery AS query
        FROM unnest(setweight(to_tsvector(%(config)s::regconfig, %(title)s), 'A')
                    || setweight(to_tsvector(%(config)s::regconfig, %(body)s), 'B'))
        ORDER BY positions[1], lexeme
        LIMIT %(words)s
    )
    SELECT asked.lexeme, asked.in_title, ARRAY(
        SELECT words.incident_id FROM incidents_incidentsearch AS words
        WHERE (words.document || array_to_tsvector(ARRAY['launch:' || words.launch_id::text])) @@ asked.query
        LIMIT %(hits)s + 1
    )
    FROM asked
"""

_FIRST_WORDS = (
    Message.objects.filter(incident=OuterRef("pk"), is_from_reporter=True)
    .order_by("at", "id")
    .values(words=Left("body", TEXT_READ))[:1]
)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """An incident that looks like the asked one."""

    incident_id: int
    key: str
    url: str
    title: str
    state: str
    state_word: str
    service: str
    reported_at: datetime
    apart: timedelta
    likeness: Likeness
    parent_key: str = ""


@dataclass(frozen=True, slots=True)
class Postings:
    """The asked words as the index knows them; `None` stands for too many holders to count."""

    stems: Stems
    holders: Mapping[str, tuple[int, ...] | None]


def look_alikes_of(incident: Incident, *, limit: int, user_id: int = 0) -> list[LookAlike]:
    """Those of an incident that this person may read, most alike first."""
    return look_alikes(
        incident.launch, report_of(incident), limit=limit, besides=incident.pk, user_id=user_id
    )


def report_of(incident: Incident) -> Report:
    """An incident as likeness sees it: its title, and the words it was reported with."""
    columns = ("search__page", "search__version", "body")
    page, version, body = (
        Incident.objects.annotate(body=Subquery(_FIRST_WORDS)).values_list(*columns).get(pk=incident.pk)
    )
    return Report(
        title=incident.title,
        body=body or "",
        reported_at=incident.reported_at,
        service_id=incident.service_id,
        page=page or "",
        version=version or "",
    )


def look_alikes(
    launch: Launch, asked: Report, *, limit: int, besides: int | None = None, user_id: int = 0
) -> list[LookAlike]:
    """Those of anything said in a launch, most alike first; at most `limit`, without `besides`.

    What is restricted to others than `user_id` looks like nothing.
    """
    postings = _postings(launch.pk, asked)
    rarities = {word: _rarity(ids, launch.last_number) for word, ids in postings.holders.items()}
    counted = {word: ids for word, ids in postings.holders.items() if ids}
    near = [each for each in nearest(counted, rarities, postings.stems, CANDIDATES + 1) if each != besides]
    rows = {row["pk"]: row for row in _candidates(near[:CANDIDATES], user_id)}
    mine = replace(asked, body=asked.body[:TEXT_READ], page=page_of(asked.page), stems=postings.stems)
    best = ranked(mine, {key: _report(row) for key, row in rows.items()}, rarities)[:limit]
    return [_look_alike(launch, mine, rows[key], likeness) for key, likeness in best]


def _rarity(ids: tuple[int, ...] | None, total: int) -> float:
    return rarity(None if ids is None else len(ids), total)


def _postings(launch_id: int, asked: Report) -> Postings:
    """Holders of each asked word, read from the index only: the planner thinks too well of a whole scan."""
    given: dict[str, str | int] = {
        "launch_id": launch_id,
        "config": CONFIG,
        "title": asked.title,
        "body": asked.body,
        "words": WORDS_ASKED,
        "hits": HITS_OF_A_WORD,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(POSTINGS, given)
        rows = cursor.fetchall()
    stems = Stems(
        frozenset(word for word, in_title, _ in rows if in_title), frozenset(word for word, *_ in rows)
    )
    return Postings(stems, {word: tuple(i) if len(i) <= HITS_OF_A_WORD else None for word, _, i in rows})


def _candidates(ids: Sequence[int], user_id: int) -> Iterable[Mapping[str, Any]]:
    """What is looked at of each."""
    titles = Func("search__document", function="ts_filter", template="%(function)s(%(expressions)s, '{a}')")
    rows: Iterable[Mapping[str, Any]] = (
        Incident.objects.filter(readable_by(user_id), pk__in=ids)
        .annotate(
            body=Subquery(_FIRST_WORDS),
            title_stems=Func(titles, function="tsvector_to_array", output_field=STEMS),
            stems=Func("search__document", function="tsvector_to_array", output_field=STEMS),
            page=F("search__page"),
            version=F("search__version"),
        )
        .values(
            *("pk", "number", "title", "state", "reported_at", "service_id", "service__name"),
            *("body", "title_stems", "stems", "page", "version", "parent_number"),
        )
    )
    return rows


def _report(row: Mapping[str, Any]) -> Report:
    return Report(
        title=row["title"],
        body=row["body"] or "",
        reported_at=row["reported_at"],
        stems=Stems(frozenset(row["title_stems"]), frozenset(row["stems"])),
        service_id=row["service_id"],
        page=row["page"],
        version=row["version"],
    )


def _look_alike(launch: Launch, asked: Report, row: Mapping[str, Any], likeness: Likeness) -> LookAlike:
    key = f"{launch.key}-{row['number']}"
    return LookAlike(
        incident_id=row["pk"],
        key=key,
        url=reverse("incidents:incident", args=[key]),
        title=row["title"],
        state=row["state"],
        state_word=STATE_LABELS[State(row["state"])],
        service=row["service__name"] or "",
        reported_at=row["reported_at"],
        apart=abs(row["reported_at"] - asked.reported_at),
        likeness=likeness,
        parent_key=f"{launch.key}-{row['parent_number']}" if row["parent_number"] else "",
    )
