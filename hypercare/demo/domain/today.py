"""What is on the desk at the instant the demo is made, at whatever hour that is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypercare.demo.domain.curves import minutes
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.lives import Life, Moment, Note, ReporterSays, Wait
from hypercare.demo.domain.ordinary import Report
from hypercare.demo.domain.people import Site, is_at_work
from hypercare.demo.domain.plot import Burning, Inbox, OnDesk, Stage
from hypercare.demo.domain.topic import VENDOR
from hypercare.lib.working_time import Calendar
from incidents.domain.clocks import TARGETS, ClockKind
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

LOOK_BACK = timedelta(days=27)


def todays_lives(stage: Stage, at: datetime) -> list[Life]:
    """Everything that is deliberately open at `at`."""
    today = stage.plot.today
    fire = [_burning(today.burning, stage, at)] if today.burning else []
    inbox = [_in_inbox(each, stage, at) for each in today.inbox]
    return [*fire, *inbox, *(_on_desk(each, stage, at) for each in today.on_desk)]


def working_ago(calendar: Calendar, at: datetime, amount: timedelta) -> datetime:
    """The latest instant since which `amount` of working time has gone by; `LOOK_BACK` at the most."""
    for opens, closes in reversed(list(calendar.open_intervals(at - LOOK_BACK, at))):
        if amount <= closes - opens:
            return closes - amount
        amount -= closes - opens
    return at - LOOK_BACK


def site_awake(sites: Sequence[Site], at: datetime, dice: Dice) -> Site:
    """One of the sites in which people are at work at this hour, if there is one."""
    return dice.pick([site for site in sites if is_at_work(site, at)] or sites)


def _report(name: str, slug: str, at: datetime, stage: Stage) -> Report:
    key, topic = f"today:{name}", stage.plot.topics[slug]
    sites = stage.plot.people.sites_that_meet(topic)
    site = site_awake(sites, at, Dice(stage.plot.key, key, "site"))
    return Report(stage, key, topic, at=at, site=site)


def _in_inbox(item: Inbox, stage: Stage, at: datetime) -> Life:
    ago = minutes(item.ago)
    reported_at = at - ago if item.ago else working_ago(stage.calendar, at, minutes(item.working_ago))
    return _report(f"inbox:{item.topic}", item.topic, reported_at, stage).life()


def _on_desk(item: OnDesk, stage: Stage, at: datetime) -> Life:
    """Looked at and answered when it came, and open since."""
    budget = TARGETS[item.priority][ClockKind.RESOLUTION].budget(stage.calendar)
    reported_at = working_ago(stage.calendar, at, budget - minutes(item.due_in))
    report = _report(item.topic, item.topic, reported_at, stage)
    report.priority = item.priority
    course = report.course
    course.triage(item.priority, 7 + 9 * course.dice.roll(), person=item.person)
    course.work(9)
    if item.waits_for in {WaitingOn.REPORTER, WaitingOn.EVIDENCE}:
        course.ask()
        return report.life()
    course.answer()
    course.work(25 + 30 * course.dice.roll())
    course.note()
    if item.is_reopened:
        _come_back(report)
    elif item.waits_for is not None:
        _start_waiting(report, item.waits_for)
    return report.life()


def _come_back(report: Report) -> None:
    """Solved, and not solved after all; both at once, so that the promise loses next to no time."""
    course = report.course
    course.work(12)
    course.resolve()
    course.at += minutes(9)
    course.act(ReporterSays("I have just seen it again. It is not repaired yet.", is_not_fixed=True), by="")


def _start_waiting(report: Report, waiting_on: WaitingOn) -> None:
    course = report.course
    if waiting_on is WaitingOn.VENDOR:
        course.escalate(VENDOR)
        course.act(Note(course.words(report.topic.vendor)))
    course.work(4)
    course.act(Wait(waiting_on))


def _burning(fire: Burning, stage: Stage, at: datetime) -> Life:
    """A P1, worked on round the clock."""
    reported_at = at - minutes(fire.ago)
    report = _report("fire", fire.topic, reported_at, stage)
    report.priority = Priority.P1
    report.words = fire.words
    report.course.moments = [Moment(reported_at + minutes(after), deed, by) for after, by, deed in fire.acts]
    return report.life(by_phone=True)
