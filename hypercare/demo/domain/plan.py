"""Every report of the demo, made from one instant: the same instant gives the same reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count

from feedback.domain.submissions import Kind, title_of
from hypercare.demo.domain.curves import in_week
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.lives import Life
from hypercare.demo.domain.ordinary import ordinary_life
from hypercare.demo.domain.people import Site, next_at_work
from hypercare.demo.domain.plot import Plot, Stage
from hypercare.demo.domain.sagas import saga_lives
from hypercare.demo.domain.today import todays_lives
from hypercare.demo.domain.topic import Topic

SENT_TWICE_SHARE = 0.02
TAKES = ("", ":b", ":c")


@lru_cache(maxsize=6)
def plan_lives(plot: Plot, until: datetime) -> tuple[Life, ...]:
    """All lives as far as they have come at `until`, in the order in which the demo makes them.

    What is open comes first, so that there is work on the desk at once, then the newest, so that this
    week's numbers are whole early; numbers are given as reports came.
    """
    stage = Stage.before(plot, until)
    lives = [
        *_ordinary(stage, until),
        *(life for saga in plot.sagas for life in saga_lives(saga, stage)),
        *todays_lives(stage, until),
        *_praise(stage, until),
        *_spam(stage),
        _held_back(stage),
    ]
    begun = [
        life.up_to(until)
        for life in lives
        if stage.go_live_at < life.reported_at and life.declared_at < until
    ]
    as_they_came = sorted(begun, key=lambda life: (life.declared_at, life.key))
    return tuple(
        sorted(_numbered(as_they_came), key=lambda life: (life.is_open, life.declared_at), reverse=True)
    )


def _numbered(lives: Sequence[Life]) -> Iterator[Life]:
    number = count(1)
    for life in lives:
        yield replace(life, number=next(number)) if life.leads_to_incident else life


def _ordinary(stage: Stage, until: datetime) -> Iterator[Life]:
    weeks, heard = stage.plot.curves.reports_a_day, set[str]()
    for day in range((until - stage.go_live_at).days + 2):
        on = stage.go_live_at.date() + timedelta(days=day)
        a_day = weeks[min(day // 7, len(weeks) - 1)][on.weekday()]
        for index in range(a_day):
            for life in _takes(stage, on, day=day, index=index):
                if title_of(life.words) not in heard:
                    break
            heard.add(title_of(life.words))
            yield life


def _takes(stage: Stage, on: date, *, day: int, index: int) -> Iterator[Life]:
    """One report in the words of several people, for those whose words were used before."""
    dice = Dice(stage.plot.key, "report", day, index)
    people, hours = stage.plot.people, stage.plot.curves.hours
    site = _site(dice, people.sites)
    at = _hour(dice, on, site, hours)
    topic = _topic(dice, stage.plot.topics, day // 7)
    if topic.sites:
        site = _site(dice, people.sites_that_meet(topic))
        at = _hour(dice, on, site, hours)
    for take in TAKES:
        life = ordinary_life(stage, f"report:{day}:{index}{take}", topic, at=at, site=site)
        yield replace(life, is_sent_twice=_is_sent_twice(life, dice))


def _site(dice: Dice, sites: Sequence[Site]) -> Site:
    return dice.weighted({site: site.share for site in sites})


def _is_sent_twice(life: Life, dice: Dice) -> bool:
    """Some press the button again from another window."""
    is_known_sender = life.colleague is not None and not life.taken_by and not life.has_picture
    return is_known_sender and dice.chance(SENT_TWICE_SHARE)


def _hour(dice: Dice, on: date, site: Site, hours: Mapping[int, float]) -> datetime:
    hour = dice.weighted(hours)
    return datetime.combine(on, time(hour, dice.between(0, 59), dice.between(0, 59)), site.zone)


def _topic(dice: Dice, topics: Mapping[str, Topic], week: int) -> Topic:
    return topics[dice.weighted({slug: in_week(topic.heat, week) for slug, topic in topics.items()})]


def _praise(stage: Stage, until: datetime) -> Iterator[Life]:
    """Kind words, more of them from week to week."""
    so_far, texts = until - stage.go_live_at, stage.plot.phrases.praise
    for index, words in enumerate(texts):
        dice = Dice(stage.plot.key, "praise", index)
        site = dice.pick(stage.plot.people.sites)
        share = (index + dice.roll()) / len(texts)
        at = next_at_work(site, stage.go_live_at + so_far * share**0.7)
        yield _form_only(stage, f"praise:{index}", words, at, dice, site=site, kind=Kind.PRAISE)


def _spam(stage: Stage) -> Iterator[Life]:
    """Advertising, which is held back."""
    for index, words in enumerate(stage.plot.phrases.spam):
        dice = Dice(stage.plot.key, "spam", index)
        at = stage.go_live_at + timedelta(days=3 + 7 * index, hours=20 * dice.roll())
        trap = "" if "http" in words else "http://shop.example"
        yield _form_only(stage, f"spam:{index}", words, at, dice, trap=trap)


def _held_back(stage: Stage) -> Life:
    """An honest report that looked like advertising, until a person let it out."""
    sent_at = stage.go_live_at + timedelta(days=9, hours=4)
    released_at = sent_at + timedelta(minutes=40)
    people, topic = stage.plot.people, stage.plot.topics[stage.plot.released]
    life = ordinary_life(stage, "links", topic, at=released_at, site=people.sites[0])
    return replace(life, reported_at=sent_at, declared_at=released_at, released_by=people.lead, taken_by="")


def _form_only(
    stage: Stage,
    key: str,
    words: str,
    at: datetime,
    dice: Dice,
    *,
    site: Site | None = None,
    kind: Kind = Kind.BUG,
    trap: str = "",
) -> Life:
    """What came by the form and led to nothing more."""
    return Life(
        key=key,
        words=words,
        kind=kind,
        reported_at=at,
        declared_at=at + timedelta(seconds=4),
        colleague=stage.plot.people.someone_at(site, dice).number if site else None,
        sentiment=5 if kind is Kind.PRAISE else None,
        page="/",
        version=stage.plot.vocabulary.release_in(0),
        trap=trap,
        is_unwanted=kind is not Kind.PRAISE,
    )
