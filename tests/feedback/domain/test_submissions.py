"""What a submission is called, what is held back, what counts once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.domain.submissions import (
    KIND_LABELS,
    NATURES,
    TITLE_LENGTH,
    Kind,
    are_same_words,
    is_sent_twice,
    reason_to_hold,
    title_of,
)
from incidents.domain.history import Nature

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


def test_the_first_sentence_is_the_title() -> None:
    assert title_of("Orders  hang.\nSince the update!") == "Orders hang."


def test_a_long_sentence_is_cut_at_a_word() -> None:
    title = title_of("word " * 50)
    assert title == "word " * 19 + "word…"


def test_one_endless_word_is_cut_too() -> None:
    assert title_of("x" * 500) == "x" * 99 + "…"


@given(st.text(min_size=1).filter(str.strip))
def test_a_title_is_one_line_of_bounded_length(words: str) -> None:
    title = title_of(words)
    assert title.strip()
    assert len(title) <= TITLE_LENGTH
    assert "\n" not in title


@pytest.mark.parametrize(
    ("kind", "nature"),
    [
        (Kind.BUG, Nature.DEFECT),
        (Kind.IDEA, Nature.ENHANCEMENT),
        (Kind.USABILITY, Nature.USABILITY),
        (Kind.QUESTION, Nature.QUESTION),
        (Kind.PRAISE, None),
    ],
)
def test_each_kind_has_its_nature(kind: Any, nature: Any) -> None:
    assert NATURES[kind] is nature


def test_every_kind_has_a_label() -> None:
    assert set(KIND_LABELS) == set(Kind) == set(NATURES)


def test_five_links_pass() -> None:
    assert reason_to_hold("see https://a.example " * 5, trap="") == ""


def test_six_links_are_held_with_their_number() -> None:
    assert reason_to_hold("see WWW.a.example " * 6, trap="") == "6 links, more than 5"


def test_the_trap_holds_any_words() -> None:
    assert "people do not see" in reason_to_hold("Hello", trap="x")


def test_words_are_the_same_whatever_their_case_and_spacing() -> None:
    assert are_same_words("It  Hangs\n", "it hangs")
    assert not are_same_words("It hangs", "It hung")


@pytest.mark.parametrize(("minutes", "is_twice"), [(0, True), (10, True), (-10, True), (11, False)])
def test_ten_minutes_make_it_two(minutes: int, is_twice: Any) -> None:
    assert is_sent_twice(AT, AT + timedelta(minutes=minutes)) is is_twice
