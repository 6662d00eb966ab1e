"""How the weeks go: a wave of reports after the go-live, a team that gets quicker, people who calm down."""

from collections.abc import Mapping
from datetime import timedelta

from hypercare.demo.domain.dice import Dice
from incidents.domain.priority import Level, Priority

# Reports by week of the launch and weekday, Monday first; the last row holds for all later weeks.
REPORTS_A_DAY = (
    (23, 21, 17, 13, 11, 2, 1),
    (15, 13, 12, 11, 9, 1, 1),
    (13, 12, 10, 9, 8, 1, 0),
    (10, 9, 9, 8, 6, 1, 0),
    (7, 6, 6, 5, 5, 1, 0),
)
# Local hours of the reporter's site, as likely as people write in them.
HOURS: Mapping[int, float] = {
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
# Median working minutes until somebody has looked, answered, and solved it, by week.
TRIAGE_MINUTES = (38, 24, 15, 11)
REPLY_MINUTES: Mapping[Priority, tuple[int, ...]] = {
    Priority.P2: (26, 19, 14, 11),
    Priority.P3: (95, 70, 48, 35),
    Priority.P4: (170, 120, 90, 70),
}
SOLVE_MINUTES: Mapping[Priority, tuple[int, ...]] = {
    Priority.P2: (380, 230, 160, 120),
    Priority.P3: (620, 360, 240, 180),
    Priority.P4: (900, 560, 380, 300),
}
SPREAD = (0.85, 0.75, 0.65, 0.6)
REOPENED_SHARE = (0.06, 0.05, 0.04, 0.03)
ANSWERS_SURVEY = 0.55
SATISFIED_SHARE = (0.69, 0.77, 0.86, 0.93, 0.88)
PHONE_SHARE = 0.2
SEVERE_AFTER_ALL = 0.5  # of what its topic would make a P2
IMPACTS: Mapping[Priority, tuple[tuple[Level, Level], ...]] = {
    Priority.P1: ((Level.HIGH, Level.HIGH),),
    Priority.P2: ((Level.HIGH, Level.MEDIUM), (Level.MEDIUM, Level.HIGH)),
    Priority.P3: ((Level.MEDIUM, Level.MEDIUM), (Level.MEDIUM, Level.MEDIUM), (Level.LOW, Level.HIGH)),
    Priority.P4: ((Level.LOW, Level.LOW), (Level.LOW, Level.MEDIUM), (Level.MEDIUM, Level.LOW)),
}


def in_week(values: tuple[float, ...], week: int) -> float:
    """The value of a week counted from 0; later weeks go on as the last."""
    return values[min(week, len(values) - 1)]


def score(dice: Dice, *, week: int, was_late: bool) -> int:
    """A rating from 1 to 5, as people of this week give it; late answers please fewer."""
    satisfied = in_week(SATISFIED_SHARE, week) - (0.25 if was_late else 0)
    if dice.chance(satisfied):
        return 5 if dice.chance(0.45) else 4
    return dice.weighted({3: 5, 2: 3, 1: 1.5})


def sentiment(dice: Dice, *, priority: Priority) -> int | None:
    """How working with it feels, if they say so."""
    if dice.chance(0.3):
        return None
    return dice.weighted({1: 3, 2: 4, 3: 2} if priority <= Priority.P2 else {2: 3, 3: 4, 4: 2, 5: 0.5})


def minutes(amount: float) -> timedelta:
    """An amount of time."""
    return timedelta(minutes=amount)
