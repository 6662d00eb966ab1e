"""The life of one report: what was said, and what everybody did about it, each at its instant."""

from dataclasses import dataclass, replace
from datetime import datetime

from feedback.domain.submissions import Kind
from incidents.domain.history import Cause, DeclineReason, Nature, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority


@dataclass(frozen=True, slots=True)
class Triage:
    """Say what it is and how much it hurts."""

    service: str
    nature: Nature
    impact: Level
    urgency: Level
    affected_users: int
    is_service_down: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """A person has seen it."""


@dataclass(frozen=True, slots=True)
class Assign:
    """Give it to a team, and maybe to a person."""

    team: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """Set the priority by hand."""

    priority: Priority
    reason: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer the reporter."""

    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """Tell the colleagues."""

    words: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait for somebody."""

    waiting_on: WaitingOn


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Resolve:
    """The user can work again."""

    cause: Cause
    resolution: Resolution
    words: str


@dataclass(frozen=True, slots=True)
class Decline:
    """Nothing will be done."""

    reason: DeclineReason
    words: str


@dataclass(frozen=True, slots=True)
class ReporterSays:
    """The reporter writes on the status page."""

    words: str
    is_not_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Reopen:
    """Staff take it up again."""

    words: str


@dataclass(frozen=True, slots=True)
class Close:
    """Put away."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The reporter says how it went, 1 to 5."""

    score: int


@dataclass(frozen=True, slots=True)
class KeepPromise:
    """The cause behind the workaround is repaired."""


Deed = (
    Triage
    | Acknowledge
    | Assign
    | Override
    | Reply
    | Note
    | Wait
    | Resume
    | Resolve
    | Decline
    | ReporterSays
    | Reopen
    | Close
    | Rate
    | KeepPromise
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Who did what when; `by` is the handle of a member of staff, or nobody's."""

    at: datetime
    deed: Deed
    by: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """One report from its first word to its last event.

    `taken_by` wrote it down on the phone (`first_look` is what they entered); otherwise it came by the
    form. `colleague` is the number of a colleague, nobody for an anonymous report. `number` is that of the
    incident it leads to, if it leads to one.
    """

    key: str
    words: str
    kind: Kind
    reported_at: datetime
    declared_at: datetime
    colleague: int | None
    sentiment: int | None = None
    page: str = ""
    version: str = ""
    trap: str = ""
    taken_by: str = ""
    first_look: Triage | None = None
    has_picture: bool = False
    is_sent_twice: bool = False
    released_by: str = ""
    is_unwanted: bool = False
    number: int | None = None
    moments: tuple[Moment, ...] = ()

    @property
    def leads_to_incident(self) -> bool:
        """Whether anybody has to do something about it; praise and advertising ask for nothing."""
        return self.kind is not Kind.PRAISE and not self.is_unwanted

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to, after the last moment."""
        ended = False
        for moment in self.moments:
            if isinstance(moment.deed, Resolve | Decline):
                ended = True
            elif isinstance(moment.deed, Reopen) or (
                isinstance(moment.deed, ReporterSays) and moment.deed.is_not_fixed
            ):
                ended = False
        return self.leads_to_incident and not ended

    def up_to(self, at: datetime) -> "Life":
        """The same life as far as it has come by then."""
        return replace(self, moments=tuple(moment for moment in self.moments if moment.at <= at))
