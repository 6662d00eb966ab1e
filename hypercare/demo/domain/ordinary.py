"""The ordinary report: looked at, answered, maybe asked about or handed on, and solved."""

from datetime import datetime, timedelta

from feedback.domain.submissions import Kind
from hypercare.demo.domain.course import Course, first_look
from hypercare.demo.domain.curves import in_week, sentiment
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.lives import Assign, Decline, Life, Override, Reopen, Reply
from hypercare.demo.domain.parts import fill, parts_for
from hypercare.demo.domain.people import Colleague, Site
from hypercare.demo.domain.plot import Stage
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    PLATFORM,
    VENDOR,
    Topic,
    vanished,
)
from incidents.domain.history import DeclineReason
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

ANONYMOUS_SHARE = 0.04
PICTURE_SHARE = 0.1
NEXT_TIER = {DESK: APPLICATIONS, APPLICATIONS: DEVELOPMENT, PLATFORM: DEVELOPMENT}
GIVEN_UP_AFTER = 3 * 10 * 60  # working minutes without an answer


class Report:
    """One report as it comes in: its dice, its words, and the course of everything that follows."""

    def __init__(self, stage: Stage, key: str, topic: Topic, *, at: datetime, site: Site) -> None:
        self.stage, self.key, self.topic, self.at = stage, key, topic, at
        self.plot, self.week, self.calendar = stage.plot, stage.week_of(at), stage.calendar
        self.dice = Dice(self.plot.key, key)
        self.priority = self._drawn_priority()
        is_anonymous = self.dice.chance(ANONYMOUS_SHARE)
        self.colleague: Colleague | None = None if is_anonymous else self._somebody(site)
        self.parts = parts_for(self.plot.vocabulary, self.dice, site=site, at=at, week=self.week)
        self.words = self._said(site)
        self.course = Course(stage, topic, at=at, parts=self.parts, colleague=self.colleague, dice=self.dice)
        self.desk_person = self.course.owner

    def _drawn_priority(self) -> Priority:
        drawn = Priority(self.dice.pick(self.topic.priorities))
        is_less = drawn is Priority.P2 and not self.dice.chance(self.plot.curves.severe_after_all)
        return Priority.P3 if is_less else drawn

    def _somebody(self, site: Site) -> Colleague:
        return self.plot.people.someone_at(site, self.dice, persona=self.topic.persona)

    def _said(self, site: Site) -> str:
        """An opening with a detail, or now and then one of the reports that stand alone."""
        wholes = (*self.topic.wholes, *self.topic.native.get(site.name, ()))
        begun = self.dice.pick((*self.topic.openings, *self.topic.openings, *wholes))
        if begun in wholes:
            return fill(begun, self.parts)
        return f"{fill(begun, self.parts)} {fill(self.dice.pick(self.topic.details), self.parts)}"

    def life(self, *, by_phone: bool = False) -> Life:
        """The report with all that its course has so far."""
        taken_by = self.desk_person if by_phone else ""
        declared_at = self.at + timedelta(seconds=self.dice.between(100, 500) if by_phone else 4)
        return Life(
            key=self.key,
            words=self.words,
            kind=self.topic.kind,
            reported_at=self.at,
            declared_at=declared_at,
            colleague=self.colleague.number if self.colleague else None,
            sentiment=sentiment(self.dice, priority=self.priority),
            page=self.topic.page,
            version=self.plot.vocabulary.release_in(self.week),
            taken_by=taken_by,
            first_look=first_look(self.topic, self.priority, self.dice) if by_phone else None,
            has_picture=not by_phone
            and self.topic.kind is not Kind.QUESTION
            and self.dice.chance(PICTURE_SHARE),
            moments=tuple(self.course.moments),
        )


def ordinary_life(stage: Stage, key: str, topic: Topic, *, at: datetime, site: Site) -> Life:
    """The whole life of one report."""
    report = Report(stage, key, topic, at=at, site=site)
    curves = stage.plot.curves
    is_open = stage.calendar.is_open(at)
    by_phone = is_open and topic.kind is Kind.BUG and report.dice.chance(curves.phone_share)
    usual, spread = in_week(curves.triage_minutes, report.week), in_week(curves.spread, report.week)
    after = report.dice.around(usual, spread)
    if by_phone:
        report.course.work(9)
        report.course.act(Assign(DESK, report.course.owner))
        report.course.hand_to(topic.team)
    else:
        report.course.triage(report.priority, after)
    _LIVES.get(topic.kind, _repaired)(report)
    return report.life(by_phone=by_phone)


