"""What somebody typed into the search box: words with values, and free text.

A piece is a word with its values only when it begins with a word of the table and a colon, and the value
follows at once. Whatever else holds a colon is text (`error: timeout`, `09:30`, an address), unless it looks
like one of our words mistyped; in double quotes everything is text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from hypercare.lib.errors import DomainError
from incidents.domain.reported import parse_reported
from incidents.domain.search_words import (
    ALIASES,
    ALONE,
    ELSEWHERE,
    NEVER_NEGATED,
    ONE_VALUE,
    WORDS,
    Word,
)

PIECE = re.compile(r'(?:"[^"]*"|\S)+')
TERM = re.compile(r"(?P<minus>-?)(?P<word>[A-Za-z_]+):(?P<values>.*)", re.DOTALL)
ONE = r'(?:"[^"]*"|[^\s",]+)'
VALUES = re.compile(rf"{ONE}(?:,{ONE})*")
VALUE = re.compile(ONE)
INCIDENT_KEY = re.compile(r"(?:[A-Z0-9]+-)?[1-9][0-9]{0,8}")
PLAIN = re.compile(r'[^\s",]+')
MISTYPED = 0.8
SIMILAR = 0.6
AS_TEXT = "To search for it as text, put it in double quotes."


@dataclass(frozen=True, slots=True)
class Term:
    """One word with its values, of which one must hold; with `is_negated` none may."""

    word: Word
    values: tuple[str, ...]
    is_negated: bool = False

    def __str__(self) -> str:
        values = ",".join(each if PLAIN.fullmatch(each) else f'"{each}"' for each in self.values)
        return f"{'-' if self.is_negated else ''}{self.word}:{values}"


@dataclass(frozen=True, slots=True)
class Query:
    """All terms hold, and the text is found; the text is as a web search understands it."""

    terms: tuple[Term, ...] = ()
    text: str = ""

    def __str__(self) -> str:
        return " ".join([*map(str, self.terms), *([self.text] if self.text else [])])

    def without(self, term: Term) -> "Query":
        """The same query with one term taken away."""
        return Query(tuple(each for each in self.terms if each != term), self.text)

    def of(self, word: Word) -> tuple[Term, ...]:
        """The terms of one word."""
        return tuple(each for each in self.terms if each.word is word)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A piece that could not be understood, the rule it breaks, and what may have been meant."""

    said: str
    rule: str
    meant: str = ""

    def __str__(self) -> str:
        return f"{self.rule} Did you mean {self.meant}?" if self.meant else self.rule


class QueryError(DomainError):
    """Some of it could not be understood; `understood` is the rest."""

    def __init__(self, mistakes: tuple[Mistake, ...], understood: Query) -> None:
        super().__init__(" ".join(map(str, mistakes)), field="q")
        self.mistakes = mistakes
        self.understood = understood


class _MistakeError(Exception):
    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.rule)
        self.mistake = mistake


def parse_query(typed: str) -> Query:
    """What it asks for. Raises `QueryError`, and nothing else, with every mistake and what is left."""
    terms: list[Term] = []
    text: list[str] = []
    mistakes: list[Mistake] = []
    for piece in PIECE.findall(typed):
        try:
            term = _term(piece)
        except _MistakeError as problem:
            mistakes.append(problem.mistake)
            continue
        if term is None:
            text.append(piece)
        elif term not in terms:
            terms.append(term)
    sorts = [term for term in terms if term.word is Word.SORT]
    mistakes += [Mistake(str(each), "sort: is said twice; one order is enough.") for each in sorts[1:]]
    understood = Query(tuple(each for each in terms if each not in sorts[1:]), " ".join(text))
    if mistakes:
        raise QueryError(tuple(mistakes), understood)
    return understood


