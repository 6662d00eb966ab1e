"""What a bundle looks like from its parent and from one of its reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from incidents.domain.lifecycle import STATE_LABELS, State
from incidents.models import Incident
from incidents.models.incident import IncidentQuerySet

COLUMNS = ("number", "title", "state", "reporter__persona", "reporter__site__name")


@dataclass(frozen=True, slots=True)
class Report:
    """An incident of a bundle as a line; `who` is persona and site, never a name."""

    key: str
    url: str
    title: str
    state: str
    is_open: bool
    who: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Either what it is tied to, or what joined it."""

    parent: Report | None
    reports: tuple[Report, ...] = ()


def bundle_of(incident: Incident) -> Bundle | None:
    """The bundle it belongs to, in one query; `None`, without one, when it stands by itself."""
    if incident.parent_number:
        found = _reports(incident, Incident.objects.filter(number=incident.parent_number))
        return Bundle(found[0])
    if incident.joined_count:
        return Bundle(None, _reports(incident, Incident.objects.tied_to(incident)))
    return None


def _reports(incident: Incident, rows: IncidentQuerySet) -> tuple[Report, ...]:
    """The lines in the order in which they were reported."""
    found = rows.filter(launch=incident.launch_id).order_by("reported_at", "number").values(*COLUMNS)
    return tuple(_report(incident.launch.key, row) for row in found)


def _report(launch_key: str, row: Mapping[str, Any]) -> Report:
    key, state = f"{launch_key}-{row['number']}", State(row["state"])
    known = (row["reporter__persona"], row["reporter__site__name"])
    return Report(
        key=key,
        url=reverse("incidents:incident", args=[key]),
        title=row["title"],
        state=STATE_LABELS[state],
        is_open=state.is_open,
        who=", ".join(filter(None, known)),
    )
