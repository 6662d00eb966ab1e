"""Incidents as programs read them: plain values, ids with their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypercare.launches.models import Launch, Membership
from incidents.domain.history import fold
from incidents.domain.steps import possible_steps
from incidents.models import Clock, Incident, IncidentEvent
from incidents.queries.choices import LaunchNames
from incidents.queries.explanations import standing_of
from incidents.queries.filters import QueueFilter, filtered_incidents
from incidents.queries.paging import PAGE_SIZE, Sort, cursor_after, ordered
from incidents.queries.queue import values_of
from incidents.queries.rows import FORMER_MEMBER, clock_state, masked

Record = dict[str, Any]
COLUMNS = (
    "id",
    "number",
    "title",
    "state",
    "waiting_on",
    "snoozed_until",
    "nature",
    "impact",
    "urgency",
    "priority",
    "priority_source",
    "rank",
    "affected_users",
    "is_service_down",
    "reported_at",
    "acknowledged_at",
    "first_response_at",
    "resolved_at",
    "closed_at",
    "next_due_at",
    "next_at_risk_at",
    "breached_at",
    "reopen_count",
    "parent_number",
    "joined_count",
    "service_id",
    "assignee_id",
    "team_id",
    "release_id",
    "reader_ids",
    "last_seq",
)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """At most `PAGE_SIZE` records, and where the next ones begin."""

    records: Sequence[Record]
    next_cursor: str


def record_page(
    launch: Launch, wanted: QueueFilter, *, sort: Sort, names: LaunchNames, at: datetime, after: str = ""
) -> RecordPage:
    """The queue's rows behind the cursor. Raises `DomainError` for a damaged cursor."""
    rows = ordered(filtered_incidents(launch.pk, wanted, at=at), sort, after=after)
    found = values_of(rows, launch.pk, wanted.words, columns=COLUMNS)
    page = found[:PAGE_SIZE]
    return RecordPage(
        records=[_record(masked(each, wanted.seen_by), launch, names, at=at) for each in page],
        next_cursor=cursor_after(sort, page[-1]) if len(found) > PAGE_SIZE else "",
    )


def record_of(incident: Incident, *, member: Membership, names: LaunchNames, at: datetime) -> Record:
    """One incident with its clocks, its reporter and what this member may do next with it."""
    events = IncidentEvent.objects.filter(incident=incident).order_by("seq")
    state = fold([event.as_domain() for event in events])
    values = {name: getattr(incident, name) for name in COLUMNS}
    return {
        **_record(values, incident.launch, names, at=at),
        "is_priority_pending": incident.stale_since is not None,
        "cause": incident.cause,
        "cause_found_at": incident.cause_found_at,
        "resolution": incident.resolution,
        "decline_reason": incident.decline_reason,
        "reporter": _reporter(incident),
        "references": list(incident.references.values("id", "system", "key", "url")),
        "clocks": [_clock(clock, at) for clock in incident.clocks.all()],
        "possible_steps": sorted(possible_steps(state, user_id=member.user_id)),
    }


def _record(values: Mapping[str, Any], launch: Launch, names: LaunchNames, *, at: datetime) -> Record:
    return {
        **values,
        "key": f"{launch.key}-{values['number']}",
        "launch": launch.key,
        "parent": f"{launch.key}-{values['parent_number']}" if values["parent_number"] else None,
        "clock": clock_state(values, at=at),
        "version": values["last_seq"],
        "is_restricted": values["reader_ids"] is not None,
        "service": _named(values["service_id"], names.services),
        "assignee": _named(values["assignee_id"], names.people),
        "team": _named(values["team_id"], names.teams),
        "release": _named(values["release_id"], names.releases),
    }


def _named(row_id: int | None, names: Mapping[int, str]) -> Record | None:
    return None if row_id is None else {"id": row_id, "name": names.get(row_id, FORMER_MEMBER)}


def _reporter(incident: Incident) -> Record | None:
    reporter = incident.reporter
    if reporter is None:
        return None
    return {"name": str(reporter), "site": str(reporter.site or ""), "persona": reporter.persona}


def _clock(clock: Clock, at: datetime) -> Record:
    names = ("kind", "started_at", "due_at", "at_risk_at", "met_at", "breached_at")
    return {**{name: getattr(clock, name) for name in names}, "state": standing_of(clock, at=at)}
