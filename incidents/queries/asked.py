"""A typed query as the same filter that the menu fills in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from incidents.domain.lifecycle import OPEN_STATES, State
from incidents.domain.priority import Priority
from incidents.domain.reported import parse_reported
from incidents.domain.search_query import Mistake, Query, QueryError, Term
from incidents.domain.search_words import BUNDLED, MAJOR, SNOOZED, UNASSIGNED, YES, Word
from incidents.queries.filters import QueueFilter, StateFilter
from incidents.queries.naming import Namer
from incidents.queries.narrowing import (
    Bundled,
    ClockFilter,
    ClockIs,
    Led,
    Narrowing,
    OneOf,
    ReportedWithin,
    Snoozed,
    Without,
)

NAMED = {
    Word.SERVICE: "service_id",
    Word.TEAM: "team_id",
    Word.ASSIGNEE: "assignee_id",
    Word.REPORTER: "reporter_id",
    Word.SITE: "reporter__site_id",
    Word.RELEASE: "release_id",
    Word.REF: "id",
}
EVERY_STATE = frozenset(State)
NO_STATE = frozenset({UNASSIGNED, SNOOZED, BUNDLED, MAJOR})  # behind `is:`, but within a state


@dataclass(frozen=True, slots=True)
class Asked:
    """A query whose names are known."""

    query: Query
    narrowings: tuple[Narrowing, ...] = ()

    def added_to(self, wanted: QueueFilter) -> QueueFilter:
        """The filter narrowed further; a single value takes the place it has in the menu."""
        wanted = _with_states(wanted, self.query)
        rest: list[Narrowing] = list(wanted.narrowings)
        for narrowing in self.narrowings:
            placed = _placed(wanted, narrowing)
            rest += [narrowing] if placed is None else []
            wanted = placed or wanted
        return replace(wanted, words=self.query.text, narrowings=tuple(rest))


def asked_of(query: Query, namer: Namer) -> Asked:
    """The query with its names looked up. Raises `QueryError` for names nobody here has."""
    mistakes: list[Mistake] = []
    narrowings: list[Narrowing] = []
    left = query
    namer.prepare(query.terms)
    for term in query.terms:
        narrowing, problems = _narrowing(term, namer)
        if problems:
            mistakes += problems
            left = left.without(term)
        elif narrowing:
            narrowings.append(narrowing)
    if mistakes:
        raise QueryError(tuple(mistakes), left)
    return Asked(query, tuple(narrowings))


def default_state(query: Query) -> StateFilter:
    """Where a query looks unless told: text everywhere, `is:` where it says, else what is open."""
    within = NO_STATE - {MAJOR}  # who leads one looks for it wherever it stands
    says_where = any(not term.is_negated and not within & {*term.values} for term in query.of(Word.IS))
    return StateFilter.ALL if query.text or says_where else StateFilter.OPEN


def _narrowing(term: Term, namer: Namer) -> tuple[Narrowing | None, tuple[Mistake, ...]]:
    """What a term leaves; nothing for a state or the sort, which the whole query decides."""
    if term.word in NAMED:
        ids, mistakes = namer.meant(term)
        found: OneOf | ClockIs | ReportedWithin | Snoozed | Bundled | Led | None = OneOf(
            NAMED[term.word], ids
        )
    else:
        found, mistakes = MEANT[term.word](term, namer), ()
    return (Without(found) if found and term.is_negated else found), mistakes


def _standing(term: Term, namer: Namer) -> OneOf | Snoozed | Bundled | Led | None:
    if BUNDLED in term.values:
        return Bundled()
    if MAJOR in term.values:
        return Led()
    if SNOOZED in term.values:
        return Snoozed()
    return OneOf("assignee_id", frozenset({None})) if UNASSIGNED in term.values else None


def _priority(term: Term, namer: Namer) -> OneOf:
    return OneOf("priority", frozenset(int(Priority[each]) for each in term.values))


def _nature(term: Term, namer: Namer) -> OneOf:
    return OneOf("nature", frozenset(term.values))


def _breached(term: Term, namer: Namer) -> Narrowing:
    is_breached = ClockIs(frozenset({ClockFilter.BREACHED}))
    return is_breached if term.values == (YES,) else Without(is_breached)


def _clock(term: Term, namer: Namer) -> ClockIs:
    return ClockIs(frozenset(map(ClockFilter, term.values)))


def _reported(term: Term, namer: Namer) -> ReportedWithin:
    return ReportedWithin(parse_reported(term.values[0]), namer.launch.zone)


def _parent(term: Term, namer: Namer) -> OneOf:
    """By number; a key of another launch is no parent of anything here. Uses index: incident_tied."""
    keys = (each.rpartition("-") for each in term.values)
    return OneOf(
        "parent_number",
        frozenset(int(number) if prefix in {"", namer.launch.key} else 0 for prefix, _, number in keys),
    )


def _nothing(term: Term, namer: Namer) -> None:
    return None


MEANT: dict[Word, Callable[[Term, Namer], Any]] = {
    Word.IS: _standing,
    Word.PRIORITY: _priority,
    Word.NATURE: _nature,
    Word.BREACHED: _breached,
    Word.CLOCK: _clock,
    Word.REPORTED: _reported,
    Word.PARENT: _parent,
    Word.SORT: _nothing,
}


def _placed(wanted: QueueFilter, narrowing: Narrowing) -> QueueFilter | None:
    """The filter with a single value in its own field, if that is free."""
    if isinstance(narrowing, ClockIs) and len(narrowing.clocks) == 1 and wanted.clock is None:
        return replace(wanted, clock=next(iter(narrowing.clocks)))
    if not isinstance(narrowing, OneOf) or len(narrowing.values) != 1:
        return None
    (value,) = narrowing.values
    column = narrowing.column
    if column == "priority" and wanted.priority is None and isinstance(value, int):
        return replace(wanted, priority=Priority(value))
    return _placed_id(wanted, column, value) if value is None or isinstance(value, int) else None


def _placed_id(wanted: QueueFilter, column: str, value: int | None) -> QueueFilter | None:
    if column == "service_id" and wanted.service_id is None:
        return replace(wanted, service_id=value)
    if column == "team_id" and wanted.team_id is None:
        return replace(wanted, team_id=value)
    if column != "assignee_id" or wanted.assignee_id is not None:
        return None
    return replace(wanted, is_unassigned=True) if value is None else replace(wanted, assignee_id=value)


def _with_states(wanted: QueueFilter, query: Query) -> QueueFilter:
    """The states that every `is:` leaves, as one filter of the menu where there is one.

    Uses index: open ones stay within queue_by_*, those at rest within rest_by_* when there is one.
    """
    asked = list(_states_asked(query))
    if not asked:
        return wanted
    allowed = _states_of(wanted.state).intersection(*asked)
    same = [each for each in StateFilter if _states_of(each) == allowed]
    if same:
        return replace(wanted, state=same[0])
    around = StateFilter.OPEN if allowed <= OPEN_STATES else StateFilter.ALL
    return replace(wanted, state=around, narrowings=(*wanted.narrowings, OneOf("state", frozenset(allowed))))


def _states_asked(query: Query) -> Iterator[frozenset[State]]:
    for term in query.of(Word.IS):
        if not NO_STATE & {*term.values}:
            said = frozenset().union(*(_states_of(StateFilter(each)) for each in term.values))
            yield EVERY_STATE - said if term.is_negated else said


def _states_of(wanted: StateFilter) -> frozenset[State]:
    if wanted is StateFilter.ALL:
        return EVERY_STATE
    if wanted is StateFilter.SNOOZED:
        return frozenset({State.NEW})
    return OPEN_STATES if wanted is StateFilter.OPEN else frozenset({State(wanted)})
