"""When an incident was open, read from its history: what backlog, inflow and outflow count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.domain.history import IncidentState


class Began(StrEnum):
    """What made an incident open."""

    REPORTED = "reported"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch [starts_at, ends_at) of being open; without an end it still is."""

    starts_at: datetime
    ends_at: datetime | None
    began_by: Began


def spells_of(state: IncidentState) -> tuple[Spell, ...]:
    """The stretches between the rests; a log's moves from before the report count at the report.

    A bundle is open as its parent is, from its first report on; its reports have no spells of their own.
    """
    if state.parent_number is not None:
        return ()
    spells: list[Spell] = []
    starts_at: datetime | None = state.burns_since
    for rest in state.at_rest:
        if starts_at is not None:
            spells.append(Spell(starts_at, max(rest.start, starts_at), _began(spells)))
        starts_at = max(rest.end, state.burns_since) if rest.end else None
    if starts_at is not None:
        spells.append(Spell(starts_at, None, _began(spells)))
    return tuple(spells)


def _began(earlier: list[Spell]) -> Began:
    return Began.REOPENED if earlier else Began.REPORTED
