"""The words of the search box: each one, what is no word, and what people mistype."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.search_query import Query, QueryError, Term, parse_query
from incidents.domain.search_words import ALONE, NEVER_NEGATED, ONE_VALUE, WORDS, Word

NAMED = [word for word in Word if not WORDS[word].values and word not in {Word.REPORTED, Word.PARENT}]
OFFERED = [(word, value) for word, meaning in WORDS.items() for value in meaning.values]


def mistakes(typed: str) -> str:
    """Everything that is said about it."""
    with pytest.raises(QueryError) as problem:
        parse_query(typed)
    return problem.value.message


def understood(typed: str) -> str:
    """What is left of it."""
    with pytest.raises(QueryError) as problem:
        parse_query(typed)
    return str(problem.value.understood)


@pytest.mark.parametrize(("word", "value"), OFFERED)
def test_every_value_of_the_table_is_understood(word: Word, value: str) -> None:
    assert parse_query(f"{word}:{value}") == Query((Term(word, (value,)),))


@pytest.mark.parametrize("meaning", WORDS.values(), ids=WORDS)
def test_every_example_of_the_help_is_understood(meaning: object) -> None:
    example = meaning.example  # type: ignore[attr-defined]
    assert str(parse_query(example)) == example


def test_words_and_text_stand_together_in_any_order() -> None:
    typed = 'frozen is:open service:"Order routing" screen assignee:me'
    assert str(parse_query(typed)) == 'is:open service:"Order routing" assignee:me frozen screen'


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("IS:Open", "is:open"),
        ("is:inbox", "is:new"),
        ("is:in-progress", "is:in_progress"),
        ('is:"fix ready"', "is:fix_ready"),
        ("priority:1", "priority:P1"),
        ("priority:p2,P1,2", "priority:P2,P1"),
        ("breached:true", "breached:yes"),
        ("assignee:nobody", "assignee:none"),
        ("assignee:ME", "assignee:me"),
        ("reported:>2D", "reported:>2d"),
        ("is:open is:open", "is:open"),
        ("parent:trd-7,9", "parent:TRD-7,9"),
        ('service:"A","B, C"', 'service:A,"B, C"'),
    ],
)
def test_a_value_may_be_said_in_more_ways(typed: str, same: str) -> None:
    assert str(parse_query(typed)) == same


def test_a_minus_takes_away() -> None:
    assert parse_query("-is:waiting").terms == (Term(Word.IS, ("waiting",), is_negated=True),)


@pytest.mark.parametrize(
    "text",
    [
        "error: timeout",
        "https://desk.example/a?b=c:d",
        "09:30",
        "ORA:00942",
        "port:8080",
        '"priority:P1"',
        '-timeout "exact words"',
        'a 24" screen',
        "::",
        ":open",
        "--is:open",
        "is :open",
    ],
)
def test_text_with_a_colon_stays_text(text: str) -> None:
    assert parse_query(text) == Query(text=text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("prioritty:P1", "priority:"),
        ("asignee:me", "assignee:"),
        ("servce:x", "service:"),
        ("breach:yes", "breached:"),
        ("status:open", "is:"),
        ("is:opne", "is:open"),
        ("priority:P9", "priority:P1, P2, P3 or P4"),
        ("clock:at-rsk", "clock:at_risk"),
        ("-sort:due", "sort:due"),
    ],
)
def test_what_looks_mistyped_is_answered_with_what_may_be_meant(typed: str, meant: str) -> None:
    assert meant.removeprefix("priority:") in mistakes(typed)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("is:", "needs a value right behind the colon"),
        ("priority: high", "To search for it as text, put it in double quotes."),
        ('service:"Order', "a quote that is never closed"),
        ("priority:P1,,P2", "with a comma between them"),
        ('team:""', "with a comma between them"),
        ("is:all,open", "is:all stands alone"),
        ("breached:yes,no", "takes one value"),
        ("sort:due sort:newest", "one order is enough"),
        ("reported:soon", "no such day"),
        ("reported:2026-11-20..2026-11-19", "begins after it ends"),
    ],
)
def test_a_malformed_word_names_its_rule(typed: str, rule: str) -> None:
    assert rule in mistakes(typed)


def test_every_mistake_is_told_and_the_rest_is_understood() -> None:
    typed = "is:opne priority:P1 clock:tick frozen"
    assert mistakes(typed).count("does not know") == 2
    assert understood(typed) == "priority:P1 frozen"


def test_one_term_can_be_taken_away() -> None:
    query = parse_query("is:open priority:P1 frozen")
    assert str(query.without(query.terms[0])) == "priority:P1 frozen"


def values_of(word: Word) -> st.SearchStrategy[tuple[str, ...]]:
    """Values a word may have, as the table writes them."""
    if word is Word.REPORTED:
        return st.sampled_from([(">2d",), ("2026-11-20..today",), ("<=yesterday",)])
    if word is Word.PARENT:
        return st.sampled_from([("TRD-7",), ("7", "TRD-12")])
    if not WORDS[word].values:
        names = st.text(st.characters(codec="utf-8", exclude_characters='"'), min_size=1)
        meant = names.map(str.strip).filter(
            lambda name: name and name.casefold() not in {"me", "none", "nobody"}
        )
        return st.lists(meant, min_size=1, max_size=3, unique=True).map(tuple)
    lists = [each for each in WORDS[word].values if each not in ALONE.get(word, ())]
    most = 1 if word in ONE_VALUE else len(lists)
    return st.lists(st.sampled_from(lists), min_size=1, max_size=most, unique=True).map(tuple)


def terms_of(word: Word) -> st.SearchStrategy[Term]:
    """Terms of one word."""
    minus = st.just(value=False) if word in NEVER_NEGATED else st.booleans()
    return st.builds(Term, st.just(word), values_of(word), minus)


TERMS = st.lists(
    st.sampled_from(Word).flatmap(terms_of), max_size=5, unique_by=lambda term: (term.word, term.values)
)
TEXTS = st.lists(
    st.sampled_from(["frozen", "-not", '"two words"', "09:30", "error:", "http://a"]), max_size=4
)


@given(TERMS, TEXTS)
def test_what_is_rendered_is_parsed_to_the_same(terms: list[Term], text: list[str]) -> None:
    sorts = [term for term in terms if term.word is Word.SORT]
    query = Query(tuple(term for term in terms if term not in sorts[1:]), " ".join(text))
    assert parse_query(str(query)) == query


HOSTILE = st.lists(
    st.sampled_from([*'":,-<>. \t\n\x00', "is", "priority", "P1", "reported", "2026-11-20", "ß"])
)


def readable(typed: str) -> Query:
    """The query, or what is left of it when some of it has to be explained."""
    try:
        return parse_query(typed)
    except QueryError as problem:
        return problem.understood


@given(st.one_of(st.text(), HOSTILE.map("".join)))
def test_any_text_is_understood_or_explained_and_what_is_left_is_understood(typed: str) -> None:
    query = readable(typed)
    assert parse_query(str(query)) == query


@pytest.mark.parametrize("value", ["seven", "TRD-", "TRD-0", "TRD-7x", "-7", "TRD-9999999999"])
def test_a_parent_is_named_by_its_key(value: str) -> None:
    assert "parent: takes the key of an incident, as in parent:TRD-7" in mistakes(f"parent:{value}")
