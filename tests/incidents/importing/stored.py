"""What an import left behind, in words that do not depend on primary keys or on when it ran."""

from typing import Any

from hypercare.launches.models import Launch
from incidents.actions.projection import CLOCK_FIELDS, COPIED_FIELDS, PROJECTED_FIELDS
from incidents.models import Clock, Incident, IncidentEvent

KEYS = frozenset({"service_id", "team_id"})
NAMES = ("service__name", "team__name", "reporter__external_id", "reporter__site__name")


def stored(launch: Launch) -> tuple[list[Any], list[Any], list[Any]]:
    """Incidents, events and clocks of a launch."""
    return _incidents(launch), events_of(launch), _clocks(launch)


def events_of(launch: Launch) -> list[tuple[Any, ...]]:
    """Every event, by incident and in the order in which it was learnt."""
    rows = IncidentEvent.objects.filter(launch=launch).order_by("incident__source_key", "seq")
    return [
        (row.incident.source_key, row.seq, row.kind, row.at, row.actor_kind, row.cause, _payload(row))
        for row in rows.select_related("incident")
    ]


def _payload(row: IncidentEvent) -> dict[str, Any]:
    return {name: value for name, value in row.payload.items() if name not in KEYS}


def _incidents(launch: Launch) -> list[Any]:
    fields = [name for name in (*PROJECTED_FIELDS, *COPIED_FIELDS) if name not in KEYS]
    rows = Incident.objects.filter(launch=launch).order_by("source_key")
    return list(rows.values_list("source_key", "number", "title", "last_seq", *fields, *NAMES))


def _clocks(launch: Launch) -> list[Any]:
    rows = Clock.objects.filter(launch=launch).order_by("incident__source_key", "kind")
    return list(rows.values_list("incident__source_key", "kind", *CLOCK_FIELDS))
