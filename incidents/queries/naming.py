"""Whom and what the names in a search mean in one launch. A part of a name means everything that has it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.db.models import Q, QuerySet

from hypercare.launches.models import Launch, Membership, Release, Reporter, Site
from incidents.domain.search_query import Mistake, Term
from incidents.domain.search_words import ME, NOBODY, Word
from incidents.models import Reference
from incidents.queries.choices import LaunchChoices, Named

REPORTERS_AT_MOST = 200
NAMES_TOLD = 5
LOOKED_UP_AT_MOST = 5000
# Where names are looked up, whose id is meant, and what it may be called, the name first.
LOOKED_UP: Mapping[Word, tuple[Callable[[], QuerySet[Any]], str, tuple[str, ...]]] = {
    Word.ASSIGNEE: (Membership.objects.all, "user_id", ("user__email",)),
    Word.REPORTER: (Reporter.objects.all, "id", ("name", "email", "external_id")),
    Word.SITE: (Site.objects.all, "id", ("name",)),
    Word.REF: (Reference.objects.all, "incident_id", ("key",)),
    Word.RELEASE: (Release.objects.all, "id", ("version",)),
}
WHO: Mapping[Word, str] = {
    Word.SERVICE: "service",
    Word.TEAM: "team",
    Word.ASSIGNEE: "person",
    Word.REPORTER: "reporter",
    Word.SITE: "site",
    Word.RELEASE: "release",
    Word.REF: "reference",
}


@dataclass(frozen=True, slots=True)
class Namer:
    """Looks names up; services, teams and people without a query."""

    launch: Launch
    offered: LaunchChoices
    user_id: int
    found: dict[tuple[Word, str], Named] = field(default_factory=dict)

    def meant(self, term: Term) -> tuple[frozenset[int | str | None], tuple[Mistake, ...]]:
        """The ids the values of a term mean, and what nobody here is called."""
        ids: set[int | str | None] = set()
        mistakes: list[Mistake] = []
        for value in term.values:
            found, problem = self._ids(term, value)
            ids.update(found)
            mistakes += [problem] if problem else []
        return frozenset(ids), tuple(mistakes)

    def _ids(self, term: Term, value: str) -> tuple[set[int | None], Mistake | None]:
        if term.word is Word.ASSIGNEE and value in {ME, NOBODY}:
            return {self.user_id if value == ME else None}, None
        named = self._named(term.word, value)
        if len(named) > REPORTERS_AT_MOST:
            rule = f"{term.word}: more than {REPORTERS_AT_MOST} match “{value}”; say more of the name."
            return set(), Mistake(str(term), rule)
        exactly: set[int | None] = {each for each, name in named if name.casefold() == value.casefold()}
        ids = exactly or {each for each, _ in named}
        return ids, None if ids else self._nobody(term, value)

    def _named(self, word: Word, value: str) -> Named:
        """Everything of that kind whose name holds the value."""
        if word is Word.SERVICE:
            return _holding(self.offered.services, value)
        if word is Word.TEAM:
            return _holding(self.offered.teams, value)
        people = self._people(value) if word is Word.ASSIGNEE else ()
        return people or self.found.get((word, value), ())

    def prepare(self, terms: Iterable[Term]) -> None:
        """Look up the names of many terms at once: one query for each kind of name."""
        unknown: dict[Word, set[str]] = {}
        for term in terms:
            if term.word in LOOKED_UP:
                unknown.setdefault(term.word, set()).update(term.values)
        for word, values in unknown.items():
            self._look_up(word, {each for each in values if self._has_to_look(word, each)})

    def _has_to_look(self, word: Word, value: str) -> bool:
        if (word, value) in self.found:
            return False
        return word is not Word.ASSIGNEE or not (value in {ME, NOBODY} or self._people(value))

    def _look_up(self, word: Word, values: set[str]) -> None:
        if not values:
            return
        rows, key, called = LOOKED_UP[word]
        asked = Q()
        for value, column in product(sorted(values), called):
            asked |= Q(**{f"{column}__icontains": value})
        found = list(rows().filter(asked, launch=self.launch).values_list(key, *called)[:LOOKED_UP_AT_MOST])
        for value in values:
            self.found[word, value] = _nearest(found, value)

    def _people(self, value: str) -> Named:
        return _holding((*self.offered.people, *self.offered.others), value)

    def _nobody(self, term: Term, value: str) -> Mistake:
        known = {Word.SERVICE: self.offered.services, Word.TEAM: self.offered.teams}.get(term.word, ())
        rule = f"{term.word}: no {WHO[term.word]} of {self.launch.name} is called “{value}”{_told(known)}."
        return Mistake(str(term), rule)


def _holding(named: Named, value: str) -> Named:
    part = value.casefold()
    return tuple(each for each in named if part in each[1].casefold())


def _nearest(rows: Sequence[tuple[Any, ...]], value: str) -> Named:
    """Those called exactly so, or else those with it in a name."""
    part = value.casefold()
    called = [(int(key), str(names[0]), {str(each).casefold() for each in names}) for key, *names in rows]
    exactly = tuple((key, name) for key, name, names in called if part in names)
    return exactly or tuple((key, name) for key, name, names in called if any(part in each for each in names))


def _told(named: Iterable[tuple[int, str]]) -> str:
    names = [name for _, name in named]
    if not names:
        return ""
    more = ", ..." if len(names) > NAMES_TOLD else ""
    return f"; there are {', '.join(names[:NAMES_TOLD])}{more}"
