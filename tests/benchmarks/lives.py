"""Lives to multiply: incidents that went through the real actions at shifted instants, in one launch.

Every launch of the data set works round the clock in UTC, so a life moved by whole weeks is still one that
the rules would have led, to the second.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from hypercare.launches.models import Launch
from incidents.actions import (
    Actor,
    Declaration,
    acknowledge_incident,
    add_note,
    assign_incident,
    close_incident,
    declare_incident,
    decline_incident,
    end_wait,
    prioritise_incident,
    receive_reporter_message,
    reopen_incident,
    reply_to_reporter,
    resolve_incident,
    start_wait,
)
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.history import Cause, DeclineReason, Nature, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level
from incidents.models import Incident
from tests.benchmarks.words import TITLES

SETTLED, FRESH, OPEN = "settled", "fresh", "open"
COUNTS = {SETTLED: 300, FRESH: 100, OPEN: 200}
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LEVELS = (Level.HIGH, Level.MEDIUM, Level.MEDIUM, Level.LOW, Level.LOW)
NATURES = (*[Nature.DEFECT] * 9, Nature.PERFORMANCE, Nature.DATA, Nature.QUESTION, Nature.ENHANCEMENT)


class Life:
    """One incident and the instant it has reached."""

    def __init__(self, launch: Launch, random: Random, starts_at: datetime) -> None:
        self.random, self.at = random, starts_at
        self.actor = Actor.human(launch.members.order_by("pk")[0])
        self.launch = launch
        said = Declaration(
            title=random.choice(TITLES),
            body=random.choice(TITLES),
            reported_at=starts_at,
            reporter=launch.reporters.order_by("pk").first(),
            service=launch.services.order_by("pk").first(),
            nature=random.choice(NATURES),
            impact=random.choice(LEVELS),
            urgency=random.choice(LEVELS),
            affected_users=random.choice((None, None, 3, 40, 250)),
        )
        self.incident = declare_incident(launch, said, actor=Actor.reporter(), at=starts_at)
        self.do(prioritise_incident, after=timedelta(seconds=2))

    def do(
        self, action: Callable[..., Incident], *, after: timedelta, by: Actor | None = None, **words: object
    ) -> None:
        """Let time pass, let what fell due be noticed, then act."""
        self.at += after
        sweep_clocks(at=self.at)
        self.incident = action(self.incident, at=self.at, **({"actor": by} if by else {}), **words)

    def work(self) -> None:
        """Somebody looks at it, and often says something."""
        pause = MINUTE * self.random.randint(3, 240)
        if self.random.random() < 0.5:
            self.do(acknowledge_incident, after=pause, by=self.actor)
        person = self.launch.members.order_by("pk")[0]
        team = self.launch.teams.order_by("pk").first()
        self.do(assign_incident, after=MINUTE, by=self.actor, assignee=person, team=team)
        if self.random.random() < 0.5:
            self.do(reply_to_reporter, after=pause, by=self.actor, body=self.random.choice(TITLES))
        if self.random.random() < 0.15:
            self.do(add_note, after=MINUTE, by=self.actor, body=self.random.choice(TITLES))

    def wait(self) -> None:
        """Ask the reporter or somebody else."""
        waiting_on = self.random.choice(list(WaitingOn))
        self.do(start_wait, after=MINUTE, by=self.actor, waiting_on=waiting_on)

    def go_on(self) -> None:
        """The answer is there."""
        if self.random.random() < 0.5:
            later, words = HOUR * self.random.randint(1, 20), self.random.choice(TITLES)
            self.do(receive_reporter_message, after=later, body=words, reporter=self.incident.reporter)
        if self.incident.state == "waiting":
            self.do(end_wait, after=MINUTE, by=self.actor)

    def resolve(self) -> None:
        """The user can work again."""
        said = {"body": self.random.choice(TITLES), "cause": Cause.CODE, "resolution": Resolution.FIXED}
        self.do(resolve_incident, after=MINUTE * self.random.randint(5, 900), by=self.actor, **said)

    def end(self) -> None:
        """Resolved, sometimes twice, or declined."""
        if self.random.random() < 0.1:
            said = {"reason": DeclineReason.DUPLICATE, "body": self.random.choice(TITLES)}
            self.do(decline_incident, after=HOUR, by=self.actor, **said)
            return
        self.resolve()
        if self.random.random() < 0.06:
            self.do(reopen_incident, after=HOUR, by=self.actor, body=self.random.choice(TITLES))
            self.resolve()


def live(launch: Launch, *, at: datetime, seed: int = 1) -> dict[str, list[int]]:
    """Live them all; the ids of each group. `settled` ended in the week before last, `open` goes on."""
    random, ids = Random(seed), {}
    for group, count in COUNTS.items():
        ids[group] = [_LIVES[group](launch, random, at).incident.pk for _ in range(count)]
    while sweep_clocks(at=at):
        pass
    return ids


def _settled(launch: Launch, random: Random, at: datetime) -> Life:
    """Reported in the week before last, and closed within days."""
    life = Life(launch, random, at - 13 * DAY + random.random() * 7 * DAY)
    if random.random() < 0.3:
        life.work()
    if random.random() < 0.1:
        life.wait()
        life.go_on()
    life.end()
    if life.incident.state == "resolved" and random.random() < 0.9:
        life.do(close_incident, after=HOUR * 12, by=life.actor)
    elif life.incident.state == "resolved":
        life.do(close_incident, after=HOUR, by=Actor.bot())
    return life


def _fresh(launch: Launch, random: Random, at: datetime) -> Life:
    """Reported in the last days and at rest by now, too short ago to be closed by itself."""
    life = Life(launch, random, at - 2 * DAY - random.random() * 2 * DAY)
    life.work()
    life.end()
    return life


def _open(launch: Launch, random: Random, at: datetime) -> Life:
    """Reported in the last days, at some stage of the work."""
    stage = random.randint(0, 3)
    life = Life(launch, random, at - DAY - random.random() * 6 * DAY if stage else at - random.random() * DAY)
    if stage:
        life.work()
    if stage == 3:
        life.wait()
    return life


_LIVES: dict[str, Callable[[Launch, Random, datetime], Life]] = {
    SETTLED: _settled,
    FRESH: _fresh,
    OPEN: _open,
}
