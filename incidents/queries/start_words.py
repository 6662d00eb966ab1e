"""The start of a shift in words: one sentence whose parts lead to the rows behind them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from hypercare.launches.models import Launch, Membership, Release
from incidents.domain.start import SHIFT, Candidate, Pick, Why, is_due_within, is_past_due
from incidents.models import Draft
from incidents.queries.choices import launch_choices
from incidents.queries.drafts import drafts_of
from incidents.queries.follow_ups import FollowUpLine, my_follow_ups
from incidents.queries.handover import HandedOver, handed_over
from incidents.queries.rows import Row, View, row_of
from incidents.queries.start import ARRIVED_AT_MOST, Grown, Joined, Start, is_cut, start_of
from incidents.queries.words import clock_time

LISTED = 12
Values = Mapping[str, Any]
MORE = {
    "arrived": "&state=new&sort=newest",
    "past-due": "&assignee=me&clock=breached",
    "bundles": "&q=is:bundled",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row with why it stands there."""

    row: Row
    words: str


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release with what became of it."""

    version: str
    name: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """The rows behind one part of the sentence; `more` is how many are not listed."""

    slug: str
    title: str
    said: str
    lines: Sequence[Line]
    more: int = 0
    is_bad: bool = False
    releases: Sequence[ReleaseLine] = ()

    @property
    def more_of(self) -> str:
        """The filters of the queue that hold the rows left out, as the rest of its address."""
        return MORE.get(self.slug, "&assignee=me")


@dataclass(frozen=True, slots=True)
class StartPage:
    """The page as its template needs it. Without `since` it is somebody's first shift."""

    since: str
    first: Sequence[Line]
    sections: Sequence[Section]
    notes: HandedOver
    drafts: Iterable[Draft]
    follow_ups: Sequence[FollowUpLine]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that may be true of a person's own work: since or until when, and in which words."""

    slug: str
    title: str
    said: Callable[[int, str], str]
    line: str
    when: Callable[[Candidate, datetime], datetime | None]
    is_bad: bool = False


def _breach(count: int, first: str) -> str:
    return f"1 breaches {first}" if count == 1 else f"{count} breach, the first {first}"


OWN: Sequence[Part] = (
    Part(
        "answered",
        "Yours, answered",
        lambda count, _: f"{count} of yours answered",
        "Answered {}",
        lambda it, _: it.news.answered_at,
    ),
    Part(
        "reopened",
        "Reopened",
        lambda count, _: f"{count} of yours reopened",
        "Reopened {}",
        lambda it, _: it.news.reopened_at,
        is_bad=True,
    ),
    Part(
        "given",
        "Given to you",
        lambda count, _: f"{count} given to you",
        "Given to you {}",
        lambda it, _: it.news.given_at,
    ),
    Part(
        "past-due",
        "Past due",
        lambda count, _: f"{count} of yours past due",
        "Was due {}",
        lambda it, at: it.due_at if is_past_due(it, at) else None,
        is_bad=True,
    ),
    Part(
        "due",
        "Breaches next",
        _breach,
        "Breaches {}",
        lambda it, at: it.due_at if it.is_open and is_due_within(it, at, SHIFT) else None,
    ),
)

# Why something comes first, and the instant in it.
REASONS: Mapping[Why, tuple[str, Callable[[Candidate], datetime | None]]] = {
    Why.UNASSIGNED_P1: ("Nobody has this P1", lambda _: None),
    Why.YOUR_P1: ("Your P1 is still open", lambda _: None),
    Why.BREACHES_SOON: ("Breaches {}", lambda it: it.due_at),
    Why.REOPENED: ("Reopened {}", lambda it: it.news.reopened_at),
    Why.ANSWERED: ("Answered {}", lambda it: it.news.answered_at),
    Why.PAST_DUE: ("Was due {}", lambda it: it.due_at),
    Why.GIVEN: ("Given to you {}", lambda it: it.news.given_at),
    Why.UNASSIGNED_P2: ("Nobody has this P2", lambda _: None),
    Why.DUE_THIS_SHIFT: ("Breaches {}", lambda it: it.due_at),
}


