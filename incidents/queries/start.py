"""What the page at the start of a shift shows: all that happened to a person's work since they left."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Count, Max, Q

from hypercare.launches.models import Launch, Membership, Release, Shift
from incidents.domain.history import ActorKind, EventKind
from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.domain.start import (
    LOOK_BACK,
    NO_NEWS,
    TAKES_UP,
    Candidate,
    Happening,
    News,
    Pick,
    first_three,
    news_of,
    since_of,
)
from incidents.domain.undoing import standing
from incidents.models import Incident, IncidentEvent
from incidents.models.incident import RANKS_IN_PRIORITY, WORK_ORDER
from incidents.queries.paging import Sort, ordered
from incidents.queries.rows import COLUMNS

Values = Mapping[str, Any]
OWN_AT_MOST = 200
NOBODYS_AT_MOST = 20
WRITTEN_TO_AT_MOST = 200
ARRIVED_AT_MOST = 100
TOLD = [EventKind.REPORTER_WROTE, EventKind.REOPENED, EventKind.ASSIGNED, EventKind.UNDONE, *TAKES_UP]


@dataclass(frozen=True, slots=True)
class Joined:
    """An incident that reporters wrote to since somebody left."""

    values: Values
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Grown:
    """A bundle that reports joined since somebody left."""

    values: Values
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Start:
    """The rows behind a start page; `since` is empty on a person's first shift.

    `own` is theirs and open, `at_rest` resolved although the reporter wrote, `joined` what others have,
    `grown` the bundles of everybody.
    """

    left_at: datetime | None
    since: datetime | None
    own: Sequence[Values] = ()
    at_rest: Sequence[Values] = ()
    nobodys: Sequence[Values] = ()
    arrived: Sequence[Values] = ()
    joined: Sequence[Joined] = ()
    grown: Sequence[Grown] = ()
    released: Sequence[Release] = ()
    news: Mapping[int, News] = field(default_factory=dict)

    def mine(self) -> list[Candidate]:
        """The person's own, open and at rest."""
        return [self._candidate(each, is_mine=True) for each in (*self.own, *self.at_rest)]

    def first(self, *, at: datetime) -> list[Pick]:
        """What to begin with."""
        nobodys = (self._candidate(each, is_mine=False) for each in self.nobodys)
        return first_three([*self.mine(), *nobodys], at=at)

    def values_of(self, candidate: Candidate) -> Values:
        """The row of a candidate."""
        rows = (*self.own, *self.at_rest, *self.nobodys)
        return next(each for each in rows if each["number"] == candidate.number)

    def _candidate(self, values: Values, *, is_mine: bool) -> Candidate:
        return Candidate(
            number=values["number"],
            is_mine=is_mine,
            priority=Priority(values["priority"]) if values["priority"] else None,
            due_at=values["next_due_at"],
            is_open=State(values["state"]).is_open,
            news=self.news.get(values["id"], NO_NEWS),
        )


def start_of(membership: Membership, *, at: datetime) -> Start:
    """All of it, in eleven queries at most, however much there is."""
    launch, user_id = membership.launch, membership.user_id
    shift = Shift.objects.filter(membership=membership).first()
    left_at = shift.left_at if shift else None
    start = Start(left_at, None, own=_own(launch, user_id), nobodys=_nobodys(launch))
    if left_at is None:
        return start
    since = since_of(left_at, at=at)
    written = _written_to(launch, since)
    at_rest = [
        each.values
        for each in written
        if each.values["assignee_id"] == user_id and each.values["state"] == State.RESOLVED
    ]
    ids = [each["id"] for each in (*start.own, *at_rest)]
    return replace(
        start,
        since=since,
        at_rest=at_rest,
        news=_news(ids, user_id, since),
        arrived=_arrived(launch, since),
        grown=_grown(launch, since),
        joined=[each for each in written if each.values["assignee_id"] != user_id],
        released=_released(launch, since),
    )


def is_cut(start: Start, *, at: datetime) -> bool:
    """Whether the person was away for longer than is told."""
    return start.left_at is not None and at - start.left_at > LOOK_BACK


def _own(launch: Launch, user_id: int) -> list[dict[str, Any]]:
    """What somebody has, the next due first. Uses index: queue_by_assignee."""
    rows = Incident.objects.filter(launch=launch, assignee=user_id).open()
    return list(ordered(rows, Sort.DUE).values(*COLUMNS)[:OWN_AT_MOST])


