"""How alike two reports are, and why: shared rare words first, then errors, names, place and time.

A word counts by its rarity in the launch, more where it stands in a title, less in a long text. Every other
trait is a small weight beside that: it orders what is alike already. Weights: docs/likeness.md.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from incidents.domain.signatures import Signature, signature_of


class Trait(StrEnum):
    """What two reports may have in common."""

    WORDS = "words"
    ERROR = "error"
    NAME = "name"
    PAGE = "page"
    SERVICE = "service"
    RELEASE = "release"
    TIME = "time"


# A shared word: its rarity, times this by the number of titles in which it stands.
BY_TITLES = (1.0, 1.5, 3.0)
# Each shared error or name: its rarity among the candidates, times this.
SIGNATURE_WEIGHTS: Mapping[Trait, float] = {Trait.ERROR: 0.5, Trait.NAME: 0.3}
# Whatever else is the same: points, of which a rare word alone has six or more.
SAME_WEIGHTS: Mapping[Trait, float] = {Trait.PAGE: 2.0, Trait.SERVICE: 1.0, Trait.RELEASE: 0.5}
TIME_WEIGHT, TIME_FADES_IN = 1.0, timedelta(days=30)
PAIR_WEIGHT = 0.5  # two words in the same order in both titles
COMMON_SHARE = 5  # a word too common to be counted weighs as one in every fifth report
LEAST_SHARE = 0.1  # of what the asked report has to give: below that nothing is alike
CLOSE_IN_TIME = timedelta(hours=24)  # near enough to be named as a reason
WORDS_NAMED, SIGNATURES_NAMED = 4, 2
MIDDLING_LENGTH = 40  # different words of a report of middling length

_ID_IN_PATH = re.compile(r"\d+")
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stems:
    """The words of a report as the search index keeps them."""

    title: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """What likeness goes by; what is not known is empty."""

    title: str
    body: str
    reported_at: datetime
    stems: Stems = field(default_factory=Stems)
    service_id: int | None = None
    page: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One reason: what is shared, how many points it gives, and its words for a person."""

    trait: Trait
    points: float
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is the sum of the terms' points; `share` what that is of all the asked report could get."""

    score: float
    share: float
    terms: tuple[Term, ...]


def page_of(address: str) -> str:
    """A page without its query and with its ids as `#`: `/orders/17?tab=2` is `/orders/#`."""
    path = re.split(r"[?#]", re.sub(r"^\w+://[^/]*", "", address.strip()), maxsplit=1)[0]
    return _ID_IN_PATH.sub("#", path.rstrip("/") or path)[:200]


def rarity(found_in: int | None, total: int) -> float:
    """How much a word says that `found_in` of `total` reports hold; `None` is too many to count."""
    count = total / COMMON_SHARE if found_in is None else min(found_in, total)
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def nearest(
    holders: Mapping[str, Collection[int]], rarities: Mapping[str, float], asked: Stems, limit: int
) -> list[int]:
    """Ids of the holders of the rarest asked words, best first; a word of the title says more."""
    points: defaultdict[int, float] = defaultdict(float)
    for word, ids in holders.items():
        for each in ids:
            points[each] += rarities[word] * BY_TITLES[word in asked.title]
    return [each for each, _ in sorted(points.items(), key=lambda item: (-item[1], -item[0]))[:limit]]


def ranked(
    asked: Report, others: Mapping[int, Report], rarities: Mapping[str, float]
) -> list[tuple[int, Likeness]]:
    """The reports that are alike, most alike first; on a tie the newer id."""
    signatures = {key: signature_of(f"{other.title}\n{other.body}") for key, other in others.items()}
    mine = signature_of(f"{asked.title}\n{asked.body}")
    weights = _signature_rarities(mine, signatures.values())
    most = _words_points(asked, asked, rarities)[0]
    found = [
        (key, _likeness(asked, other, rarities, _shared(mine, signatures[key], weights), most))
        for key, other in others.items()
    ]
    alike = [(key, each) for key, each in found if each.share >= LEAST_SHARE]
    return sorted(alike, key=lambda item: (-item[1].score, -item[0]))


