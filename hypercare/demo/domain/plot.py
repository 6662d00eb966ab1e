"""The declaration of one launch of the demo, from which everything about it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property

from hypercare.demo.domain.curves import Curves
from hypercare.demo.domain.hours import Hours
from hypercare.demo.domain.lives import Deed, Triage
from hypercare.demo.domain.parts import Vocabulary
from hypercare.demo.domain.people import People
from hypercare.demo.domain.phrases import Phrases
from hypercare.demo.domain.topic import Topic
from hypercare.lib.working_time import Calendar
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority

# Minutes after the report, who, and what.
Acts = tuple[tuple[float, str, Deed], ...]


@dataclass(frozen=True, slots=True)
class Saga:
    """A report whose story is told act by act, round the clock, and the many who report the same.

    The last act resolves it. With both levels high it is a major incident.
    """

    slug: str
    topic: str
    day: int
    hour: time
    site: str
    words: str
    affected: int
    acts: Acts
    echoes: tuple[str, ...] = ()
    echo_end: str = ""
    is_service_down: bool = False
    impact: Level = Level.HIGH
    urgency: Level = Level.HIGH

    def first_look(self, topic: Topic) -> Triage:
        """How much it hurts."""
        return Triage(
            topic.service, topic.nature, self.impact, self.urgency, self.affected, self.is_service_down
        )


@dataclass(frozen=True, slots=True)
class Burning:
    """A major incident that began so many minutes ago and is not over."""

    topic: str
    words: str
    ago: float
    acts: Acts


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


@dataclass(frozen=True, slots=True)
class Today:
    """What is on the desk at the instant the demo is made."""

    inbox: tuple[Inbox, ...]
    on_desk: tuple[OnDesk, ...]
    burning: Burning | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What a screenshot shows: a list of so many columns; `#` becomes a digit."""

    title: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, eq=False)
class Plot:
    """One launch of the demo: what it is, when, who takes part, and what reports are about.

    `released` is the topic of an honest report that was held back. `sign_in` says which of the staff
    to try, and what they do.
    """

    key: str
    name: str
    target_users: int
    hours: Hours
    people: People
    topics: Mapping[str, Topic]
    curves: Curves
    sagas: tuple[Saga, ...]
    today: Today
    phrases: Phrases
    vocabulary: Vocabulary
    picture: Picture
    released: str
    sign_in: Mapping[str, str]

    @cached_property
    def services(self) -> tuple[str, ...]:
        """What people depend on, by name."""
        return tuple(sorted({topic.service for topic in self.topics.values()}))


@dataclass(frozen=True, slots=True)
class Stage:
    """A plot at its place in time."""

    plot: Plot
    go_live_at: datetime
    calendar: Calendar

    @classmethod
    def before(cls, plot: Plot, until: datetime) -> "Stage":
        """The plot whose launch has come as far as it should at `until`."""
        go_live_at = plot.hours.go_live_before(until)
        return cls(plot, go_live_at, plot.hours.support_hours(go_live_at.date()))

    def week_of(self, at: datetime) -> int:
        """The week of the launch, counted from 0."""
        return max((at - self.go_live_at).days, 0) // 7
