"""What waits for somebody at the start of a shift, and which three things to do first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import reduce

from incidents.domain.history import EventKind
from incidents.domain.priority import Priority

LOOK_BACK = timedelta(days=7)  # whoever was away longer is told of these days
SOON = timedelta(hours=2)
SHIFT = timedelta(hours=10)
FIRST = 3
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of an incident as its assignee sees it: who did it, and whether it gave them the incident."""

    kind: EventKind
    at: datetime
    is_mine: bool = False
    is_staff: bool = False
    gives_me: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What happened to an incident and still waits for an answer."""

    answered_at: datetime | None = None
    reopened_at: datetime | None = None
    given_at: datetime | None = None


NO_NEWS = News()
# With these a person takes up whatever came before them.
TAKES_UP = frozenset(
    {
        EventKind.ACKNOWLEDGED,
        EventKind.REPLIED,
        EventKind.NOTED,
        EventKind.WAIT_STARTED,
        EventKind.CAUSE_FOUND,
        EventKind.FIX_READY,
        EventKind.RESOLVED,
        EventKind.DECLINED,
        EventKind.CLOSED,
    }
)


def news_of(happenings: Iterable[Happening]) -> News:
    """What is left of a stretch of history, in its order, once all that was taken up is gone."""
    return reduce(_hear, happenings, NO_NEWS)


def _hear(news: News, happening: Happening) -> News:
    if happening.is_mine or (happening.is_staff and happening.kind in TAKES_UP):
        return NO_NEWS
    if happening.kind is EventKind.REPORTER_WROTE:
        return replace(news, answered_at=happening.at)
    if happening.kind is EventKind.REOPENED:
        return replace(news, reopened_at=happening.at)
    return replace(news, given_at=happening.at) if happening.gives_me else news


class Why(StrEnum):
    """Why something comes first; the most pressing on top."""

    UNASSIGNED_P1 = "unassigned_p1"
    YOUR_P1 = "your_p1"
    BREACHES_SOON = "breaches_soon"
    REOPENED = "reopened"
    ANSWERED = "answered"
    PAST_DUE = "past_due"
    GIVEN = "given"
    UNASSIGNED_P2 = "unassigned_p2"
    DUE_THIS_SHIFT = "due_this_shift"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may come first. It is either the person's own, or nobody's."""

    number: int
    is_mine: bool
    priority: Priority | None = None
    due_at: datetime | None = None
    is_open: bool = True
    news: News = NO_NEWS


@dataclass(frozen=True, slots=True)
class Pick:
    """An incident and the strongest reason for it."""

    candidate: Candidate
    why: Why


Rule = Callable[[Candidate, datetime], bool]


def is_due_within(candidate: Candidate, at: datetime, stretch: timedelta) -> bool:
    """Whether its next promise runs out in this stretch; one that is paused or past does not."""
    return candidate.due_at is not None and at <= candidate.due_at <= at + stretch


def is_past_due(candidate: Candidate, at: datetime) -> bool:
    """Whether its promise ran out and it is still open."""
    return candidate.is_open and candidate.due_at is not None and candidate.due_at < at


def _is_open_with_me(candidate: Candidate) -> bool:
    return candidate.is_mine and candidate.is_open


def _is_nobodys(candidate: Candidate, priority: Priority) -> bool:
    return not candidate.is_mine and candidate.is_open and candidate.priority is priority


RULES: Mapping[Why, Rule] = {
    Why.UNASSIGNED_P1: lambda it, _: _is_nobodys(it, Priority.P1),
    Why.YOUR_P1: lambda it, _: _is_open_with_me(it) and it.priority is Priority.P1,
    Why.BREACHES_SOON: lambda it, at: _is_open_with_me(it) and is_due_within(it, at, SOON),
    Why.REOPENED: lambda it, _: _is_open_with_me(it) and it.news.reopened_at is not None,
    Why.ANSWERED: lambda it, _: it.is_mine and it.news.answered_at is not None,
    Why.PAST_DUE: lambda it, at: it.is_mine and is_past_due(it, at),
    Why.GIVEN: lambda it, _: _is_open_with_me(it) and it.news.given_at is not None,
    Why.UNASSIGNED_P2: lambda it, _: _is_nobodys(it, Priority.P2),
    Why.DUE_THIS_SHIFT: lambda it, at: _is_open_with_me(it) and is_due_within(it, at, SHIFT),
}
ORDER = {why: place for place, why in enumerate(Why)}


def why_first(candidate: Candidate, *, at: datetime) -> Why | None:
    """The strongest reason to begin with it, if there is one."""
    return next((why for why, holds in RULES.items() if holds(candidate, at)), None)


def first_three(candidates: Iterable[Candidate], *, at: datetime) -> list[Pick]:
    """The most pressing reasons first; among equals by priority, then by due time, then the older one."""
    found = [(candidate, why_first(candidate, at=at)) for candidate in candidates]
    picks = [Pick(candidate, why) for candidate, why in found if why]
    return sorted(picks, key=_press)[:FIRST]


def _press(pick: Pick) -> tuple[int, int, datetime, int]:
    candidate = pick.candidate
    priority = candidate.priority or len(Priority) + 1
    return ORDER[pick.why], priority, candidate.due_at or NEVER, candidate.number


def since_of(left_at: datetime, *, at: datetime) -> datetime:
    """From when on news is told to somebody who left then."""
    return max(left_at, at - LOOK_BACK)
