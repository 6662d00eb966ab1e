"""What is on the desk at the instant the demo is made, at whatever hour that is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.demo.domain.curves import minutes
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.lives import Acknowledge, Assign, Life, Moment, Note, Reply, ReporterSays, Wait
from hypercare.demo.domain.ordinary import Report
from hypercare.demo.domain.people import SITES, Site, is_at_work
from hypercare.demo.domain.topics import TOPICS
from hypercare.demo.domain.topics.topic import DEVELOPMENT, VENDOR
from hypercare.lib.working_time import Calendar
from incidents.domain.clocks import TARGETS, ClockKind
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

LOOK_BACK = timedelta(days=27)
P1, P2, P3, P4 = Priority
WEEK = 4


@dataclass(frozen=True, slots=True)
class Inbox:
    """Not looked at yet: reported so many minutes ago, of real time or of working time."""

    topic: str
    ago: float = 0
    working_ago: float = 0


@dataclass(frozen=True, slots=True)
class OnDesk:
    """Somebody has it; its promise is due in so many working minutes, or was due before."""

    topic: str
    priority: Priority
    due_in: float
    waits_for: WaitingOn | None = None
    is_reopened: bool = False
    person: str = ""


INBOX = (
    Inbox("stale-prices", ago=7),
    Inbox("missing-right", ago=21),
    Inbox("filters-forgotten", ago=54),
    Inbox("how-to-share", ago=95),
    Inbox("report-numbers", working_ago=150),
    Inbox("copy-to-sheet", working_ago=275),
)
ON_DESK = (
    OnDesk("order-latency", P2, 34),
    OnDesk("limit-use", P2, 190, person="mara"),
    OnDesk("overnight", P2, -70),
    OnDesk("stream-drops", P2, 330, WaitingOn.VENDOR),
    OnDesk("monitor-layout", P3, 85),
    OnDesk("daily-report", P3, -260, WaitingOn.TEAM),
    OnDesk("rounding", P3, 420),
    OnDesk("slow-search", P3, 900),
    OnDesk("token-login", P3, 1100, WaitingOn.REPORTER),
    OnDesk("basket-upload", P3, 1300, WaitingOn.EVIDENCE),
    OnDesk("freeze", P3, 700, is_reopened=True),
    OnDesk("partial-fills", P3, 1500),
    OnDesk("confirmation-currency", P3, 1750),
    OnDesk("update-window", P3, 160, person="amara"),
    OnDesk("too-many-rights", P3, 640, WaitingOn.TEAM, person="amara"),
    OnDesk("missing-shortcut", P4, 2400, WaitingOn.PROBLEM),
    OnDesk("small-font", P4, 3900),
    OnDesk("dark-contrast", P4, 4700),
    OnDesk("printing", P4, 5600, person="amara"),
)


def todays_lives(calendar: Calendar, at: datetime) -> list[Life]:
    """Everything that is deliberately open at `at`."""
    inbox = [_in_inbox(each, calendar, at) for each in INBOX]
    return [_burning(calendar, at), *inbox, *(_on_desk(each, calendar, at) for each in ON_DESK)]


def working_ago(calendar: Calendar, at: datetime, amount: timedelta) -> datetime:
    """The latest instant since which `amount` of working time has gone by; `LOOK_BACK` at the most."""
    for opens, closes in reversed(list(calendar.open_intervals(at - LOOK_BACK, at))):
        if amount <= closes - opens:
            return closes - amount
        amount -= closes - opens
    return at - LOOK_BACK


def site_awake(at: datetime, dice: Dice) -> Site:
    """A site in which people are at work at this hour; somewhere they always are."""
    return dice.pick([site for site in SITES if is_at_work(site, at)] or SITES)


def _report(name: str, topic: str, at: datetime, calendar: Calendar) -> Report:
    key = f"today:{name}"
    return Report(
        key, TOPICS[topic], at=at, site=site_awake(at, Dice(key, "site")), week=WEEK, calendar=calendar
    )


def _in_inbox(item: Inbox, calendar: Calendar, at: datetime) -> Life:
    ago = minutes(item.ago)
    reported_at = at - ago if item.ago else working_ago(calendar, at, minutes(item.working_ago))
    return _report(f"inbox:{item.topic}", item.topic, reported_at, calendar).life()


def _on_desk(item: OnDesk, calendar: Calendar, at: datetime) -> Life:
    """Looked at and answered when it came, and open since."""
    budget = TARGETS[item.priority][ClockKind.RESOLUTION].budget(calendar)
    reported_at = working_ago(calendar, at, budget - minutes(item.due_in))
    report = _report(item.topic, item.topic, reported_at, calendar)
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


def _burning(calendar: Calendar, at: datetime) -> Life:
    """A P1 that began an hour and a half ago, round the clock."""
    reported_at = at - minutes(94)
    report = _report("fire", "confirmations-late", reported_at, calendar)
    report.priority = P1
    report.words = (
        "Confirmations have stopped again: nothing has gone out for half an hour. More than 400 are waiting, "
        "and the number grows. Two clients have called already."
    )
    course = report.course
    acts = (
        (11, "mara", Acknowledge()),
        (12, "mara", Assign(DEVELOPMENT, "oskar")),
        (13, "mara", Reply("We see it, and everybody needed is on it. Next word within half an hour.")),
        (
            31,
            "oskar",
            Note("Not the same as in week 2: the sender runs, the message network does not acknowledge."),
        ),
        (
            52,
            "oskar",
            Note("Network operator confirms trouble on one line. Asked them to move us to the other."),
        ),
        (
            60,
            "mara",
            Reply("The message network has trouble on one line; we are being moved to the other one."),
        ),
        (83, "oskar", Note("Moved. The first 40 went through; watching before I call it solved.")),
    )
    course.moments = [Moment(reported_at + minutes(after), deed, by) for after, by, deed in acts]
    return report.life(by_phone=True)
