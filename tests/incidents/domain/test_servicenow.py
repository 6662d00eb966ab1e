"""What a row of the log means."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incidents.domain.history import Event, EventKind, fold
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.servicenow import BadRowError, LogRow, instant_of, read_row
from incidents.domain.servicenow_history import LogHistory, Names, events_of
from tests.incidents.importing.log import life, row

NAMES = Names({"Category 55": 5}, {"Group 56": 6})
UNTIL = datetime(2026, 11, 2, tzinfo=UTC)


def read(**changed: str) -> LogRow:
    """One row, understood."""
    return read_row(row(**changed), ZoneInfo("UTC"), until=UNTIL)


def events(*rows: LogRow, has_gaps: bool = False) -> list[Event]:
    """The events of one incident's rows."""
    return [event for _, event in events_of(LogHistory("INC0000001", rows, has_gaps), NAMES)]


def payloads(*rows: LogRow, has_gaps: bool = False) -> list[dict[str, Any]]:
    """The payloads of the rows' events, without the declaration's."""
    return [dict(event.payload) for event in events(*rows, has_gaps=has_gaps)][1:]


@pytest.mark.parametrize(
    ("word", "state", "waiting_on"),
    [
        ("New", State.NEW, None),
        ("Active", State.IN_PROGRESS, None),
        ("Awaiting User Info", State.WAITING, WaitingOn.REPORTER),
        ("Awaiting Evidence", State.WAITING, WaitingOn.EVIDENCE),
        ("Awaiting Vendor", State.WAITING, WaitingOn.VENDOR),
        ("Awaiting Problem", State.WAITING, WaitingOn.PROBLEM),
        ("Resolved", State.RESOLVED, None),
        ("Closed", State.CLOSED, None),
        ("-100", None, None),
    ],
)
def test_states(word: str, state: State | None, waiting_on: WaitingOn | None) -> None:
    understood = read(state=word)
    assert (understood.state, understood.waiting_on) == (state, waiting_on)


@pytest.mark.parametrize(
    ("value", "zone", "instant"),
    [
        ("29/2/2016 01:16", "UTC", (2016, 2, 29, 1, 16)),
        ("1/7/2016 12:00", "Europe/London", (2016, 7, 1, 11, 0)),
        ("27/3/2016 01:30", "Europe/London", (2016, 3, 27, 1, 30)),  # skipped by the clocks
        ("30/10/2016 01:30", "Europe/London", (2016, 10, 30, 0, 30)),  # passed twice: the first
    ],
)
def test_times_are_day_first_in_the_given_zone(
    value: str, zone: str, instant: tuple[int, int, int, int, int]
) -> None:
    assert instant_of(value, ZoneInfo(zone)) == datetime(*instant, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"number": "?"}, "number"),
        ({"at": "31/2/2016 10:00"}, "sys_updated_at"),
        ({"at": "2016-02-29 10:00"}, "sys_updated_at"),
        ({"at": "29/2/2016 25:00"}, "sys_updated_at"),
        ({"at": "29/2/16 10:00"}, "sys_updated_at"),
        ({"at": "29/2/0016 10:00"}, "sys_updated_at"),
        ({"at": "1/1/9999 00:00"}, "sys_updated_at"),
        ({"at": "٢٩/2/2016 10:00"}, "sys_updated_at"),
        ({"sys_mod_count": "many"}, "sys_mod_count"),
        ({"category": "C" * 81}, "category"),
        ({"u_symptom": "S\0"}, "u_symptom"),
        ({"opened_at": "?"}, "opened_at"),
        ({"state": "Sleeping"}, "incident_state"),
        ({"impact": "9 - Cosmic"}, "impact"),
        ({"urgency": ""}, "urgency"),
        ({"priority": "?"}, "priority"),
        ({"made_sla": "maybe"}, "made_sla"),
    ],
)
def test_a_bad_row_names_its_column(changed: dict[str, str], column: str) -> None:
    with pytest.raises(BadRowError) as refusal:
        read(**changed)
    assert refusal.value.column == column


@pytest.mark.parametrize(
    ("value", "zone"), [("1/1/0001 00:00", "Asia/Tokyo"), ("31/12/9999 23:59", "Etc/GMT+9")]
)
def test_a_time_beyond_the_calendar_is_a_bad_row(value: str, zone: str) -> None:
    with pytest.raises(BadRowError, match="is not a time"):
        read_row(row(at=value), ZoneInfo(zone), until=UNTIL)


def test_a_title_leaves_out_what_is_missing() -> None:
    assert read(subcategory="?").title == "Category 55, Symptom 72"
    assert read(category="?", subcategory="?", u_symptom="?").title == "INC0000001"


def test_the_declaration_is_dated_when_it_was_opened() -> None:
    declared, first = events(read())
    assert (declared.kind, declared.at) == (EventKind.DECLARED, datetime(2016, 2, 29, 1, 16, tzinfo=UTC))
    assert first.payload["priority"] == 3


def test_a_row_that_changes_nothing_is_no_event() -> None:
    assert len(payloads(read(), read(at="29/2/2016 05:00"))) == 1


def test_only_what_changed_is_recorded() -> None:
    assert payloads(read(), read(state="Active", at="29/2/2016 05:00"))[1] == {
        "state": "in_progress",
        "waiting_on": None,
    }


def test_after_a_gap_everything_is_recorded() -> None:
    changed = payloads(read(), read(state="Active", at="29/2/2016 05:00"), has_gaps=True)[1]
    assert changed.items() >= {"state": "in_progress", "impact": "medium", "team_id": 6}.items()


def test_a_priority_comes_from_our_matrix() -> None:
    lied = read(impact="1 - High", urgency="1 - High", priority="4 - Low")
    assert (lied.priority, lied.logged_priority) == (1, 4)
    assert payloads(lied)[0].items() >= {"priority": 1, "source": "matrix"}.items()


def test_each_resolved_row_counts() -> None:
    assert len(payloads(read(state="Resolved"), read(state="Resolved", at="29/2/2016 05:00"))) == 2


def test_an_unknown_state_keeps_the_one_before() -> None:
    assert fold(events(read(state="Active"), read(state="-100"))).state is State.IN_PROGRESS


def test_a_row_dated_after_a_later_one_happened_by_then() -> None:
    state = fold(events(read(at="29/2/2016 11:10"), read(state="Resolved", at="29/2/2016 11:03")))
    assert (state.state, state.reopen_count) == (State.RESOLVED, 0)


def test_a_log_that_begins_with_the_last_update_is_turned_round() -> None:
    rows = [read(**each) for each in reversed(life("INC0000001"))]
    assert events(*rows) == events(*reversed(rows))


@pytest.mark.parametrize("column", ["resolved_at", "closed_at", "closed_code", "resolved_by"])
def test_final_values_copied_into_early_rows_are_not_read(column: str) -> None:
    later_export = read_row(row() | {column: "5/3/2016 12:00"}, ZoneInfo("UTC"), until=UNTIL)
    assert later_export == read()


def test_a_life_folds_to_what_the_log_says() -> None:
    state = fold(events(*(read(**each) for each in life("INC0000007"))))
    assert (state.state, state.reopen_count, state.made_sla) == (State.CLOSED, 1, False)
    assert state.resolved_at == datetime(2016, 3, 1, 12, tzinfo=UTC)
    assert (state.service_id, state.team_id, state.priority) == (5, 6, 2)
