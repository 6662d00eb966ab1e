"""One page of the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypercare.launches.models import Launch
from incidents.models.incident import IncidentQuerySet
from incidents.queries.choices import LaunchNames
from incidents.queries.filters import QueueFilter, filtered_incidents
from incidents.queries.paging import PAGE_SIZE, Sort, cursor_after, ordered, within_priority
from incidents.queries.rows import COLUMNS, Row, View, row_of
from incidents.queries.search import among_first, rows_with_words

NEWS_AT_MOST = 99


@dataclass(frozen=True, slots=True)
class QueuePage:
    """At most `PAGE_SIZE` rows, where the next ones begin, and what an open page must know to stay calm.

    `upto` is the highest number a refetch of this page may show; `news_count` how many it held back.
    """

    rows: tuple[Row, ...]
    next_cursor: str
    upto: int
    news_count: int = 0


def queue_page(
    launch: Launch,
    wanted: QueueFilter,
    *,
    sort: Sort,
    names: LaunchNames,
    at: datetime,
    after: str = "",
    upto: int | None = None,
) -> QueuePage:
    """The rows of a launch behind the cursor. Raises `DomainError` for a damaged cursor."""
    incidents = filtered_incidents(launch.pk, wanted, at=at)
    shown = incidents if upto is None else incidents.filter(number__lte=upto)
    if sort is Sort.PRIORITY and wanted.priority:
        shown = within_priority(shown, wanted.priority)
    found = values_of(ordered(shown, sort, after=after), launch.pk, wanted.words, columns=COLUMNS)
    values, view = found[:PAGE_SIZE], View.of(launch, names, at, user_id=wanted.seen_by)
    highest = max([launch.last_number, *(each["number"] for each in values)])
    return QueuePage(
        rows=tuple(row_of(each, view) for each in values),
        next_cursor=cursor_after(sort, values[-1]) if len(found) > PAGE_SIZE else "",
        upto=highest if upto is None else upto,
        news_count=0 if upto is None or after else _news(incidents, wanted.words, upto),
    )


def values_of(
    rows: IncidentQuerySet, launch_id: int, words: str, *, columns: Sequence[str]
) -> Sequence[dict[str, Any]]:
    """The first ordered rows that contain the words: a page and one more, if there is one."""
    limit = PAGE_SIZE + 1
    if words:
        return rows_with_words(rows, launch_id, words, columns=columns, limit=limit)
    return list(rows.values(*columns)[:limit])


def _news(incidents: IncidentQuerySet, words: str, upto: int) -> int:
    """How many pass the filters but came after the page was drawn. Uses index: incident_number_once."""
    news = incidents.filter(number__gt=upto)
    return (among_first(news, words) if words else news)[:NEWS_AT_MOST].count()
