"""Rows of a log, as a ServiceNow export has them."""

import csv
import io
from pathlib import Path

COLUMNS = [
    "number",
    "incident_state",
    "sys_mod_count",
    "made_sla",
    "caller_id",
    "opened_at",
    "sys_updated_at",
    "location",
    "category",
    "subcategory",
    "u_symptom",
    "impact",
    "urgency",
    "priority",
    "assignment_group",
    "assigned_to",
]
ROW = {
    "number": "INC0000001",
    "incident_state": "New",
    "sys_mod_count": "1",
    "made_sla": "true",
    "caller_id": "Caller 7",
    "opened_at": "29/2/2016 01:16",
    "sys_updated_at": "29/2/2016 01:23",
    "location": "Location 143",
    "category": "Category 55",
    "subcategory": "Subcategory 170",
    "u_symptom": "Symptom 72",
    "impact": "2 - Medium",
    "urgency": "2 - Medium",
    "priority": "3 - Moderate",
    "assignment_group": "Group 56",
    "assigned_to": "?",
}


def row(**changed: str) -> dict[str, str]:
    """One row; `at` is short for `sys_updated_at`, `state` for `incident_state`."""
    if "at" in changed:
        changed["sys_updated_at"] = changed.pop("at")
    if "state" in changed:
        changed["incident_state"] = changed.pop("state")
    return ROW | changed


def life(number: str) -> list[dict[str, str]]:
    """An incident reopened once, with a wait and a change of priority."""
    urgent = {"urgency": "1 - High", "priority": "2 - High"}
    steps = [
        {},
        {"state": "Active", "at": "29/2/2016 02:00", "assigned_to": "Resolver 3"},
        {"state": "Awaiting User Info", "at": "29/2/2016 03:00", "assigned_to": "Resolver 3"},
        {"state": "Resolved", "at": "29/2/2016 11:29"},
        {"state": "Active", "at": "1/3/2016 09:00", **urgent},
        {"state": "Resolved", "at": "1/3/2016 12:00", **urgent},
        {"state": "Closed", "at": "6/3/2016 12:00", "made_sla": "false", **urgent},
    ]
    return [row(number=number, sys_mod_count=str(n), **step) for n, step in enumerate(steps, 1)]


def text_of(rows: list[dict[str, str]]) -> str:
    """The rows as CSV."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, rows[0] if rows else COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """A CSV file of these rows."""
    path.write_text(text_of(rows))
    return path