def _term(piece: str) -> Term | None:
    """The term a piece is, or `None` for text."""
    found = TERM.fullmatch(piece)
    if found is None:
        return None
    word, minus = found["word"].lower(), found["minus"]
    if word not in WORDS:
        nearest = _nearest_word(word) if found["values"] else None
        if nearest:
            rule = f"“{word}:” is no word of the search. {AS_TEXT}"
            raise _MistakeError(Mistake(piece, rule, f"{minus}{nearest}:"))
        return None
    known = Word(word)
    if minus and known in NEVER_NEGATED:
        raise _MistakeError(Mistake(piece, f"{known}: cannot be taken away with a minus.", piece[1:]))
    return Term(known, tuple(_values(known, piece, found["values"])), bool(minus))


def _nearest_word(word: str) -> Word | None:
    """The word this is mistyped, or another product's name for it."""
    if word in ELSEWHERE:
        return ELSEWHERE[word]
    alike = {each: SequenceMatcher(None, word, each).ratio() for each in Word if each[0] == word[0]}
    nearest = max(alike, key=alike.__getitem__, default=None)
    return nearest if nearest and alike[nearest] >= MISTYPED else None


def _values(word: Word, piece: str, given: str) -> Iterator[str]:
    """The values, as the table writes them, each once and in order."""
    meaning = WORDS[word]
    if VALUES.fullmatch(given) is None or not all(each.strip('"').strip() for each in VALUE.findall(given)):
        raise _MistakeError(Mistake(piece, _needs_value(word, given)))
    said = list(dict.fromkeys(_value(word, piece, each.strip('"').strip()) for each in VALUE.findall(given)))
    if len(said) > 1 and (word in ONE_VALUE or ALONE.get(word, frozenset()) & {*said}):
        alone = said[0] if word in ONE_VALUE else sorted(ALONE[word] & {*said})[0]
        rule = f"{word}: takes one value" if word in ONE_VALUE else f"{word}:{alone} stands alone"
        raise _MistakeError(Mistake(piece, f"{rule}, in no list, as in {meaning.example}."))
    yield from said


def _needs_value(word: Word, given: str) -> str:
    """Why these are no values: nothing follows, a quote stays open, or a comma has nothing beside it."""
    example = WORDS[word].example
    if not given:
        return f"{word}: needs a value right behind the colon, as in {example}. {AS_TEXT}"
    if given.count('"') % 2:
        return f"{word}: has a quote that is never closed; it is said as in {example}."
    return (
        f"{word}: takes values with a comma between them, as in {example}; one with a blank goes in quotes."
    )


def _value(word: Word, piece: str, given: str) -> str:
    """One value as the table writes it."""
    if word in TAKEN_APART:
        return TAKEN_APART[word](piece, given)
    plain = given.casefold().replace("-", "_").replace(" ", "_")
    aliases, offered = ALIASES.get(word, {}), WORDS[word].values
    if plain in aliases:
        return aliases[plain]
    if not offered:
        return plain if word is Word.ASSIGNEE and plain in {"me", "none"} else given
    known = {each.casefold(): each for each in offered}
    if plain in known:
        return known[plain]
    similar = get_close_matches(plain, [*known, *aliases], n=1, cutoff=SIMILAR)
    meant = aliases.get(similar[0]) or known[similar[0]] if similar else ""
    rule = f"{word}: does not know “{given}”; it takes {_listed(offered)}."
    raise _MistakeError(Mistake(piece, rule, f"{word}:{meant}" if meant else ""))


def _reported(piece: str, given: str) -> str:
    try:
        parse_reported(given.lower())
    except DomainError as problem:
        raise _MistakeError(Mistake(piece, problem.message)) from problem
    return given.lower()


def _parent(piece: str, given: str) -> str:
    """The key of an incident, or its number alone."""
    if INCIDENT_KEY.fullmatch(given.upper()) is None:
        rule = f"parent: takes the key of an incident, as in {WORDS[Word.PARENT].example}; “{given}” is none."
        raise _MistakeError(Mistake(piece, rule))
    return given.upper()


TAKEN_APART: Mapping[Word, Callable[[str, str], str]] = {Word.REPORTED: _reported, Word.PARENT: _parent}


def _listed(offered: tuple[str, ...]) -> str:
    *first, last = offered
    return f"{', '.join(first)} or {last}"
