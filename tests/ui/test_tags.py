"""The tags and filters every page shares."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template

from hypercare.ui.templatetags import ui

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (7920, "2 h 12 min"),
        (3600, "1 h"),
        (273600, "3 d 4 h"),
        (-90, "1 min 30 s"),
    ],
)
def test_durations_show_their_two_largest_units(seconds: int, shown: str) -> None:
    assert ui.duration(timedelta(seconds=seconds)) == shown


@pytest.mark.parametrize(
    ("name", "letters"), [("Mara Lindqvist", "ML"), ("Mara", "M"), ("Ana de la Cruz", "AC"), ("", "")]
)
def test_initials_are_at_most_two_letters(name: str, letters: str) -> None:
    assert ui.initials(name) == letters


def test_a_time_is_machine_readable_and_exact_on_hover() -> None:
    shown = ui.when(NOON, ZoneInfo("Asia/Singapore"))
    assert 'datetime="2026-11-03T12:00:00+00:00"' in shown
    assert "Tuesday 3 November 2026, 20:00:00 +08" in shown


def test_no_time_shows_nothing() -> None:
    assert (ui.when(None), ui.exact(None), ui.duration(None)) == ("", "", "")


@pytest.mark.parametrize("priority", [1, 2, 3, 4])
def test_a_priority_has_shape_colour_and_word(priority: int) -> None:
    mark = ui.priority_mark(priority)
    assert f"is-p{priority}" in mark
    assert f"</svg>P{priority}" in mark


def test_the_four_priorities_have_four_shapes() -> None:
    assert len(set(ui.PRIORITY_SHAPES.values())) == 4


def test_a_priority_still_to_come_says_so() -> None:
    assert "Being computed" in ui.priority_mark(None)


@pytest.mark.parametrize("state", ui.CLOCK_WORDS)
def test_a_clock_says_its_state_in_a_word(state: str) -> None:
    assert ui.CLOCK_WORDS[state] in ui.clock_ring(state)


def test_beside_other_words_the_state_is_still_said() -> None:
    assert 'visually-hidden">at risk: </span>23 min' in ui.clock_ring("at_risk", "23 min")


def test_words_of_a_clock_are_escaped() -> None:
    assert "<b>" not in ui.clock_ring("running", "<b>")


class NameForm(forms.Form):
    """One field with help."""

    name = forms.CharField(help_text="As on the badge.")


def test_a_field_ties_help_and_error_to_its_control() -> None:
    html = Template("{% field form.name %}").render(Context({"form": NameForm({})}))
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_icons_are_for_the_eye_only() -> None:
    assert 'aria-hidden="true"' in ui.icon("inbox")


@pytest.mark.parametrize(
    ("hours", "eighths"),
    [(-1, 8), (0, 8), (1, 7), (3, 5), (5.9, 3), (6, 2), (14, 2), (16, 1), (24, 1), (99, 1)],
)
def test_the_last_quarter_of_the_ring_is_what_is_at_risk(hours: float, eighths: int) -> None:
    start, hour = datetime(2026, 11, 3, 9, tzinfo=UTC), timedelta(hours=1)
    at = start + hours * hour
    assert ui.eighths_left(start, start + 6 * hour, start + 24 * hour, at) == eighths


def test_a_ring_without_a_due_time_is_full() -> None:
    start = datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert ui.eighths_left(start, None, None, start) == ui.EIGHTHS


def test_each_eighth_has_a_shape_of_its_own() -> None:
    assert len({ui.clock_shape("running", eighths) for eighths in range(1, 9)}) == 8


def test_a_short_text_is_shown_whole() -> None:
    assert ui.folded("Orders appear but never execute.") == ("Orders appear but never execute.", "")


@pytest.mark.parametrize("words", ["word " * 5000, "W" * 5000, "line\n" * 1000])
def test_a_long_text_is_folded_without_losing_a_word(words: str) -> None:
    shown, rest = ui.folded(words)
    assert len(shown) <= ui.FOLD_AT
    assert "".join((shown + rest).split()) == "".join(words.split())
