"""The queue's links and words: every filter, view and sort is an address of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from incidents.domain.clearing import clearing_words
from incidents.domain.search_query import QueryError
from incidents.forms.queue import QueueForm
from incidents.queries.head import QueueHead, count_words
from incidents.queries.paging import SORT_LABELS, Sort
from incidents.queries.queue import QueuePage

FILTERS = ("state", "priority", "service", "assignee", "team", "clock")
# Slug, label, icon, the filters it stands for, and the count of the head beside it.
VIEWS: tuple[tuple[str, str, Mapping[str, str], str], ...] = (
    ("Open", "inbox-stack", {}, "open_count"),
    ("Inbox", "inbox", {"state": "new"}, "inbox_count"),
    ("My work", "user", {"assignee": "me"}, "mine_count"),
    ("Unassigned", "user-minus", {"assignee": "none"}, "unassigned_count"),
    ("Breached", "clock", {"clock": "breached"}, "breached_count"),
    ("Major", "megaphone", {"q": "is:major"}, "major_count"),
)
BAD = frozenset({"breached_count", "major_count"})


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words; `count` may be empty."""

    label: str
    url: str
    is_current: bool = False
    count: str = ""
    icon: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a queue: its launch and what is asked for."""

    path: str
    launch_key: str
    asked: Mapping[str, str]

    def url(self, **changes: str) -> str:
        """The same queue with some things changed; an empty value takes one away."""
        merged = {"launch": self.launch_key, **self.asked, **changes}
        return f"{self.path}?{urlencode({name: value for name, value in merged.items() if value})}"


@dataclass(frozen=True, slots=True)
class Desk:
    """A queue as its template needs it."""

    form: QueueForm
    page: QueuePage
    head: QueueHead
    address: Address
    opened: str
    clears_in: float | None = None
    misread: QueryError | None = None
    typed: str = ""

    @property
    def views(self) -> list[Link]:
        """The saved views with their counts."""
        plain, asked = replace(self.address, asked={}), self._filters()
        return [
            Link(
                label=label,
                url=plain.url(**params),
                is_current=asked == params,
                count=count_words(getattr(self.head, count)),
                icon=icon,
                is_bad=count in BAD and getattr(self.head, count) > 0,
            )
            for label, icon, params, count in VIEWS
            if count != "major_count" or self.head.major_count
        ]

    @property
    def said(self) -> str:
        """What stands in the search box: the words as typed while one of them is not understood."""
        return self.typed or str(self.form.words.query)

    @property
    def is_inbox(self) -> bool:
        """Whether it shows what is new and nothing narrower."""
        return self._filters() == {"state": "new"}

    @property
    def words_to_keep(self) -> str:
        """The whole queue in words, for a saved view; empty when it is the plain one."""
        return str(self.form.as_query())

    @property
    def chips(self) -> list[Link]:
        """What the queue is narrowed to; each link takes one filter away."""
        chips = [
            Link(f"{self.form[name].label}: {self.form.label_of(name)}", self.address.url(**{name: ""}))
            for name in FILTERS
            if name in self.address.asked
        ]
        return [*self._words(), *chips]

    @property
    def sorts(self) -> list[Link]:
        """The four sorts."""
        now = self.form.wanted_sort
        return [Link(label, self.address.url(sort=sort), sort is now) for sort, label in SORT_LABELS.items()]

    @property
    def sort_label(self) -> str:
        """The present sort."""
        return SORT_LABELS[self.form.wanted_sort]

    @property
    def sort_urls(self) -> dict[str, str]:
        """For the heads of the columns."""
        return {sort.value: self.address.url(sort=sort) for sort in Sort}

    @property
    def url(self) -> str:
        """This queue, to be bookmarked."""
        return self.address.url(after=self.form.cleaned_data["after"], open=self.opened)

    @property
    def csv_url(self) -> str:
        """The same incidents as a file."""
        return replace(self.address, path=reverse("incidents:export")).url()

    @property
    def live_url(self) -> str:
        """This very page without rows newer than it."""
        return self.address.url(after=self.form.cleaned_data["after"], upto=str(self.page.upto))

    @property
    def first_url(self) -> str:
        """The first page, with everything new."""
        return self.address.url()

    @property
    def next_url(self) -> str:
        """The next page, empty on the last."""
        return self.address.url(after=self.page.next_cursor) if self.page.next_cursor else ""

    @property
    def row_url(self) -> str:
        """What a row's key is appended to, to remember it as the opened one."""
        return f"{self.address.url(after=self.form.cleaned_data['after'])}&open="

    @property
    def open_words(self) -> str:
        """How many are open."""
        return count_words(self.head.open_count)

    @property
    def clearing_words(self) -> str:
        """In how many days the open ones are gone."""
        return clearing_words(self.clears_in)

    @property
    def in_words(self) -> str:
        """How many came in today."""
        return count_words(self.head.in_today_count)

    @property
    def out_words(self) -> str:
        """How many were resolved today."""
        return count_words(self.head.out_today_count)

    def _words(self) -> Iterator[Link]:
        """Each word as it was understood, and the free text as one."""
        query = self.form.words.query
        for term in query.terms:
            yield Link(str(term), self.address.url(q=str(query.without(term))))
        if query.text:
            yield Link(f"“{query.text}”", self.address.url(q=str(replace(query, text=""))))

    def _filters(self) -> dict[str, str]:
        return {name: value for name, value in self.address.asked.items() if name != "sort"}
