"""The history of one incident of ServiceNow's log, and the events it amounts to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from incidents.domain.history import ActorKind, Event, EventKind
from incidents.domain.lifecycle import State
from incidents.domain.priority import PrioritySource
from incidents.domain.servicenow import SOURCE, LogRow

# Each row in these states counts: the last one says when it was resolved or closed.
REPEATED_STATES = frozenset({State.RESOLVED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class LogHistory:
    """All understood rows of one incident as the file has them; `has_gaps` when a row was not understood."""

    number: str
    rows: Sequence[LogRow]
    has_gaps: bool = False

    @property
    def in_order(self) -> Sequence[LogRow]:
        """The rows, oldest first: a log that begins with the last update is turned round."""
        is_newest_first = self.rows[0].update > self.rows[-1].update and self.rows[0].at > self.rows[-1].at
        return self.rows[::-1] if is_newest_first else self.rows


@dataclass(frozen=True, slots=True)
class Names:
    """Where the log's names stand in our tables: name to primary key."""

    services: Mapping[str, int]
    teams: Mapping[str, int]


def instants_of(rows: Sequence[LogRow]) -> list[datetime]:
    """When each row happened. The log's order stands: a row dated after a later one happened by then."""
    backwards = accumulate((row.at for row in reversed(rows)), min)
    return list(backwards)[::-1]


def events_of(history: LogHistory, names: Names) -> Iterator[tuple[str, Event]]:
    """The events of one incident, in the order of the log, each with the identity of its row.

    The declaration at `opened_at`, then one event for each row that changes something we keep. An event
    names only what changed; after gaps it names all it knows, so that rows put right later find their place.
    """
    rows = history.in_order
    yield f"{SOURCE}:opened", _event(EventKind.DECLARED, rows[0].opened_at, 1, _opening(rows[0], names))
    known: dict[str, Any] = {}
    seq = 1
    for row, at in zip(rows, instants_of(rows), strict=True):
        values = _values(row, names)
        changed = {name: value for name, value in values.items() if known.get(name) != value}
        known |= values
        if row.state in REPEATED_STATES:
            changed["state"] = values["state"]
        if changed:
            seq += 1
            payload = _whole(dict(values) if history.has_gaps else changed, values)
            yield row.identity, _event(EventKind.RECORDED, at, seq, payload)


def _event(kind: EventKind, at: datetime, seq: int, payload: dict[str, Any]) -> Event:
    return Event(kind, at, seq, ActorKind.IMPORT, payload)


def _opening(row: LogRow, names: Names) -> dict[str, Any]:
    return {
        "impact": row.impact.value,
        "urgency": row.urgency.value,
        "service_id": names.services.get(row.service),
    }


def _values(row: LogRow, names: Names) -> dict[str, Any]:
    values: dict[str, Any] = {
        "impact": row.impact.value,
        "urgency": row.urgency.value,
        "service_id": names.services.get(row.service),
        "team_id": names.teams.get(row.team),
        "priority": row.priority.value,
        "made_sla": row.made_sla,
    }
    if row.is_assigned:
        values["is_assigned"] = True
    if row.state is not None:
        values |= {"state": row.state.value, "waiting_on": row.waiting_on and row.waiting_on.value}
    return values


def _whole(changed: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What belongs together goes together: a state with what it waits for, a priority with its source."""
    if "state" in changed or "waiting_on" in changed:
        changed |= {"state": values["state"], "waiting_on": values["waiting_on"]}
    if "priority" in changed:
        changed["source"] = PrioritySource.MATRIX.value
    return changed
