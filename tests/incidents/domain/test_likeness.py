"""How alike two reports are, and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.likeness import (
    SAME_WEIGHTS,
    Likeness,
    Report,
    Stems,
    Trait,
    nearest,
    page_of,
    ranked,
    rarity,
)

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
RARE, USUAL = 8.0, 1.0


def report(title: str, body: str = "", **more: Any) -> Report:
    """A report whose stems are its words."""
    titles, words = frozenset(title.lower().split()), frozenset(f"{title} {body}".lower().split())
    made = Report(title=title, body=body, reported_at=AT, stems=Stems(titles, words))
    return replace(made, **more)


ASKED = report("Zebra swaps late", "priced twice since monday")
RARITIES = dict.fromkeys(ASKED.stems.anywhere, USUAL) | {"zebra": RARE}


def order(*others: Report, asked: Report = ASKED) -> list[int]:
    """Places of the others, most alike first."""
    return [place for place, _ in ranked(asked, dict(enumerate(others)), RARITIES)]


def likeness(other: Report, asked: Report = ASKED) -> Likeness:
    """That of one other."""
    return ranked(asked, {0: other}, RARITIES)[0][1]


def traits(found: Likeness) -> set[Trait]:
    """What they share."""
    return {term.trait for term in found.terms}


def test_a_rare_word_says_more_than_a_usual_one() -> None:
    assert order(report("monitor late"), report("zebra monitor")) == [1, 0]


def test_a_word_in_both_titles_says_more_than_one_in_a_text() -> None:
    assert order(report("monitor", "zebra"), report("zebra", "monitor")) == [1, 0]


def test_a_long_text_that_holds_everything_is_no_better() -> None:
    filler = " ".join(f"word{n}" for n in range(400))
    assert order(report("zebra", filler), report("zebra", "swaps")) == [1, 0]


def test_nothing_shared_is_not_alike() -> None:
    assert order(report("second monitor empty")) == []


def test_place_and_time_alone_make_nothing_alike() -> None:
    asked = replace(ASKED, page="/orders", service_id=1, version="1.4")
    other = report("second monitor empty", page="/orders", service_id=1, version="1.4")
    assert order(other, asked=asked) == []


@pytest.mark.parametrize(
    ("name", "value", "trait"),
    [("page", "/orders", Trait.PAGE), ("service_id", 7, Trait.SERVICE), ("version", "1.4", Trait.RELEASE)],
)
def test_the_same_place_orders_what_is_alike(name: str, value: Any, trait: Trait) -> None:
    asked = replace(ASKED, **{name: value})
    there, elsewhere = report("zebra swaps", **{name: value}), report("zebra swaps")
    assert order(there, elsewhere, asked=asked) == [0, 1]
    found = likeness(there, asked=asked)
    assert [term.points for term in found.terms if term.trait is trait] == [SAME_WEIGHTS[trait]]


def test_what_neither_knows_is_not_the_same() -> None:
    assert traits(likeness(report("zebra swaps"))) == {Trait.WORDS, Trait.TIME}


def test_the_nearer_in_time_comes_first() -> None:
    before = report("zebra swaps", reported_at=AT - timedelta(days=90))
    assert order(before, report("zebra swaps")) == [1, 0]


def test_the_same_error_counts_and_is_named() -> None:
    said = "PriceFeedException at com.bank.Feed.read(Feed.java:{line})"
    asked = replace(ASKED, body=said.format(line=17))
    found = likeness(report("zebra swaps", said.format(line=905)), asked=asked)
    terms = {term.trait: term.shared for term in found.terms}
    assert terms[Trait.ERROR] == ("pricefeedexception",)
    assert "feed.read" in terms[Trait.NAME]


def test_words_are_told_as_the_other_said_them() -> None:
    stems = Stems(frozenset({"queri"}), frozenset({"queri"}))
    asked = Report("Query fails", "", AT, stems)
    other = Report("Many queries stop", "", AT, stems)
    ((_, found),) = ranked(asked, {0: other}, {"queri": RARE})
    assert found.terms[0].shared == ("queries",)


def test_a_part_of_a_word_already_named_is_not_named() -> None:
    asked = report("fill-or-kill kill")
    ((_, found),) = ranked(asked, {0: asked}, {"fill-or-kill": RARE, "kill": USUAL})
    assert found.terms[0].shared == ("fill-or-kill",)


def test_the_score_is_the_sum_of_its_terms() -> None:
    found = likeness(report("zebra swaps late"))
    assert found.score == pytest.approx(sum(term.points for term in found.terms))


def test_a_tie_goes_to_the_newer() -> None:
    assert order(report("zebra swaps"), report("zebra swaps")) == [1, 0]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/orders/17?tab=2", "/orders/#"),
        ("https://app.bank.example/orders/new#top", "/orders/new"),
        ("/orders/", "/orders"),
        ("/", "/"),
        ("", ""),
        ("x" * 900, "x" * 200),
    ],
)
def test_a_page_is_told_without_ids_and_queries(address: str, page: str) -> None:
    assert page_of(address) == page


@given(total=st.integers(0, 10**6), one=st.integers(0, 10**6), more=st.integers(0, 10**6))
def test_rarity_falls_as_a_word_is_found_more_often(total: int, one: int, more: int) -> None:
    assert rarity(one, total) >= rarity(one + more, total) >= 0


def test_a_word_too_common_to_count_says_something_still() -> None:
    assert 0 < rarity(None, 200_000) < rarity(500, 200_000)


def test_the_holders_of_the_rarest_words_are_nearest() -> None:
    holders = {"zebra": (3,), "late": (1, 2, 3), "swaps": (2,)}
    assert nearest(holders, {"zebra": 8.0, "late": 1.0, "swaps": 2.0}, Stems(), 2) == [3, 2]


def test_a_word_of_the_asked_title_finds_more_than_one_of_its_text() -> None:
    asked = Stems(frozenset({"zebra"}), frozenset({"zebra", "late"}))
    assert nearest({"late": (2,), "zebra": (1,)}, {"zebra": 1.0, "late": 1.0}, asked, 2) == [1, 2]
