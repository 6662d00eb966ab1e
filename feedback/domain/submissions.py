"""What a submission is, what it becomes, and what is held back or counted once."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.domain.history import Nature

TITLE_LENGTH = 100
MAX_LINKS = 5
SAME_WORDS_WITHIN = timedelta(minutes=10)
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


class Kind(StrEnum):
    """What the sender says it is."""

    BUG = "bug"
    IDEA = "idea"
    USABILITY = "usability"
    PRAISE = "praise"
    QUESTION = "question"


KIND_LABELS: Mapping[Kind, str] = {
    Kind.BUG: "Something is broken",
    Kind.USABILITY: "It is hard to use",
    Kind.QUESTION: "I have a question",
    Kind.IDEA: "I have an idea",
    Kind.PRAISE: "I like something",
}

# Praise asks nobody to do anything, so it is kept as a submission and makes no incident.
NATURES: Mapping[Kind, Nature | None] = {
    Kind.BUG: Nature.DEFECT,
    Kind.IDEA: Nature.ENHANCEMENT,
    Kind.USABILITY: Nature.USABILITY,
    Kind.QUESTION: Nature.QUESTION,
    Kind.PRAISE: None,
}

SENTIMENT_LABELS: Mapping[int, str] = {1: "Very bad", 2: "Bad", 3: "So-so", 4: "Good", 5: "Very good"}


def title_of(words: str) -> str:
    """The first sentence on one line, cut at a word within `TITLE_LENGTH` characters."""
    line = " ".join(words.split())
    sentence = _SENTENCE_END.split(line, maxsplit=1)[0]
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    cut = sentence[:TITLE_LENGTH]
    whole_words = cut.rpartition(" ")[0] or cut[:-1]
    return f"{whole_words}…"


def reason_to_hold(words: str, *, trap: str) -> str:
    """Why a person should look before this is worked on; empty when nothing speaks against it."""
    if trap:
        return "The field that people do not see was filled in"
    links = len(_LINK.findall(words))
    return f"{links} links, more than {MAX_LINKS}" if links > MAX_LINKS else ""


def are_same_words(one: str, other: str) -> bool:
    """Equal but for case and white space."""
    return one.casefold().split() == other.casefold().split()


def is_sent_twice(one: datetime, other: datetime) -> bool:
    """Whether two arrivals are near enough to be one report sent twice."""
    return abs(one - other) <= SAME_WORDS_WITHIN