def _likeness(
    asked: Report, other: Report, rarities: Mapping[str, float], signature: Sequence[Term], most: float
) -> Likeness:
    points, shared = _words_points(asked, other, rarities)
    length = (1 + len(other.stems.anywhere) / MIDDLING_LENGTH) / 2
    damped = math.sqrt(length)
    pairs = PAIR_WEIGHT * len(_pairs(asked.title) & _pairs(other.title))
    words = Term(Trait.WORDS, points / damped + pairs, _as_said(shared, asked, other))
    named = [Term(term.trait, term.points / damped, term.shared) for term in signature]
    terms = [each for each in (words, *named, *_same(asked, other), *_time(asked, other)) if each.points > 0]
    share = (words.points + sum(term.points for term in named)) / most if most else 0.0
    return Likeness(sum(term.points for term in terms), share, tuple(terms))


def _words_points(
    asked: Report, other: Report, rarities: Mapping[str, float]
) -> tuple[float, list[tuple[float, str]]]:
    """Points of the shared words before length counts, and each word with its own, most telling first."""
    shared = []
    for stem, rare in rarities.items():
        if stem in other.stems.anywhere and stem in asked.stems.anywhere:
            titles = (stem in asked.stems.title) + (stem in other.stems.title)
            shared.append((rare * BY_TITLES[titles], stem))
    shared.sort(key=lambda item: (-item[0], item[1]))
    return sum(points for points, _ in shared), shared


def _as_said(shared: Iterable[tuple[float, str]], asked: Report, other: Report) -> tuple[str, ...]:
    """The most telling words as people wrote them: a stem alone looks like a mistake.

    A word that is part of one already named says nothing more.
    """
    text = f"{other.title}\n{other.body}\n{asked.title}\n{asked.body}"
    named: list[str] = []
    for _, stem in shared:
        word = _word_of(stem, text)
        if not any(word.lower() in each.lower() for each in named):
            named.append(word)
    return tuple(named[:WORDS_NAMED])


def _word_of(stem: str, text: str) -> str:
    begins = stem[:-1] if stem.endswith("i") else stem
    found = re.search(rf"(?<!\w){re.escape(begins)}\w*", text, re.IGNORECASE)
    return found[0] if found else stem


def _signature_rarities(mine: Signature, others: Collection[Signature]) -> Mapping[str, float]:
    """Rarity among the candidates: the index keeps words, not names taken apart."""
    asked = mine.errors | mine.names
    counts = Counter(each for other in others for each in asked & (other.errors | other.names))
    return {each: math.log(1 + (len(others) + 1) / (count + 0.5)) for each, count in counts.items()}


def _shared(mine: Signature, other: Signature, rarities: Mapping[str, float]) -> list[Term]:
    both = {Trait.ERROR: mine.errors & other.errors, Trait.NAME: mine.names & other.names}
    terms = []
    for trait, shared in both.items():
        rarest = sorted(shared, key=lambda each: (-rarities[each], each))
        points = SIGNATURE_WEIGHTS[trait] * sum(rarities[each] for each in rarest)
        terms.append(Term(trait, points, tuple(rarest[:SIGNATURES_NAMED])))
    return terms


def _same(asked: Report, other: Report) -> list[Term]:
    """The same page, service and release, where both are known."""
    known = {
        Trait.PAGE: (asked.page, other.page),
        Trait.SERVICE: (asked.service_id, other.service_id),
        Trait.RELEASE: (asked.version, other.version),
    }
    return [
        Term(trait, SAME_WEIGHTS[trait], (str(one),))
        for trait, (one, two) in known.items()
        if one and one == two
    ]


def _time(asked: Report, other: Report) -> list[Term]:
    apart = abs(asked.reported_at - other.reported_at)
    return [Term(Trait.TIME, TIME_WEIGHT * math.exp(-(apart / TIME_FADES_IN)))]


def _pairs(title: str) -> set[tuple[str, str]]:
    words = _TOKEN.findall(title.lower())
    return set(pairwise(words))
