"""What a queue's address may ask for. Every value is checked, so a mistyped link gets a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString

from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.access import INCIDENT_KEY
from incidents.domain.priority import Priority
from incidents.domain.search_query import Query, QueryError, Term, parse_query
from incidents.domain.search_words import YES, Word
from incidents.forms.work import offer
from incidents.models import choices
from incidents.queries.asked import Asked, asked_of, default_state
from incidents.queries.choices import LaunchChoices
from incidents.queries.filters import CLOCK_LABELS, STATE_LABELS, QueueFilter, StateFilter
from incidents.queries.naming import Namer
from incidents.queries.narrowing import ClockFilter
from incidents.queries.paging import SORT_LABELS, Sort, parse_cursor

ANY = ("", "Any")
ME, NOBODY = "me", "none"
WORDS_LENGTH = 200
PLACE = ("after", "upto", "open")


def _texts(named: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(each), name) for each, name in named]


class QueueForm(forms.Form):
    """Filters, words, sort and place; an empty value asks for nothing."""

    state = forms.ChoiceField(choices=list(STATE_LABELS.items()), required=False)
    priority = forms.ChoiceField(choices=[ANY, *_texts(choices.PRIORITIES)], required=False)
    service = forms.ChoiceField(required=False)
    assignee = forms.ChoiceField(required=False)
    team = forms.ChoiceField(required=False)
    clock = forms.ChoiceField(choices=[ANY, *CLOCK_LABELS.items()], required=False)
    q = forms.CharField(label="Search", max_length=WORDS_LENGTH, required=False)
    sort = forms.ChoiceField(choices=list(SORT_LABELS.items()), required=False)
    after = forms.CharField(label="Page", max_length=300, required=False)
    upto = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    open = forms.RegexField(INCIDENT_KEY, required=False, error_messages={"invalid": "No such incident."})

    def __init__(
        self, data: Mapping[str, Any], *, launch: Launch, offered: LaunchChoices, user_id: int
    ) -> None:
        super().__init__(data, auto_id="filter-%s")  # a dialog's form has fields of the same names
        self.user_id = user_id
        self.namer = Namer(launch, offered, user_id)
        self.words = Asked(Query())
        self.misread: QueryError | None = None
        offer(self, "service", [ANY, *_texts(offered.services)])
        offer(self, "team", [ANY, *_texts(offered.teams)])
        offer(self, "assignee", [ANY, (ME, "Me"), (NOBODY, "Nobody"), *_texts(offered.people)])

    def clean_q(self) -> str:
        """The words as they are understood; what cannot be is told, with what remains."""
        try:
            self.words = asked_of(parse_query(self.cleaned_data["q"]), self.namer)
        except QueryError as problem:
            self.misread = problem
            raise forms.ValidationError([str(each) for each in problem.mistakes]) from problem
        return str(self.words.query)

    def clean(self) -> dict[str, Any]:
        """Refuse a damaged cursor; a cursor belongs to its sort."""
        given = self.cleaned_data
        try:
            if given.get("after") and "sort" in given:
                parse_cursor(self.wanted_sort, given["after"])
        except DomainError as problem:
            self.add_error(problem.field, problem.message)
        return given

    @property
    def is_misread_only(self) -> bool:
        """Nothing is wrong but some of the words."""
        return self.misread is not None and set(self.errors) == {"q"}

    @property
    def default_sort(self) -> Sort:
        """As the words say; text shows the newest first, a queue what is due first."""
        query = self.words.query
        said = next((term.values[0] for term in query.of(Word.SORT)), "")
        return Sort(said or (Sort.NEWEST if query.text else Sort.DUE))

    @property
    def wanted_sort(self) -> Sort:
        """The sort asked for."""
        return Sort(self.cleaned_data["sort"] or self.default_sort)

    @property
    def wanted_state(self) -> StateFilter:
        """The states asked for; text is looked for everywhere, a queue shows what is open."""
        return StateFilter(self.cleaned_data["state"] or default_state(self.words.query))

    def wanted(self) -> QueueFilter:
        """The filters of a valid form."""
        given = self.cleaned_data
        assignee = {ME: self.user_id, NOBODY: None}.get(given["assignee"], _number(given["assignee"]))
        chosen = QueueFilter(
            state=self.wanted_state,
            priority=Priority(int(given["priority"])) if given["priority"] else None,
            service_id=_number(given["service"]),
            assignee_id=assignee,
            is_unassigned=given["assignee"] == NOBODY,
            team_id=_number(given["team"]),
            clock=ClockFilter(given["clock"]) if given["clock"] else None,
            seen_by=self.user_id,
        )
        return self.words.added_to(chosen)

    def as_query(self) -> Query:
        """The whole queue in words: what the menu and the sort ask for, and what was typed."""
        chosen = dict.fromkeys((*self._chosen(), *self.words.query.terms))
        sort = Term(Word.SORT, (self.wanted_sort.value,))
        is_other = self.wanted_sort is not (Sort.NEWEST if self.words.query.text else Sort.DUE)
        terms = [term for term in chosen if term.word is not Word.SORT]
        return Query((*terms, sort) if is_other else tuple(terms), self.words.query.text)

    def _chosen(self) -> Iterator[Term]:
        given = self.cleaned_data
        if given["state"] and given["state"] != default_state(self.words.query):
            yield Term(Word.IS, (given["state"],))
        if given["priority"]:
            yield Term(Word.PRIORITY, (self.label_of("priority"),))
        for word in (Word.SERVICE, Word.TEAM, Word.ASSIGNEE):
            value = given[word]
            if value:
                yield Term(word, (value if value in {ME, NOBODY} else _quotable(self.label_of(word)),))
        if given["clock"]:
            is_breached = given["clock"] == ClockFilter.BREACHED
            yield Term(Word.BREACHED, (YES,)) if is_breached else Term(Word.CLOCK, (given["clock"],))

    def asked(self) -> dict[str, str]:
        """Filters and sort that differ from what a plain queue shows, as they stand in its address."""
        given = {name: value for name, value in self.cleaned_data.items() if value and name not in PLACE}
        if given.get("state") == default_state(self.words.query):
            del given["state"]
        if given.get("sort") == self.default_sort:
            del given["sort"]
        return given

    def narrowing(self) -> list[tuple[forms.BoundField, SafeString]]:
        """The filters, each with its options."""
        asked = {**self.cleaned_data, "state": self.wanted_state.value}
        names = ("state", "priority", "service", "assignee", "team", "clock")
        return [(self[name], _options(self._offered(name), asked[name])) for name in names]

    def label_of(self, name: str) -> str:
        """What is chosen in a filter, in words."""
        chosen = self.cleaned_data[name]
        return next((label for value, label in self._offered(name) if value == chosen), "")

    def _offered(self, name: str) -> list[tuple[str, str]]:
        widget = self.fields[name].widget
        offered = widget.choices if isinstance(widget, forms.Select) else []
        return [(str(value), str(label)) for value, label in offered]


def _options(offered: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a select, ready-made: in a template's loop they cost a tenth of the page."""
    return SafeString("".join(_option(value, label, is_chosen=value == chosen) for value, label in offered))


def _option(value: str, label: str, *, is_chosen: bool) -> str:
    selected = " selected" if is_chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(label)}</option>'


def _quotable(name: str) -> str:
    """The longest part of a name that stands in quotes."""
    return max(name.split('"'), key=len).strip()


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
