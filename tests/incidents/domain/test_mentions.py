"""Who is meant by an @."""

import pytest

from incidents.domain.mentions import mentioned

NAMES = {1: "Ann", 2: "Ann Lee", 3: "Ilya Petrov", 4: "José (Ops)"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("@Ilya Petrov please look", {3}),
        ("@ilya petrov, @Ann: look", {1, 3}),
        ("@Ann Lee knows", {2}),
        ("@Anna knows", set()),
        ("mail ann@Ann.example", set()),
        ("(@José (Ops))", {4}),
        ("@Ilya", set()),
        ("Ann knows", set()),
        ("@", set()),
    ],
)
def test_who_is_meant(words: str, meant: set[int]) -> None:
    assert mentioned(words, NAMES) == meant


def test_two_of_one_name_are_both_meant() -> None:
    assert mentioned("@Ann", {1: "Ann", 2: "ann"}) == {1, 2}


def test_nobody_to_mention() -> None:
    assert mentioned("@Ann", {}) == frozenset()
