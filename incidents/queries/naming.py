"""Whom and what the names in a search mean in one launch. A part of a name means everything that has it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from hypercare.launches.models import Launch, Membership, Reporter, Site
from incidents.domain.search_query import Mistake, Term
from incidents.domain.search_words import ME, NOBODY, Word
from incidents.queries.choices import LaunchChoices, Named

REPORTERS_AT_MOST = 200
NAMES_TOLD = 5
WHO: dict[Word, str] = {
    Word.SERVICE: "service",
    Word.TEAM: "team",
    Word.ASSIGNEE: "person",
    Word.REPORTER: "reporter",
    Word.SITE: "site",
}


@dataclass(frozen=True, slots=True)
class Namer:
    """Looks names up; services, teams and people without a query."""

    launch: Launch
    offered: LaunchChoices
    user_id: int

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
        if word is Word.ASSIGNEE:
            people = _holding((*self.offered.people, *self.offered.others), value)
            return people or self._by_mail(value)
        return self._sites(value) if word is Word.SITE else self._reporters(value)

    def _by_mail(self, value: str) -> Named:
        members = Membership.objects.filter(launch=self.launch, user__email__icontains=value)
        return tuple(members.values_list("user_id", "user__name"))

    def _sites(self, value: str) -> Named:
        return tuple(Site.objects.filter(launch=self.launch, name__icontains=value).values_list("id", "name"))

    def _reporters(self, value: str) -> Named:
        called = Q(name__icontains=value) | Q(email__icontains=value) | Q(external_id__iexact=value)
        found = Reporter.objects.filter(called, launch=self.launch).values_list(F("id"), F("name"))
        return tuple(found[: REPORTERS_AT_MOST + 1])

    def _nobody(self, term: Term, value: str) -> Mistake:
        known = {Word.SERVICE: self.offered.services, Word.TEAM: self.offered.teams}.get(term.word, ())
        rule = f"{term.word}: no {WHO[term.word]} of {self.launch.name} is called “{value}”{_told(known)}."
        return Mistake(str(term), rule)


def _holding(named: Named, value: str) -> Named:
    part = value.casefold()
    return tuple(each for each in named if part in each[1].casefold())


def _told(named: Iterable[tuple[int, str]]) -> str:
    names = [name for _, name in named]
    if not names:
        return ""
    more = ", ..." if len(names) > NAMES_TOLD else ""
    return f"; there are {', '.join(names[:NAMES_TOLD])}{more}"