def start_page(membership: Membership, *, at: datetime) -> StartPage:
    """What waits for this person, in a constant number of queries."""
    start = start_of(membership, at=at)
    names = launch_choices(membership.launch_id).names()
    teller = Teller(start, View.of(membership.launch, names, at, user_id=membership.user_id))
    return StartPage(
        since=teller.since(),
        first=[teller.reason(pick) for pick in start.first(at=at)],
        sections=[section for section in teller.sections() if section.lines or section.releases],
        notes=handed_over(membership, left_at=start.left_at, at=at),
        drafts=drafts_of(membership),
        follow_ups=my_follow_ups(membership, at=at),
    )


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts the facts of a start page into words."""

    start: Start
    view: View

    def since(self) -> str:
        """How the sentence begins; empty on a first shift."""
        if self.start.left_at is None:
            return ""
        left = f"you left {self.time(self.start.left_at)}"
        return f"In the last 7 days ({left})" if is_cut(self.start, at=self.view.at) else f"Since {left}"

    def reason(self, pick: Pick) -> Line:
        """A row to begin with, and why."""
        words, when = REASONS[pick.why]
        return self._line(self.start.values_of(pick.candidate), words, when(pick.candidate))

    def sections(self) -> Iterator[Section]:
        """Every part of the sentence, in its order, with or without rows."""
        yield from map(self._own, OWN)
        yield self._arrived()
        yield self._joined()
        yield self._grown()
        yield self._released()

    def time(self, instant: datetime) -> str:
        """Such as `today 09:40`, where the launch is."""
        return clock_time(instant, at=self.view.at, zone=self.view.zone)

    def _own(self, part: Part) -> Section:
        told = [(each, part.when(each, self.view.at)) for each in self.start.mine()]
        rows = [(self.start.values_of(each), when) for each, when in told if when]
        said = part.said(len(rows), self.time(min(when for _, when in rows))) if rows else ""
        lines = [self._line(values, part.line, when) for values, when in rows]
        return _section(part.slug, part.title, said, lines, is_bad=part.is_bad)

    def _arrived(self) -> Section:
        rows = self.start.arrived
        count = f"{ARRIVED_AT_MOST}+" if len(rows) > ARRIVED_AT_MOST else str(len(rows))
        lines = [self._line(each, "Reported {}", each["reported_at"]) for each in rows]
        return _section("arrived", "New in the inbox", f"{count} new in the inbox", lines)

    def _joined(self) -> Section:
        lines = [
            self._line(each.values, f"{_messages(each.count)}, last {{}}", each.last_at)
            for each in self.start.joined
        ]
        return _section("joined", "Joined by reporters", self._most_joined(self.start.joined), lines)

    def _grown(self) -> Section:
        grown = self.start.grown
        lines = [
            self._line(each.values, f"{_reports(each.count)} joined, last {{}}", each.last_at)
            for each in grown
        ]
        return _section("bundles", "Bundles that grew", self._most_grown(grown), lines)

    def _most_grown(self, grown: Sequence[Grown]) -> str:
        if not grown:
            return ""
        others = f", and {len(grown) - 1} more grew" if len(grown) > 1 else ""
        return f"{_reports(grown[0].count)} joined {self.view.launch.key}-{grown[0].values['number']}{others}"

    def _released(self) -> Section:
        rows, launch = self.start.released, self.view.launch
        lines = [self._release(each, launch) for each in rows]
        said = ", ".join(
            f"{each.version} {'rolled back' if each.rolled_back_at else 'deployed'}" for each in rows
        )
        return Section("released", "Deployed", said, (), releases=lines)

    def _release(self, release: Release, launch: Launch) -> ReleaseLine:
        url = f"{reverse('feedback:release', args=[release.pk])}?launch={launch.key}"
        verb = "Rolled back" if release.rolled_back_at else "Deployed"
        instant = release.rolled_back_at or release.deployed_at
        return ReleaseLine(
            release.version, release.name, url, f"{verb} {self.time(instant) if instant else ''}"
        )

    def _most_joined(self, joined: Sequence[Joined]) -> str:
        if not joined:
            return ""
        count = _messages(sum(each.count for each in joined))
        others = f" and {len(joined) - 1} more" if len(joined) > 1 else ""
        return f"{count} joined {self.view.launch.key}-{joined[0].values['number']}{others}"

    def _line(self, values: Values, words: str, when: datetime | None) -> Line:
        return Line(row_of(values, self.view), words.format(self.time(when) if when else ""))


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"


def _section(slug: str, title: str, said: str, lines: Sequence[Line], *, is_bad: bool = False) -> Section:
    return Section(slug, title, said, lines[:LISTED], max(0, len(lines) - LISTED), is_bad)
