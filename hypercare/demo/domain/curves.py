"""How the weeks go: a wave of reports after the go-live, a team that gets quicker, people who calm down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from hypercare.demo.domain.dice import Dice
from incidents.domain.priority import Level, Priority

IMPACTS: Mapping[Priority, tuple[tuple[Level, Level], ...]] = {
    Priority.P1: ((Level.HIGH, Level.HIGH),),
    Priority.P2: ((Level.HIGH, Level.MEDIUM), (Level.MEDIUM, Level.HIGH)),
    Priority.P3: ((Level.MEDIUM, Level.MEDIUM), (Level.MEDIUM, Level.MEDIUM), (Level.LOW, Level.HIGH)),
    Priority.P4: ((Level.LOW, Level.LOW), (Level.LOW, Level.MEDIUM), (Level.MEDIUM, Level.LOW)),
}
OFFICE_HOURS: Mapping[int, float] = {
    7: 2,
    8: 6,
    9: 9,
    10: 8,
    11: 6,
    12: 3,
    13: 4,
    14: 7,
    15: 7,
    16: 6,
    17: 4,
    18: 2,
    19: 0.7,
}


def _replies() -> Mapping[Priority, tuple[int, ...]]:
    return {
        Priority.P2: (26, 19, 14, 11),
        Priority.P3: (95, 70, 48, 35),
        Priority.P4: (170, 120, 90, 70),
    }


def _solutions() -> Mapping[Priority, tuple[int, ...]]:
    return {
        Priority.P2: (380, 230, 160, 120),
        Priority.P3: (620, 360, 240, 180),
        Priority.P4: (900, 560, 380, 300),
    }


@dataclass(frozen=True, slots=True)
class Curves:
    """Numbers by week of the launch, counted from 0; later weeks go on as the last.

    `reports_a_day` has a row per week and a column per weekday, Monday first. `hours` are local hours of
    the reporter's site, as likely as people write in them. Minutes are medians of working time until
    somebody has looked, answered, and solved it. `severe_after_all` is the share of what its topic would
    make a P2.
    """

    reports_a_day: tuple[tuple[int, ...], ...]
    hours: Mapping[int, float] = field(default_factory=lambda: OFFICE_HOURS)
    triage_minutes: tuple[float, ...] = (38, 24, 15, 11)
    reply_minutes: Mapping[Priority, tuple[int, ...]] = field(default_factory=_replies)
    solve_minutes: Mapping[Priority, tuple[int, ...]] = field(default_factory=_solutions)
    spread: tuple[float, ...] = (0.85, 0.75, 0.65, 0.6)
    reopened_share: tuple[float, ...] = (0.06, 0.05, 0.04, 0.03)
    satisfied_share: tuple[float, ...] = (0.69, 0.77, 0.86, 0.93, 0.88)
    answers_survey: float = 0.55
    phone_share: float = 0.2
    severe_after_all: float = 0.5

    def score(self, dice: Dice, *, week: int, was_late: bool) -> int:
        """A rating from 1 to 5, as people of this week give it; late answers please fewer."""
        satisfied = in_week(self.satisfied_share, week) - (0.25 if was_late else 0)
        if dice.chance(satisfied):
            return 5 if dice.chance(0.45) else 4
        return dice.weighted({3: 5, 2: 3, 1: 1.5})


def in_week(values: tuple[float, ...], week: int) -> float:
    """The value of a week counted from 0; later weeks go on as the last."""
    return values[min(week, len(values) - 1)]


def sentiment(dice: Dice, *, priority: Priority) -> int | None:
    """How working with it feels, if they say so."""
    if dice.chance(0.3):
        return None
    return dice.weighted({1: 3, 2: 4, 3: 2} if priority <= Priority.P2 else {2: 3, 3: 4, 4: 2, 5: 0.5})


def minutes(amount: float) -> timedelta:
    """An amount of time."""
    return timedelta(minutes=amount)
