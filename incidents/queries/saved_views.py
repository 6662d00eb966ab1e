"""The saved views of a person with how many incidents each holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse

from hypercare.launches.live import live_version
from hypercare.launches.models import Launch
from incidents.domain.search_query import Query, QueryError, parse_query
from incidents.models import SavedView
from incidents.models.incident import IncidentQuerySet
from incidents.queries.asked import asked_of, default_state
from incidents.queries.choices import launch_choices
from incidents.queries.filters import QueueFilter, filtered_incidents
from incidents.queries.head import KEPT_SECONDS, CountUpTo, count_words
from incidents.queries.naming import Namer
from incidents.queries.search import rows_anywhere_with_words

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A view in a list; `count` is none where its words are not understood any more."""

    pk: int
    name: str
    url: str
    is_mine: bool
    is_shared: bool
    owner: str
    query: str
    count: int | None

    @property
    def count_words(self) -> str:
        """Exact up to the limit, then "999+"; empty where it cannot be said."""
        return "" if self.count is None else count_words(self.count)


def saved_views(launch: Launch, *, user_id: int, at: datetime) -> list[ViewLine]:
    """A person's own views and those shared with them, own first, by name."""
    rows = SavedView.objects.visible_to(user_id, launch.pk).select_related("owner")
    views = sorted(rows.order_by("name", "pk"), key=lambda view: view.owner_id != user_id)[:SHOWN_AT_MOST]
    counts = view_counts(launch, views, user_id=user_id, at=at)
    queue = reverse("incidents:queue")
    return [
        ViewLine(
            pk=view.pk,
            name=view.name,
            url=f"{queue}?{urlencode({'launch': launch.key, 'q': view.query})}",
            is_mine=view.owner_id == user_id,
            is_shared=view.is_shared,
            owner=view.owner.name,
            query=view.query,
            count=counts.get(view.query),
        )
        for view in views
    ]


def view_counts(launch: Launch, views: Sequence[SavedView], *, user_id: int, at: datetime) -> dict[str, int]:
    """By their words: how many incidents, as of the last visible change and `KEPT_SECONDS` old at most."""
    asked = sorted({view.query for view in views})
    said = sha256("\n".join(asked).encode()).hexdigest()
    name = f"view-counts:{launch.pk}:{user_id}:{live_version(launch.pk)}:{said}"
    kept = cache.get(name)
    if isinstance(kept, dict):
        return kept
    counts = _count(launch, asked, user_id=user_id, at=at) if asked else {}
    cache.set(name, counts, KEPT_SECONDS)
    return counts


def _count(launch: Launch, asked: Sequence[str], *, user_id: int, at: datetime) -> dict[str, int]:
    """All of them in one query, besides one for each kind of name that has to be looked up."""
    namer = Namer(launch, launch_choices(launch.pk), user_id)
    queries = {words: query for words in asked if (query := _read(words)) is not None}
    namer.prepare(term for query in queries.values() for term in query.terms)
    sets = {words: rows for words, query in queries.items() if (rows := _rows(query, namer, at)) is not None}
    counts = {f"view{number}": CountUpTo(rows) for number, rows in enumerate(sets.values())}
    [found] = Launch.objects.filter(pk=launch.pk).annotate(**counts).values_list(*counts) if counts else [()]
    return {words: count or 0 for words, count in zip(sets, found, strict=True)}


def _read(words: str) -> Query | None:
    try:
        return parse_query(words)
    except QueryError:
        return None


def _rows(query: Query, namer: Namer, at: datetime) -> IncidentQuerySet | None:
    """The incidents a view holds; `None` where a name in it is nobody's any more."""
    try:
        wanted = asked_of(query, namer).added_to(QueueFilter(default_state(query), seen_by=namer.user_id))
    except QueryError:
        return None
    rows = filtered_incidents(namer.launch.pk, wanted, at=at)
    return rows_anywhere_with_words(rows, namer.launch.pk, wanted.words) if wanted.words else rows
