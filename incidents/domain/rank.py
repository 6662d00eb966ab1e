"""Rank, 0 to 100: the order of work inside one priority. It never changes a promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

WEIGHTS: Mapping[str, int] = {"reach": 40, "reporters": 30, "hot_service": 20, "early": 10}
LABELS: Mapping[str, str] = {
    "reach": "Reach",
    "reporters": "People who reported it",
    "hot_service": "Hot service",
    "early": "Early in the launch",
}
REPORTERS_FOR_FULL_WEIGHT = 10
EARLY_WINDOW = timedelta(days=14)
SUGGEST_RAISING_AT = 60
HOT_REPORTS_A_DAY = 5
HOT_RATIO = 3


@dataclass(frozen=True, slots=True)
class RankInput:
    """What the rank depends on; `None` is unknown and weighs nothing.

    `reporter_count` counts all anonymous reporters as one.
    """

    affected_users: int | None
    target_users: int | None
    reporter_count: int
    is_service_hot: bool
    reported_at: datetime
    go_live_at: datetime


@dataclass(frozen=True, slots=True)
class RankTerm:
    """One line of the explanation: `points` of at most `weight`, and what they come from."""

    slug: str
    points: float
    weight: int
    reading: str

    @property
    def label(self) -> str:
        """The term's name on screens."""
        return LABELS[self.slug]


def rank_terms(given: RankInput) -> tuple[RankTerm, ...]:
    """Every term of the rank, in the order of the weight table."""
    return (_reach(given), _reporters(given), _hot_service(given), _early(given))


def rank_of(terms: tuple[RankTerm, ...]) -> int:
    """Sum of the terms' points, rounded to a whole number from 0 to 100."""
    return round(sum(term.points for term in terms))


def suggests_raising(rank: int, *, priority: int | None, is_overridden: bool) -> bool:
    """Whether so many points speak for a higher priority; not where a person has decided already."""
    return rank >= SUGGEST_RAISING_AT and priority not in {None, 1} and not is_overridden


def is_hot(last_day: int, previous_week: int) -> bool:
    """Whether a service is hot: many reports in 24 h, and many more than on a day of the week before."""
    return last_day >= HOT_REPORTS_A_DAY and last_day >= HOT_RATIO * previous_week / 7


def _reach(given: RankInput) -> RankTerm:
    """In proportion to the affected share of the target users."""
    if given.affected_users is None or not given.target_users:
        return _term("reach", 0.0, "unknown: nobody has said how many people are affected")
    share = given.affected_users / given.target_users
    return _term("reach", share, f"{given.affected_users} of {given.target_users} target users affected")


def _reporters(given: RankInput) -> RankTerm:
    """Nothing for one person, then evenly up to the full weight."""
    share = max(given.reporter_count - 1, 0) / (REPORTERS_FOR_FULL_WEIGHT - 1)
    people = "1 person" if given.reporter_count == 1 else f"{given.reporter_count} people"
    return _term("reporters", share, f"reported by {people}")


def _hot_service(given: RankInput) -> RankTerm:
    reading = "unusually many reports on this service" if given.is_service_hot else "the service is not hot"
    return _term("hot_service", float(given.is_service_hot), reading)


def _early(given: RankInput) -> RankTerm:
    """The full weight up to the go-live, then evenly down to nothing at the end of `EARLY_WINDOW`."""
    age = max(given.reported_at - given.go_live_at, timedelta())
    share = 1 - age / EARLY_WINDOW
    return _term("early", share, f"reported on day {age.days + 1} after go-live")


def _term(slug: str, share: float, reading: str) -> RankTerm:
    """A share of the term's weight, from 0 to all of it, in points with one decimal."""
    weight = WEIGHTS[slug]
    points = round(weight * min(max(share, 0.0), 1.0), 1)
    return RankTerm(slug=slug, points=points, weight=weight, reading=reading)
