"""Look-alikes with every string ready: why they are alike, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.text import get_text_list

from incidents.domain.likeness import CLOSE_IN_TIME, Term, Trait
from incidents.models import Incident
from incidents.queries.likeness import LookAlike
from incidents.queries.words import Moment, age, moment

Tell = Callable[[LookAlike, Term], str]


@dataclass(frozen=True, slots=True)
class Tie:
    """Which incident would become a report of which."""

    child_key: str
    parent_key: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line: which incident, where it stands, how old it is, and why it is here."""

    key: str
    url: str
    title: str
    state: str
    state_word: str
    reported: Moment
    why: str
    parent_key: str = ""
    tie: Tie | None = None


def items_of(
    found: Iterable[LookAlike], *, zone: ZoneInfo, at: datetime, ties: Incident | None = None
) -> list[Item]:
    """The lines as seen at `at`; `ties` is what each may be bundled with at one press, each bundle once."""
    offered: set[Tie | None] = {None}
    return [
        Item(
            key=each.key,
            url=each.url,
            title=each.title,
            state=each.state,
            state_word=each.state_word,
            reported=moment(each.reported_at, at=at, zone=zone),
            why=why(each),
            parent_key=each.parent_key,
            tie=_once(_tie(ties, each), offered) if ties else None,
        )
        for each in found
    ]


def _once(tie: Tie | None, offered: set[Tie | None]) -> Tie | None:
    if tie in offered:
        return None
    offered.add(tie)
    return tie


def _tie(incident: Incident, other: LookAlike) -> Tie | None:
    """A parent takes the other in; whatever stands by itself joins the other, or the other's parent."""
    if incident.parent_number or other.parent_key == incident.key:
        return None
    if not incident.joined_count:
        return Tie(incident.key, other.parent_key or other.key)
    return None if other.parent_key else Tie(other.key, incident.key)


def why(each: LookAlike) -> str:
    """Such as: Both say “late confirmations”; same page /orders; reported 2 h apart."""
    reasons = [_TELLERS[term.trait](each, term) for term in each.likeness.terms]
    said = "; ".join(filter(None, reasons))
    return f"{said[:1].upper()}{said[1:]}"


def _words(_each: LookAlike, term: Term) -> str:
    quoted = [f"“{word}”" for word in term.shared]
    return f"both say {get_text_list(quoted, 'and')}" if quoted else ""


def _named(label: str) -> Tell:
    return lambda _each, term: f"{label} {get_text_list(list(term.shared), 'and')}"


def _service(each: LookAlike, _term: Term) -> str:
    return f"same service {each.service}"


def _time(each: LookAlike, _term: Term) -> str:
    """Only what is close says anything to a person."""
    if each.apart > CLOSE_IN_TIME:
        return ""
    if each.apart < timedelta(minutes=1):
        return "reported in the same minute"
    return f"reported {age(each.reported_at, each.reported_at + each.apart)} apart"


_TELLERS: Mapping[Trait, Tell] = {
    Trait.WORDS: _words,
    Trait.ERROR: _named("same error"),
    Trait.NAME: _named("both name"),
    Trait.PAGE: _named("same page"),
    Trait.SERVICE: _service,
    Trait.RELEASE: _named("same release"),
    Trait.TIME: _time,
}
