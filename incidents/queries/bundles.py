"""What a bundle looks like from its parent and from one of its reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from incidents.domain.lifecycle import STATE_LABELS, State
from incidents.models import Incident
from incidents.models.incident import IncidentQuerySet
from incidents.queries.rows import RESTRICTED

COLUMNS = ("number", "title", "state", "reader_ids", "reporter__persona", "reporter__site__name")


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

    key: str
    parent: Report | None
    reports: tuple[Report, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        """The keys of all whose reporters wait for the same answer, the parent's first."""
        return (self.key, *(each.key for each in self.reports)) if self.reports else ()

    @property
    def unsolved(self) -> tuple[str, ...]:
        """The keys of an open parent and its open reports, which are solved together."""
        waiting = [each.key for each in self.reports if each.is_open]
        return (self.key, *waiting) if waiting else ()


def bundle_of(incident: Incident) -> Bundle | None:
    """The bundle it belongs to, in one query; `None`, without one, when it stands by itself."""
    if incident.parent_number:
        found = _reports(incident, Incident.objects.filter(number=incident.parent_number))
        return Bundle(incident.key, found[0])
    if incident.joined_count:
        return Bundle(incident.key, None, _reports(incident, Incident.objects.tied_to(incident)))
    return None


def _reports(incident: Incident, rows: IncidentQuerySet) -> tuple[Report, ...]:
    """The lines in the order in which they were reported."""
    found = rows.filter(launch=incident.launch_id).order_by("reported_at", "number").values(*COLUMNS)
    return tuple(_report(incident.launch.key, row) for row in found)


def _report(launch_key: str, row: Mapping[str, Any]) -> Report:
    key, state = f"{launch_key}-{row['number']}", State(row["state"])
    is_hidden = row["reader_ids"] is not None  # even here it says no more than a list does
    known = () if is_hidden else (row["reporter__persona"], row["reporter__site__name"])
    return Report(
        key=key,
        url=reverse("incidents:incident", args=[key]),
        title=RESTRICTED if is_hidden else row["title"],
        state=STATE_LABELS[state],
        is_open=state.is_open,
        who=", ".join(filter(None, known)),
    )
