"""A major incident as its page and panel show it: who leads, what is said, when the next update is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from hypercare.accounts.roles import Permission
from hypercare.launches.models import Membership
from incidents.actions.major import takings_in
from incidents.domain.history import Event, EventKind
from incidents.domain.major import Audience, Held, Major, MajorRole, after_event, is_overdue, roles_held
from incidents.models import Incident, IncidentEvent, MajorIncident, MajorUpdate
from incidents.queries.choices import launch_choices
from incidents.queries.words import Moment, clock_time, moment

MAJOR_KINDS = (
    EventKind.MAJOR_DECLARED,
    EventKind.MAJOR_ROLE_TAKEN,
    EventKind.MAJOR_UPDATED,
    EventKind.UPDATE_MISSED,
    EventKind.STOOD_DOWN,
)
FORMER_MEMBER = "a former member"
AUDIENCE_LABELS = {Audience.TACTICAL: "Tactical update", Audience.EXECUTIVE: "Executive update"}


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role, who holds it since when, and who did before."""

    role: str
    label: str
    person: str
    since: str
    before: Sequence[str]


@dataclass(frozen=True, slots=True)
class DueLine:
    """When an audience hears next."""

    audience: str
    label: str
    due: Moment
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class MajorPage:
    """All of it at one instant. While `is_led` roles and updates go on; afterwards there is a review."""

    words: MajorIncident
    is_led: bool
    began: datetime | None
    ended: datetime | None
    roles: Sequence[RoleLine]
    due: Sequence[DueLine]
    updates: Sequence[MajorUpdate]
    can_work: bool

    @property
    def has_overdue(self) -> bool:
        """Whether somebody waits for an update."""
        return any(line.is_overdue for line in self.due)


def major_page(incident: Incident, *, member: Membership, at: datetime) -> MajorPage | None:
    """The page in a constant number of queries; `None` for what never was a major incident."""
    words = MajorIncident.objects.filter(incident=incident).first()
    if words is None:
        return None
    rows = IncidentEvent.objects.filter(incident=incident, kind__in=MAJOR_KINDS).order_by("at", "seq")
    events = [row.as_domain() for row in rows]
    now = reduce(_after, events, None)
    names = launch_choices(incident.launch_id).names().people
    teller = _Teller(incident, names, at)
    return MajorPage(
        words=words,
        is_led=now is not None,
        began=_last(events, EventKind.MAJOR_DECLARED),
        ended=None if now else _last(events, EventKind.STOOD_DOWN),
        roles=[teller.role(role, roles_held(takings_in(events))) for role in MajorRole],
        due=[teller.due(audience, now.due[audience]) for audience in Audience] if now else (),
        updates=list(MajorUpdate.objects.filter(incident=incident).select_related("author")),
        can_work=member.may(Permission.WORK_INCIDENTS),
    )


def _after(major: Major | None, event: Event) -> Major | None:
    return after_event(major, event.kind, event.payload, event.at)


def _last(events: Sequence[Event], kind: EventKind) -> datetime | None:
    return max((each.at for each in events if each.kind is kind), default=None)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts roles and due times into words."""

    incident: Incident
    names: Mapping[int, str]
    at: datetime

    def role(self, role: MajorRole, held: Sequence[Held]) -> RoleLine:
        """Who holds it, and who did before, the last one first."""
        mine = [each for each in held if each.role is role]
        now = next((each for each in mine if each.until is None), None)
        before = [self._stretch(each) for each in reversed(mine) if each.until]
        person = self._name(now.user_id) if now else "Nobody"
        return RoleLine(role, role.capitalize(), person, self._time(now.since) if now else "", before)

    def due(self, audience: Audience, due_at: datetime) -> DueLine:
        """When this audience hears next."""
        due = moment(due_at, at=self.at, zone=self.incident.launch.zone)
        return DueLine(audience, AUDIENCE_LABELS[audience], due, is_overdue(due_at, at=self.at))

    def _stretch(self, held: Held) -> str:
        until = self._time(held.until) if held.until else ""
        return f"{self._name(held.user_id)}, {self._time(held.since)} to {until}"

    def _name(self, user_id: int) -> str:
        return self.names.get(user_id, FORMER_MEMBER)

    def _time(self, instant: datetime) -> str:
        return clock_time(instant, at=self.at, zone=self.incident.launch.zone)