def _answered(report: Report) -> None:
    """A question: the answer is the end of it."""
    report.course.work(report.dice.around(60, 0.8))
    report.course.resolve()
    report.course.finish(week=report.week, was_late=False)


def _considered(report: Report) -> None:
    """An idea: thanked for, and taken in or not."""
    course, dice = report.course, report.dice
    course.work(report.dice.around(120, 0.6))
    course.answer()
    course.work(dice.around(900, 0.7))
    if dice.chance(0.35):
        course.resolve()
        course.finish(week=report.week, was_late=False)
    else:
        course.act(Decline(DeclineReason.OUT_OF_SCOPE, course.words(report.topic.decline)))


def _repaired(report: Report) -> None:
    """Something that was wrong, or felt wrong."""
    course = report.course
    if _is_answered(report):
        _solve(report)
    else:
        course.resolve(vanished(course.phrases.no_answer))
        course.finish(week=report.week, was_late=True)


def _solve(report: Report) -> None:
    """Known already, meant to be so, or repaired; some repairs do not hold."""
    course, dice, topic = report.course, report.dice, report.topic
    if topic.is_often_known and dice.chance(0.14):
        course.work(4)
        course.act(Decline(DeclineReason.DUPLICATE, course.words(course.phrases.duplicate)))
        return
    if topic.decline and dice.chance(0.4):
        course.work(dice.around(200, 0.5))
        course.act(Decline(DeclineReason.WORKS_AS_DESIGNED, course.words(topic.decline)))
        return
    _investigate(report)
    course.resolve()
    if dice.chance(in_week(topic.reopened or report.plot.curves.reopened_share, report.week)):
        course.not_fixed()
        course.work(dice.around(240, 0.6))
        course.resolve_again()
    elif dice.chance(0.015):
        course.work(dice.around(400, 0.5))
        course.act(Reopen(course.words(*course.phrases.happened_again)))
        course.work(dice.around(120, 0.5))
        course.resolve_again()
    course.finish(week=report.week, was_late=_was_late(report))


def _is_answered(report: Report) -> bool:
    """The first reply; False when it asks something that nobody answers."""
    course, dice, topic = report.course, report.dice, report.topic
    if report.priority is Priority.P3 and dice.chance(0.03):
        course.work(5)
        course.act(Override(Priority.P2, dice.pick(course.phrases.overrides)), by=report.plot.people.lead)
    usual = in_week(report.plot.curves.reply_minutes[report.priority], report.week)
    course.work(dice.around(usual, in_week(report.plot.curves.spread, report.week)) - _elapsed(report))
    if not topic.question or dice.chance(0.45):
        course.answer()
        return True
    course.ask()
    if dice.chance(0.06):
        course.work(GIVEN_UP_AFTER)
        return False
    course.hear()
    return True


def _investigate(report: Report) -> None:
    """The work between the answer and the end, as long as it takes in this week."""
    course, dice, topic = report.course, report.dice, report.topic
    curves = report.plot.curves
    usual = topic.pace * in_week(curves.solve_minutes[report.priority], report.week)
    left = max(dice.around(usual, in_week(curves.spread, report.week)) - _elapsed(report), 20)
    course.work(0.2 * left)
    if dice.chance(0.75):
        course.note()
    course.work(0.2 * left)
    if topic.vendor and dice.chance(0.35):
        course.escalate(VENDOR)
        course.wait_for(WaitingOn.VENDOR, topic.vendor, working=0.5 * left)
    elif topic.team in NEXT_TIER and dice.chance(0.22):
        course.escalate(NEXT_TIER[topic.team])
    elif dice.chance(0.06):
        waits = course.phrases.team_waits if dice.chance(0.7) else course.phrases.problem_waits
        on = WaitingOn.TEAM if waits is course.phrases.team_waits else WaitingOn.PROBLEM
        course.wait_for(on, dice.pick(waits), working=0.4 * left)
    if left > 700 and dice.chance(0.6):
        course.work(0.3 * left)
        course.act(Reply(course.words(*course.phrases.on_the_way)))
    course.work(0.4 * left)


def _elapsed(report: Report) -> float:
    """Working minutes since it was reported."""
    return report.calendar.working_between(report.at, report.course.at) / timedelta(minutes=1)


def _was_late(report: Report) -> bool:
    return _elapsed(report) > 2.5 * report.plot.curves.solve_minutes[report.priority][0]


_LIVES = {Kind.QUESTION: _answered, Kind.IDEA: _considered}
