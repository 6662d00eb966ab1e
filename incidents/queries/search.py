"""Full-text search inside one launch."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchQueryField
from django.db import connection, transaction
from django.db.models import Func, IntegerField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan

from incidents.actions.searching import CONFIG
from incidents.models import Incident, IncidentSearch
from incidents.models.incident import WORDS_IN_LAUNCH, IncidentQuerySet

ROWS_TO_WALK = 2000
HITS_AT_MOST = 5000
SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def rows_with_words(
    rows: IncidentQuerySet, launch_id: int, words: str, *, columns: Sequence[str], limit: int
) -> list[dict[str, Any]]:
    """The first `limit` of a launch's ordered rows that contain the words.

    Common words are found by walking the rows in their order, rare ones by the index. Exact but for a
    word with more than `HITS_AT_MOST` hits of which the first `ROWS_TO_WALK` rows hold less than a page.
    """
    near = list(among_first(rows, words).values(*columns)[:limit])
    if len(near) == limit or not rows.values("pk")[ROWS_TO_WALK : ROWS_TO_WALK + 1]:
        return near
    with _index_only():
        return list(rows_anywhere_with_words(rows, launch_id, words).values(*columns)[:limit])


def among_first(rows: IncidentQuerySet, words: str) -> IncidentQuerySet:
    """Those of the first `ROWS_TO_WALK` rows that contain the words, in the same order."""
    first = rows.values("pk")[:ROWS_TO_WALK]
    near = Incident.objects.filter(pk__in=first, search__document=_query(words))
    return near.order_by(*rows.query.order_by)


def rows_anywhere_with_words(rows: IncidentQuerySet, launch_id: int, words: str) -> IncidentQuerySet:
    """Those of the rows that are among `HITS_AT_MOST` hits of the words.

    Uses index: incident_search_words. Its documents hold their launch as a word, so a word common
    elsewhere and absent here is read from no other launch.
    """
    launch = Cast(Value(f"'launch:{launch_id}'"), SearchQueryField())
    asked = _query(words)
    says_something = GreaterThan(Func(asked, function="numnode", output_field=IntegerField()), 0)
    query = CombinedSearchQuery(asked, "&&", launch, CONFIG)
    documents = IncidentSearch.objects.alias(words=WORDS_IN_LAUNCH).filter(says_something, words=query)
    return rows.filter(pk__in=documents.values("pk")[:HITS_AT_MOST])


@contextmanager
def _index_only() -> Iterator[None]:
    """Within, no table is read from end to end: the planner thinks too well of that before a limit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def _query(words: str) -> SearchQuery:
    """Without the `https://` of an address: a web search reads its colon as the end of a word."""
    return SearchQuery(SCHEME.sub("", words), config=CONFIG, search_type="websearch")
