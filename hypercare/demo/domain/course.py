"""Writing down one life: it keeps the hour, and staff move it within support hours only."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from hypercare.demo.domain.curves import IMPACTS, minutes
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.lives import (
    Acknowledge,
    Assign,
    Close,
    Deed,
    KeepPromise,
    Moment,
    Note,
    Rate,
    Reply,
    ReporterSays,
    Resolve,
    Resume,
    Triage,
    Wait,
)
from hypercare.demo.domain.parts import fill
from hypercare.demo.domain.people import Colleague, next_at_work
from hypercare.demo.domain.plot import Stage
from hypercare.demo.domain.topic import DESK, Fix, Topic
from incidents.domain.history import Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

CLOSED_AFTER = timedelta(days=5, minutes=2)
ACKNOWLEDGED_SHARE = 0.4  # the others are acknowledged by being assigned
JUST_BEFORE = timedelta(minutes=10)
SHORTEST = 1.5  # minutes between two acts of staff
WORK_OF_A_REPAIR = 900  # working minutes, after the incident is closed


class Course:
    """One report on its way; `at` is the hour it has reached."""

    def __init__(
        self,
        stage: Stage,
        topic: Topic,
        *,
        at: datetime,
        parts: Mapping[str, str],
        colleague: Colleague | None,
        dice: Dice,
    ) -> None:
        self.plot, self.calendar, self.phrases = stage.plot, stage.calendar, stage.plot.phrases
        self.topic, self.at, self.colleague, self.dice = topic, at, colleague, dice
        name = colleague.name.split()[0] if colleague else "there"
        self.parts = {**parts, "name": name}
        self.moments: list[Moment] = []
        self.team, self.owner = DESK, dice.pick(self.plot.people.workers[DESK])

    def work(self, amount: float) -> None:
        """Let this many working minutes go by, and a few seconds."""
        self.at = self.calendar.add_working(self.at, minutes(max(amount, SHORTEST) + self.dice.roll()))

    def act(self, deed: Deed, by: str | None = None) -> None:
        """Whoever has it does something now."""
        self.moments.append(Moment(self.at, deed, self.owner if by is None else by))

    def words(self, *options: str, **more: str) -> str:
        """One of these texts with its parts put in, `now` among them."""
        now = f"{self.at.astimezone(self.calendar.zone) - JUST_BEFORE:%H:%M}"
        text = self.dice.pick(options)
        if not self.colleague:
            text = text.replace(", {name}", "")
        return fill(text, {**self.parts, "now": now, **more})

    def triage(self, priority: Priority, after: float, *, person: str = "") -> None:
        """The service desk looks at it, says how much it hurts, and gives it to somebody or keeps it."""
        self.work(after)
        if self.dice.chance(ACKNOWLEDGED_SHARE):
            self.act(Acknowledge())
            self.work(SHORTEST)
        self.act(first_look(self.topic, priority, self.dice))
        self.work(SHORTEST)
        if person:
            self.act(Assign(DESK, person))
            self.owner = person
            return
        if self.topic.team != DESK and self.dice.chance(0.5):
            self.act(Assign(self.topic.team))
            self.work(4 + 14 * self.dice.roll())
        self.hand_to(self.topic.team)

    def hand_to(self, team: str) -> None:
        """Somebody of a team has it now."""
        by = self.owner
        if team != self.team:
            self.team, self.owner = team, self.dice.pick(self.plot.people.workers[team])
        self.act(Assign(self.team, self.owner), by)

    def escalate(self, team: str) -> None:
        """Another tier takes it."""
        self.act(Note(self.words(*self.phrases.hand_overs, team=self.plot.people.teams[team][0])))
        self.work(12 + 40 * self.dice.roll())
        self.hand_to(team)

    def answer(self) -> None:
        """A first reply without a question."""
        self.act(Reply(self.words(*(self.topic.answers or self.phrases.first_replies))))

    def ask(self) -> None:
        """A first reply that asks for something, and the wait for it."""
        question = fill(self.topic.question, self.parts)
        self.act(Reply(self.words(*self.phrases.questions_before, question=question)))
        self.at += timedelta(seconds=20 + self.dice.between(0, 40))
        self.act(Wait(WaitingOn.EVIDENCE if self.dice.chance(0.3) else WaitingOn.REPORTER))

    def hear(self) -> None:
        """The reporter answers, which ends the wait, when they are at work."""
        self.reporter_comes_back(after=self.dice.around(150, 0.9))
        self.act(ReporterSays(self.words(self.topic.reply)), by="")

    def reporter_comes_back(self, *, after: float) -> None:
        """Let real minutes go by until the reporter is at the desk."""
        self.at += minutes(after)
        if self.colleague:
            self.at = next_at_work(self.colleague.site, self.at) + minutes(12 * self.dice.roll())

    def wait_for(self, waiting_on: WaitingOn, note: str, *, working: float) -> None:
        """Wait for somebody who is not the reporter, then go on."""
        self.act(Note(fill(note, self.parts)))
        self.work(SHORTEST)
        self.act(Wait(waiting_on))
        self.work(working)
        self.act(Resume())
        self.work(SHORTEST)
        self.act(Note(self.words(*self.phrases.resumed)))

    def note(self) -> None:
        """What they found out."""
        self.act(Note(self.words(*self.topic.notes)))

    def resolve(self, fix: Fix | None = None) -> None:
        """The user can work again."""
        fix = fix or self.dice.pick(self.topic.fixes)
        self.act(Resolve(fix.cause, fix.resolution, self.words(fix.words)))

    def finish(self, *, week: int, was_late: bool) -> None:
        """What comes after the end: thanks, a rating, and closing."""
        resolved_at = self.at
        if self.dice.chance(0.12):
            self.reporter_comes_back(after=self.dice.around(60, 0.8))
            self.act(ReporterSays(self.words(*self.phrases.thanks)), by="")
        if self.colleague and self.dice.chance(self.plot.curves.answers_survey):
            self.reporter_comes_back(after=self.dice.around(90, 1.1))
            self.act(Rate(self.plot.curves.score(self.dice, week=week, was_late=was_late)), by="")
        self.at = max(resolved_at + CLOSED_AFTER, self.at) + timedelta(seconds=self.dice.between(1, 120))
        self.act(Close(), by="")
        if any(is_workaround(moment.deed) for moment in self.moments):
            self.work(WORK_OF_A_REPAIR)
            self.act(KeepPromise())

    def not_fixed(self) -> None:
        """The reporter says it is not fixed, somebody looks again, and finds the rest of it."""
        self.reporter_comes_back(after=self.dice.around(300, 0.8))
        self.act(ReporterSays(self.words(*self.phrases.not_fixed), is_not_fixed=True), by="")
        self.work(15 + 40 * self.dice.roll())
        self.act(Note(self.words(*self.phrases.second_look)))

    def resolve_again(self) -> None:
        """The second end."""
        first = self.dice.pick(self.topic.fixes)
        self.resolve(replace(first, words=self.dice.pick(self.phrases.second_fix)))


def is_workaround(deed: Deed) -> bool:
    """Whether it leaves a repair to be made."""
    return isinstance(deed, Resolve) and deed.resolution is Resolution.WORKAROUND


def first_look(topic: Topic, priority: Priority, dice: Dice) -> Triage:
    """What triage enters for a topic at a priority."""
    impact, urgency = dice.pick(IMPACTS[priority])
    low, high = topic.reach
    affected = low if priority >= Priority.P4 else dice.between(low, high)
    return Triage(topic.service, topic.nature, impact, urgency, affected)
