"""One incident's history, held open for writing inside a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser

from hypercare.launches.live import announce_change
from hypercare.lib.background import nudge
from incidents.actions import projection
from incidents.domain.clocks import ClockKind, lateness
from incidents.domain.history import ActorKind, Event, EventKind, IncidentState, begin, evolve, fold
from incidents.domain.snooze import WokenBy
from incidents.models import Clock, Incident, IncidentEvent


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, the reporter, or a machine.

    `act` names what may still be undone as a whole: it is the cause of each event.
    """

    kind: ActorKind
    user_id: int | None = None
    act: str = ""

    @classmethod
    def human(cls, user: AbstractBaseUser, *, act: str = "") -> Self:
        """A member of staff."""
        return cls(ActorKind.HUMAN, user.pk, act)

    @classmethod
    def reporter(cls) -> Self:
        """The person who reported."""
        return cls(ActorKind.REPORTER)

    @classmethod
    def bot(cls) -> Self:
        """This application by itself."""
        return cls(ActorKind.BOT)


class Story:
    """The locked row, its events, and the state they fold to.

    Use: `open` (or `begin` for a new row), `append` what happens, `save`. The row, its clocks and the
    new events are written together, so the row equals its history.
    """

    def __init__(self, incident: Incident, events: Sequence[Event], state: IncidentState) -> None:
        self.incident = incident
        self.state = state
        self._events = list(events)
        self._new: list[IncidentEvent] = []

    @classmethod
    def open(cls, incident: Incident, *, at: datetime) -> Self:
        """Lock the row, read its history, and record what fell due before `at`."""
        rows = Incident.objects.select_for_update(of=("self",), no_key=True).select_related("launch")
        locked = rows.get(pk=incident.pk)
        stored = IncidentEvent.objects.filter(incident=locked).order_by("seq")
        events = [event.as_domain() for event in stored]
        story = cls(locked, events, fold(events))
        story._settle(at)
        return story

    @classmethod
    def open_together(cls, incidents: Sequence[Incident], *, at: datetime) -> list[Self]:
        """Each of them, locked in the same order by everybody, so that no two wait for one another."""
        opened = {each.pk: cls.open(each, at=at) for each in sorted(incidents, key=attrgetter("pk"))}
        return [opened[each.pk] for each in incidents]

    @classmethod
    def begin(cls, incident: Incident, *, actor: Actor, at: datetime, because: str, **payload: Any) -> Self:
        """Start the history of a row not yet saved; `at` is when it was reported."""
        event = Event(EventKind.DECLARED, at, 1, actor.kind, payload)
        story = cls(incident, [event], begin(event))
        projection.project(incident, story.state)
        story._keep(event, actor=actor, because=because)
        return story

    @property
    def events(self) -> Sequence[Event]:
        """The history in the order in which it was learnt, what is not yet saved among it."""
        return tuple(self._events)

    def append(
        self, kind: EventKind, *, actor: Actor, at: datetime, because: str = "", **payload: Any
    ) -> None:
        """Add one event, `because` of a row or item. One from before others, or an undo, refolds it all."""
        event = Event(kind, at, len(self._events) + 1, actor.kind, payload)
        is_told_anew = kind is EventKind.UNDONE or event.order < max(each.order for each in self._events)
        self._events.append(event)
        self.state = fold(self._events) if is_told_anew else evolve(self.state, event)
        self._keep(event, actor=actor, because=because)

    def wake(self, by: WokenBy, *, actor: Actor, at: datetime, because: str = "") -> None:
        """Bring it back into the inbox if it is snoozed, no earlier than what it was snoozed after."""
        if self.state.snoozed_until is not None:
            last = max(each.at for each in self._events)
            self.append(EventKind.WOKEN, actor=actor, at=max(at, last), because=because, by=by)

    def save(self, *, at: datetime, is_stale: bool = False) -> Incident:
        """Write new events, the row and its clocks; `is_stale` asks Celery for priority and rank."""
        self._settle(at)
        projection.project(self.incident, self.state)
        self.incident.last_seq = len(self._events)
        if is_stale:
            self.incident.stale_since = at
        if self.incident._state.adding:
            self.incident.save()
        clocks = self._clocks(at)
        projection.copy_to_row(self.incident, clocks)
        self._write(clocks)
        announce_change(self.incident.launch_id)
        if is_stale:
            nudge("incidents.tasks.prioritise", self.incident.pk)
        return self.incident

    def _write(self, clocks: list[Clock]) -> None:
        for event in self._new:
            event.incident = self.incident
        IncidentEvent.objects.bulk_create(self._new)
        self._new = []
        projection.write_clocks(clocks)
        names = (*projection.PROJECTED_FIELDS, *projection.COPIED_FIELDS, "last_seq", "stale_since", "title")
        self.incident.save(update_fields=[*names, "rank", "rank_terms"])

    def _clocks(self, at: datetime) -> list[Clock]:
        if self.state.priority is None:
            return []
        stored = {clock.kind: clock for clock in Clock.objects.filter(incident=self.incident)}
        plans = projection.plans_for(self.incident, self.state)
        at = projection.behind_the_told(self._events, at=at)
        return projection.clocks_of(self.incident, plans, stored, priority=self.state.priority, at=at)

    def _settle(self, at: datetime) -> None:
        """Record each breach that lies behind us, at its exact due instant, once per due instant."""
        plans = projection.plans_for(self.incident, self.state)
        for kind, due_at in projection.breaches_behind(plans, self._events, at=at):
            late = self._missed(kind, due_at, at)
            self.append(EventKind.TARGET_BREACHED, actor=Actor.bot(), at=due_at, clock=kind.value, **late)
            self.wake(WokenBy.CLOCK, actor=Actor.bot(), at=at)

    def _missed(self, kind: ClockKind, due_at: datetime, at: datetime) -> dict[str, Any]:
        """By how much a sweep missed this breach; nothing when the clock was not known to be due then."""
        late = int(lateness(due_at, at=at).total_seconds())
        clocks = Clock.objects.filter(incident_id=self.incident.pk, kind=kind, due_at=due_at)
        return {"late_seconds": late} if late and clocks.exists() else {}

    def _keep(self, event: Event, *, actor: Actor, because: str) -> None:
        self._new.append(
            IncidentEvent(
                launch_id=self.incident.launch_id,
                seq=event.seq,
                kind=event.kind,
                at=event.at,
                actor_id=actor.user_id,
                actor_kind=event.actor_kind,
                cause=because or actor.act,
                payload=dict(event.payload),
            )
        )
