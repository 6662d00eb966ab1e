"""The draft of an answer to many: each under their own greeting, and nothing else of what a sender typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.greetings import draft_for, greeting


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Rosa Diaz", "Hello Rosa Diaz,"),
        ("  Rosa   Diaz ", "Hello Rosa Diaz,"),
        ("J. R. O'Neill-Smith", "Hello J. R. O'Neill-Smith,"),
        ("Łukasz Żak", "Hello Łukasz Żak,"),
        ("田中 花子", "Hello 田中 花子,"),
        ("", "Hello,"),
        ("rosa@desk.example", "Hello,"),
        ("www.evil.example", "Hello,"),
        ("Click http://evil.example", "Hello,"),
        ("Call 0900 123456", "Hello,"),
        ("Your account is locked now", "Hello,"),
        ("Rosa\u202eDiaz", "Hello,"),
        ("R" * 41, "Hello,"),
    ],
)
def test_a_name_is_repeated_only_if_it_can_be_nothing_else(name: str, said: str) -> None:
    assert greeting(name) == said


@given(st.text(max_size=60))
def test_no_address_and_no_number_comes_through(name: str) -> None:
    said = greeting(name)
    assert said.startswith("Hello")
    assert not any(sign in said for sign in "@/:0123456789\n")


def test_the_words_are_the_same_for_everybody() -> None:
    assert draft_for(" Fixed.\n", name="Rosa") == "Hello Rosa,\n\nFixed."
