"""The tiles of the week page, built from facts only."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dashboards.domain.judgement import Reading, Trend, Verdict, has_too_few, trend
from dashboards.domain.kpis import KPIS, Kpi, Unit
from dashboards.domain.statistics import Interval
from dashboards.domain.wording import SHAPES, counted, said, said_change, said_days, said_hours, said_interval
from dashboards.models import KpiFact
from dashboards.queries.links import rows_url

Facts = Mapping[str, KpiFact]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as shown: its words, its exact value and the rows behind it."""

    label: str
    text: str
    exact: float | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownTrend:
    """A change in words and shape; `verdict` also chooses the colour."""

    shape: str
    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with everything needed to trust it."""

    kpi: Kpi
    main: Figure
    n: str = ""
    caution: str = ""
    interval: str = ""
    trend: ShownTrend | None = None
    notes: list[Figure] = field(default_factory=list)
    to_date: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """The facts a page shows: this week's, those of the week before, and to date."""

    key: str
    now: Facts
    before: Facts
    to_date: Facts

    def trend(self, slug: str) -> Trend | None:
        """The change of one number since the week before, where both may be judged."""
        now, before = self.now.get(slug), self.before.get(slug)
        if now is None or before is None:
            return None
        return trend(KPIS[slug], Reading(now.value, now.n), Reading(before.value, before.n))

    def figure(self, facts: Facts, slug: str, label: str) -> Figure | None:
        """One number linked to its rows; `None` while there is nothing behind it."""
        fact = facts.get(slug)
        if fact is None or fact.value is None:
            return None
        text = said(fact.value, KPIS[slug].unit, n=fact.n)
        return Figure(label, text, fact.value, rows_url(self.key, slug, fact.starts_on))


def tiles_of(board: Board) -> list[Tile]:
    """The tiles that have data so far, this week or earlier."""
    return [_tile(board, slug) for slug in TILES if _has_data(board, slug)]


def _has_data(board: Board, slug: str) -> bool:
    if slug == "backlog":
        return slug in board.now
    return any(facts[slug].n for facts in (board.now, board.to_date) if slug in facts)


def _tile(board: Board, slug: str) -> Tile:
    kpi, fact = KPIS[slug], board.now.get(slug)
    main = board.figure(board.now, slug, kpi.label)
    to_date = list(_to_date(board, slug))
    if fact is None or main is None:
        notes = list(_maturing(board, fact)) if slug == "reopen_rate" and fact else []
        return Tile(kpi, Figure(kpi.label, "nothing to measure yet"), notes=notes, to_date=to_date)
    few = has_too_few(kpi, fact.n)
    return Tile(
        kpi,
        main,
        f"{fact.n:,}",
        caution="too few to judge" if few else "",
        interval=_interval(fact, kpi),
        trend=_shown(board.trend(slug), kpi.unit),
        notes=[note for note in TILES[slug](board, fact) if note],
        to_date=to_date,
    )


def _interval(fact: KpiFact, kpi: Kpi) -> str:
    if fact.low is None or fact.high is None:
        return ""
    return said_interval(Interval(fact.low, fact.high), kpi.unit)


def _shown(change: Trend | None, unit: Unit) -> ShownTrend | None:
    if change is None:
        return None
    return ShownTrend(SHAPES[change.direction], said_change(change, unit), change.verdict)


def _to_date(board: Board, slug: str) -> Iterator[Figure]:
    fact, found = board.to_date.get(slug), board.figure(board.to_date, slug, "Since go-live")
    if fact is None or found is None:
        return
    yield found
    if slug == "time_to_resolve" and (mean := board.figure(board.to_date, "mttr", "MTTR")):
        yield mean
    if "hits" in fact.detail:
        yield Figure("", f"{fact.detail['hits']:,} of {fact.n:,}", url=found.url)
    else:
        yield Figure("n", f"{fact.n:,}", url=found.url)


Notes = Iterator[Figure | None]


def _counting(board: Board, fact: KpiFact, label: str, text: str, *, part: str = "") -> Figure:
    """A smaller figure of a tile, linked to the rows it is made of."""
    return Figure(label, text, None, rows_url(board.key, fact.slug, fact.starts_on, part=part))


def _resolve_notes(board: Board, fact: KpiFact) -> Notes:
    yield board.figure(board.now, "time_to_resolve_p90", "9 in 10 within")
    yield board.figure(board.now, "mttr", "MTTR")
    slug, label = "time_to_resolve_reported", "reported this week, open ones included"
    reported = board.now.get(slug)
    if reported is not None and reported.n and reported.value is None:
        yield Figure(label, "not reached", None, rows_url(board.key, slug, reported.starts_on))
    yield board.figure(board.now, slug, label)


def _promise_notes(board: Board, fact: KpiFact) -> Notes:
    yield board.figure(board.now, "response_promises_kept", "answered in time")
    yield board.figure(board.now, "resolution_promises_kept", "resolved in time")
    overdue, cancelled = fact.detail["open_breached"], fact.detail["cancelled"]
    yield _counting(board, fact, "breached, still open", f"{overdue:,}", part="breached")
    yield _counting(board, fact, "cancelled, not counted", f"{cancelled:,}", part="cancelled")


def _recorded_notes(board: Board, fact: KpiFact) -> Notes:
    yield _counting(board, fact, "kept", f"{fact.detail['hits']:,} of {fact.n:,}")


def _rating_notes(board: Board, fact: KpiFact) -> Notes:
    asked = fact.detail["asked"]
    if asked:
        text = f"{fact.detail['answered']:,} of {asked:,} ({100 * fact.detail['answered'] / asked:.0f} %)"
        yield _counting(board, fact, "answered, of those asked this week", text, part="asked")


def _backlog_notes(board: Board, fact: KpiFact) -> Notes:
    yield board.figure(board.now, "inflow", "came in")
    yield board.figure(board.now, "outflow", "went out")
    days = fact.detail["days_to_clear"]
    if fact.n:
        yield _counting(board, fact, "clears in", "not shrinking" if days is None else said_days(days))
        yield _counting(board, fact, "half are older than", said_hours(fact.detail["age_p50_hours"]))
        yield _counting(board, fact, "1 in 10 is older than", said_hours(fact.detail["age_p90_hours"]))


def _acknowledge_notes(board: Board, fact: KpiFact) -> Notes:
    yield _counting(board, fact, "half within", said_hours(fact.detail["median_hours"]))
    yield _counting(board, fact, "9 in 10 within", said_hours(fact.detail["p90_hours"]))
    unseen = counted(fact.detail["waiting"], "incident", "incidents")
    yield _counting(board, fact, "still unseen", unseen, part="unseen")


def _reopen_notes(board: Board, fact: KpiFact) -> Notes:
    yield _counting(board, fact, "reopened", f"{fact.detail['hits']:,} of {fact.n:,}", part="reopened")
    yield from _maturing(board, fact)


def _maturing(board: Board, fact: KpiFact) -> Iterator[Figure]:
    if fact.detail["maturing"]:
        young = f"{fact.detail['maturing']:,}"
        yield _counting(board, fact, "maturing, not counted", young, part="maturing")


TILES: Mapping[str, Callable[[Board, KpiFact], Notes]] = {
    "time_to_resolve": _resolve_notes,
    "promises_kept": _promise_notes,
    "promises_as_recorded": _recorded_notes,
    "csat": _rating_notes,
    "backlog": _backlog_notes,
    "mtta": _acknowledge_notes,
    "reopen_rate": _reopen_notes,
}
