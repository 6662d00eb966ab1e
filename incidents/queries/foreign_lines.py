"""The same incidents in the columns that importers of other products expect."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from hypercare.launches.models import Launch
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level
from incidents.queries.choices import LaunchNames

COLUMNS = ("impact", "urgency", "nature")

# Jira's CSV importer maps these by their names; its dates follow one pattern, told in the documents.
JIRA_HEAD = (
    "Summary",
    "Issue Type",
    "Priority",
    "Status",
    "Component/s",
    "Assignee",
    "Labels",
    "Date Created",
    "Date Resolved",
    "External issue ID",
)
JIRA_PRIORITIES = {1: "Highest", 2: "High", 3: "Medium", 4: "Low"}
JIRA_STATES: Mapping[State, str] = {
    State.NEW: "To Do",
    State.IN_PROGRESS: "In Progress",
    State.WAITING: "In Progress",
    State.FIX_READY: "In Progress",
    State.RESOLVED: "Done",
    State.CLOSED: "Done",
    State.DECLINED: "Done",
}
# An import set of ServiceNow's `incident` table: the names of its columns, its dates in UTC.
SERVICENOW_HEAD = (
    "correlation_id",
    "correlation_display",
    "short_description",
    "state",
    "impact",
    "urgency",
    "priority",
    "category",
    "business_service",
    "assigned_to",
    "assignment_group",
    "opened_at",
    "resolved_at",
)
SERVICENOW_STATES: Mapping[State, str] = {
    State.NEW: "New",
    State.IN_PROGRESS: "In Progress",
    State.WAITING: "On Hold",
    State.FIX_READY: "In Progress",
    State.RESOLVED: "Resolved",
    State.CLOSED: "Closed",
    State.DECLINED: "Canceled",
}
SERVICENOW_LEVELS = {Level.HIGH: "1 - High", Level.MEDIUM: "2 - Medium", Level.LOW: "3 - Low"}
SERVICENOW_PRIORITIES = {1: "1 - Critical", 2: "2 - High", 3: "3 - Moderate", 4: "4 - Low"}


def jira_line(values: Mapping[str, Any], launch: Launch, names: LaunchNames) -> Sequence[str]:
    """One incident as a row of `JIRA_HEAD`."""
    state = State(values["state"])
    return (
        values["title"],
        "Bug",
        JIRA_PRIORITIES.get(values["priority"], ""),
        JIRA_STATES[state],
        names.services.get(values["service_id"], ""),
        names.people.get(values["assignee_id"], ""),
        f"hypercare {values['nature'] or ''}".strip(),
        _local(values["reported_at"], launch),
        _local(values["resolved_at"], launch),
        f"{launch.key}-{values['number']}",
    )


def servicenow_line(values: Mapping[str, Any], launch: Launch, names: LaunchNames) -> Sequence[str]:
    """One incident as a row of `SERVICENOW_HEAD`."""
    return (
        f"{launch.key}-{values['number']}",
        "Hypercare",
        values["title"],
        SERVICENOW_STATES[State(values["state"])],
        SERVICENOW_LEVELS[Level(values["impact"])],
        SERVICENOW_LEVELS[Level(values["urgency"])],
        SERVICENOW_PRIORITIES.get(values["priority"], ""),
        values["nature"] or "",
        names.services.get(values["service_id"], ""),
        names.people.get(values["assignee_id"], ""),
        names.teams.get(values["team_id"], ""),
        _utc(values["reported_at"]),
        _utc(values["resolved_at"]),
    )


def _local(instant: datetime | None, launch: Launch) -> str:
    """In the launch's zone: `yyyy-MM-dd HH:mm:ss`."""
    return f"{instant.astimezone(launch.zone):%Y-%m-%d %H:%M:%S}" if instant else ""


def _utc(instant: datetime | None) -> str:
    """In UTC: `yyyy-MM-dd HH:mm:ss`."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if instant else ""
