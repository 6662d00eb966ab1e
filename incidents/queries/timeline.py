"""An incident's history as people read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.domain.history import ActorKind, EventKind, IncidentState, begin, evolve
from incidents.domain.undoing import undone_by
from incidents.models import Incident, IncidentEvent, Message
from incidents.queries.choices import LaunchNames
from incidents.queries.timeline_words import Told, sentence


class Group(StrEnum):
    """What an entry is about; the timeline can be narrowed to one."""

    CONVERSATION = "conversation"
    CHANGES = "changes"
    CLOCKS = "clocks"


CONVERSATION = frozenset({EventKind.DECLARED, EventKind.REPLIED, EventKind.REPORTER_WROTE, EventKind.NOTED})
CLOCKS = frozenset({EventKind.TARGET_WARNED, EventKind.TARGET_BREACHED, EventKind.PRIORITY_SET})
REASONS = frozenset({EventKind.PRIORITY_OVERRIDDEN, EventKind.REOPENED})
SOURCES = {"servicenow": "ServiceNow"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; `reason` is what somebody wrote to explain it, `undone_by` who undid it."""

    seq: int
    at: datetime
    group: Group
    sentence: str
    reason: str
    is_imported: bool
    is_breach: bool
    is_person: bool
    undone_by: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every entry, newest first, and the state they lead to."""

    entries: tuple[Entry, ...]
    state: IncidentState


def timeline(
    incident: Incident,
    events: Iterable[IncidentEvent],
    *,
    messages: Mapping[int, Message],
    names: LaunchNames,
) -> Timeline:
    """The history in the order in which it happened, told as it was then."""
    pairs = sorted(((row, row.as_domain()) for row in events), key=lambda pair: pair[1].order)
    undone = undone_by(row for row, _ in pairs)
    then = state = begin(pairs[0][1])
    entries = []
    for row, event in pairs:
        before, then = then, then if event.kind is EventKind.DECLARED else evolve(then, event)
        if event.kind is EventKind.UNDONE:
            then = state
        elif event.kind is not EventKind.DECLARED and event.seq not in undone:
            state = evolve(state, event)
        told = Told(
            event=event,
            before=before,
            after=then,
            actor=actor_name(row),
            reporter=str(incident.reporter or "Somebody"),
            source=SOURCES.get(incident.source, incident.source),
            names=names,
            zone=incident.launch.zone,
            launch_key=incident.launch.key,
        )
        undo = undone.get(event.seq)
        entries.append(_entry(told, messages, undone_by=actor_name(undo) if undo else ""))
    return Timeline(tuple(reversed(entries)), state)


def actor_name(row: IncidentEvent) -> str:
    """Who did it, in a word."""
    if row.actor is not None:
        return row.actor.name
    return {ActorKind.BOT: "Hypercare", ActorKind.IMPORT: "The source"}.get(
        ActorKind(row.actor_kind), "The reporter"
    )


def _entry(told: Told, messages: Mapping[int, Message], *, undone_by: str) -> Entry:
    kind = told.event.kind
    explained = messages.get(told.given.get("message_id", 0)) if kind in REASONS else None
    return Entry(
        seq=told.event.seq,
        at=told.event.at,
        group=group_of(kind),
        sentence=sentence(told),
        reason=explained.body if explained and not explained.is_from_reporter else "",
        is_imported=told.actor_kind is ActorKind.IMPORT,
        is_breach=kind is EventKind.TARGET_BREACHED,
        is_person=told.actor_kind in {ActorKind.HUMAN, ActorKind.REPORTER},
        undone_by=undone_by,
    )


def group_of(kind: EventKind) -> Group:
    """Under which heading a kind of event is found."""
    if kind in CONVERSATION:
        return Group.CONVERSATION
    return Group.CLOCKS if kind in CLOCKS else Group.CHANGES