def _nobodys(launch: Launch) -> list[dict[str, Any]]:
    """The P1 and P2 that nobody has or put aside. Uses index: queue_by_priority."""
    rows = Incident.objects.filter(launch=launch, assignee=None, snoozed_until=None).open()
    urgent = rows.alias(work=WORK_ORDER).filter(work__lte=Priority.P2 * RANKS_IN_PRIORITY)
    return list(ordered(urgent, Sort.PRIORITY).values(*COLUMNS)[:NOBODYS_AT_MOST])


def _arrived(launch: Launch, since: datetime) -> list[dict[str, Any]]:
    """What came in and is still in the inbox, the newest first. Uses index: incident_by_state."""
    rows = Incident.objects.filter(launch=launch, state=State.NEW, snoozed_until=None, declared_at__gt=since)
    return list(ordered(rows, Sort.NEWEST).values(*COLUMNS)[: ARRIVED_AT_MOST + 1])


def _released(launch: Launch, since: datetime) -> list[Release]:
    """What was deployed or rolled back, the newest first. Uses index: release_order_once."""
    moved = Q(deployed_at__gt=since) | Q(rolled_back_at__gt=since)
    return list(Release.objects.filter(moved, launch=launch).behind())


def _written_to(launch: Launch, since: datetime) -> list[Joined]:
    """The incidents that reporters wrote to, the most often first. Uses index: event_of_reporters."""
    wrote = IncidentEvent.objects.filter(launch=launch, kind=EventKind.REPORTER_WROTE, recorded_at__gt=since)
    counted = wrote.values("incident_id").annotate(count=Count("id"), last_at=Max("at"))
    found = counted.order_by("-count", "-last_at", "incident_id")[:WRITTEN_TO_AT_MOST]
    told = {each["incident_id"]: each for each in found}
    rows = {each["id"]: each for each in Incident.objects.filter(pk__in=told).values(*COLUMNS)}
    return [Joined(rows[pk], each["count"], each["last_at"]) for pk, each in told.items()]


def _grown(launch: Launch, since: datetime) -> list[Grown]:
    """The bundles with new reports, the most first. Uses index: incident_tied, event_seq_once."""
    tied = Incident.objects.filter(launch=launch, parent_number__isnull=False).values("parent_number")
    rows = {
        each["id"]: each for each in Incident.objects.filter(launch=launch, number__in=tied).values(*COLUMNS)
    }
    if not rows:
        return []
    kinds = (EventKind.JOINED, EventKind.UNDONE)
    events = IncidentEvent.objects.filter(incident__in=rows, kind__in=kinds, recorded_at__gt=since)
    told: dict[int, list[IncidentEvent]] = defaultdict(list)
    for event in events.order_by("incident", "seq").only("incident", "seq", "kind", "at", "payload"):
        told[event.incident_id].append(event)
    joined = {pk: standing(each) for pk, each in told.items()}
    found = [Grown(rows[pk], len(each), each[-1].at) for pk, each in joined.items() if each]
    return sorted(found, key=attrgetter("count", "last_at"), reverse=True)


def _news(ids: Sequence[int], user_id: int, since: datetime) -> dict[int, News]:
    """What happened to these. Uses index: event_seq_once."""
    events = IncidentEvent.objects.filter(incident__in=ids, recorded_at__gt=since)
    told = events.filter(Q(kind__in=TOLD) | Q(actor=user_id))
    columns = ("incident", "seq", "kind", "at", "actor", "actor_kind", "payload")
    by_incident: dict[int, list[IncidentEvent]] = defaultdict(list)
    for event in told.order_by("incident", "seq").only(*columns):
        by_incident[event.incident_id].append(event)
    return {
        incident_id: news_of(_happening(event, user_id) for event in standing(events))
        for incident_id, events in by_incident.items()
    }


def _happening(event: IncidentEvent, user_id: int) -> Happening:
    is_assignment = event.kind == EventKind.ASSIGNED
    return Happening(
        kind=EventKind(event.kind),
        at=event.at,
        is_mine=event.actor_id == user_id,
        is_staff=event.actor_kind == ActorKind.HUMAN,
        gives_me=is_assignment and event.payload.get("assignee_id") == user_id,
    )
