"""The strings of a row."""

from datetime import timedelta
from typing import Any

import pytest

from hypercare.launches.models import Launch
from incidents.domain.clocks import ClockState
from incidents.queries.choices import LaunchNames
from incidents.queries.rows import Row, View, clock_state, row_of
from tests.factories.incidents import REPORTED_AT

AT = REPORTED_AT + timedelta(hours=1)
NAMES = LaunchNames({5: "Order routing"}, {6: "Front desk"}, {7: "Mara Kessler"})
VALUES: dict[str, Any] = {
    "id": 1,
    "number": 42,
    "title": "Orders <b>hang</b>",
    "state": "in_progress",
    "waiting_on": None,
    "snoozed_until": None,
    "priority": 2,
    "rank": 10,
    "reported_at": REPORTED_AT,
    "next_due_at": AT + timedelta(minutes=23),
    "next_at_risk_at": AT + timedelta(minutes=8),
    "breached_at": None,
    "major_since": None,
    "update_due_at": None,
    "assignee_id": 7,
    "service_id": 5,
    "team_id": 6,
    "parent_number": None,
    "joined_count": 0,
    "reader_ids": None,
}


@pytest.mark.parametrize(("reader_ids", "title"), [([7, 9], "Orders hang"), ([9], "Restricted")])
def test_only_the_named_read_what_is_restricted(reader_ids: list[int], title: str) -> None:
    view = View.of(Launch(key="TRD"), NAMES, AT, user_id=7)
    values = {**VALUES, "title": "Orders hang", "reader_ids": reader_ids}
    shown = row_of(values, view)
    is_hidden = title == "Restricted"
    assert (shown.title, bool(shown.service), bool(shown.assignee)) == (title, not is_hidden, not is_hidden)


def row(**changes: Any) -> Row:
    """The row of `VALUES` with changes."""
    return row_of({**VALUES, **changes}, View.of(Launch(key="TRD"), NAMES, AT))


def test_a_row_has_everything_ready() -> None:
    shown = row()
    assert (shown.key, shown.url) == ("TRD-42", "/incidents/TRD-42/")
    assert (shown.service, shown.assignee, shown.initials, shown.holder) == (
        "Order routing",
        "Mara Kessler",
        "MK",
        "Front desk",
    )
    assert "is-running" in shown.clock
    assert ">23 min</time>" in shown.clock
    assert ">1 h</time>" in shown.age


def test_a_title_is_escaped_by_the_template_and_not_before() -> None:
    assert row().title == "Orders <b>hang</b>"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"joined_count": 1}, "1 report joined"),
        ({"joined_count": 6}, '<span aria-hidden="true">6<svg'),
        ({"parent_number": 7}, ">in TRD-7</span>"),
    ],
)
def test_a_bundle_shows_in_its_rows(changes: dict[str, Any], words: str) -> None:
    assert words in row(**changes).bundle


def test_what_stands_alone_shows_no_bundle() -> None:
    assert row().bundle == ""


def test_a_report_that_was_answered_has_no_promise_of_its_own_left() -> None:
    assert clock_state({**VALUES, "next_due_at": None, "parent_number": 7}, at=AT) is None


def test_what_is_snoozed_says_until_when() -> None:
    shown = row(state="new", snoozed_until=AT + timedelta(hours=2))
    assert (shown.state, shown.state_detail) == ("Snoozed", "until today 12:00")


def test_a_snooze_that_is_over_is_new_again() -> None:
    assert row(state="new", snoozed_until=AT).state == "New"


def test_who_left_the_launch_is_called_so() -> None:
    assert row(assignee_id=99).assignee == "Former member"


def test_a_wait_says_on_whom() -> None:
    waiting = row(state="waiting", waiting_on="vendor")
    assert (waiting.state, waiting.state_detail) == ("Waiting", "on the vendor")


def test_work_in_progress_has_no_word() -> None:
    assert row().state == ""


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, ClockState.RUNNING),
        ({"next_at_risk_at": AT}, ClockState.AT_RISK),
        ({"next_due_at": AT - timedelta(seconds=1)}, ClockState.BREACHED),
        ({"breached_at": AT}, ClockState.BREACHED),
        ({"next_due_at": None, "next_at_risk_at": None}, ClockState.PAUSED),
        ({"priority": None, "next_due_at": None}, None),
        ({"state": "resolved"}, None),
    ],
)
def test_where_the_next_promise_stands(changes: dict[str, Any], state: ClockState | None) -> None:
    assert clock_state({**VALUES, **changes}, at=AT) is state


def test_a_paused_clock_has_a_word_and_no_time() -> None:
    paused = row(next_due_at=None, next_at_risk_at=None)
    assert paused.clock.endswith("Paused</span>")
    assert "<time" not in paused.clock


def test_a_priority_still_to_come_is_an_ellipsis() -> None:
    assert "Being computed" in row(priority=None).priority


def test_a_breach_is_told_by_word_and_by_how_late_it_is() -> None:
    late = row(next_due_at=AT - timedelta(hours=2))
    assert 'is-breached" title="Breached, was due Tuesday 3 November 2026, 08:00:00 UTC"' in late.clock
    assert ">2 h late</time>" in late.clock


def test_without_a_promise_the_cell_is_empty() -> None:
    assert row(priority=None).clock == '<span class="clock"></span>'


@pytest.mark.parametrize(("minutes", "words"), [(5, "Major"), (0, "Major"), (-1, "Major, update overdue")])
def test_a_major_incident_says_so_and_whether_an_update_is_overdue(minutes: int, words: str) -> None:
    assert row(major_since=AT, update_due_at=AT + timedelta(minutes=minutes)).major == words


def test_any_other_says_nothing() -> None:
    assert row().major == ""
