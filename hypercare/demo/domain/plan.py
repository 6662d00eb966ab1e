"""Every report of the demo, made from one instant: the same instant gives the same reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count

from feedback.domain.submissions import Kind
from hypercare.demo.domain import phrases
from hypercare.demo.domain.curves import HOURS, REPORTS_A_DAY
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.fires import FIRES, fire_lives
from hypercare.demo.domain.hours import go_live_before, support_hours
from hypercare.demo.domain.lives import Life
from hypercare.demo.domain.ordinary import ordinary_life
from hypercare.demo.domain.parts import release_in
from hypercare.demo.domain.people import SITES, Site, next_at_work, someone_at
from hypercare.demo.domain.today import todays_lives
from hypercare.demo.domain.topics import TOPICS, Topic
from hypercare.lib.working_time import Calendar

SENT_TWICE_SHARE = 0.02
PRAISES = len(phrases.PRAISE)


@lru_cache(maxsize=2)
def plan_lives(until: datetime) -> tuple[Life, ...]:
    """All lives as far as they have come at `until`, in the order in which the demo makes them.

    What is open comes first, so that there is work on the desk at once; numbers are given as reports came.
    """
    go_live_at = go_live_before(until)
    calendar = support_hours(go_live_at.date())
    lives = [
        *_ordinary(calendar, go_live_at, until),
        *(life for fire in FIRES for life in fire_lives(fire, go_live_at.date(), calendar)),
        *todays_lives(calendar, until),
        *_praise(go_live_at),
        *_spam(go_live_at),
        _held_back(calendar, go_live_at),
    ]
    begun = [
        life.up_to(until) for life in lives if go_live_at < life.reported_at and life.declared_at < until
    ]
    as_they_came = sorted(begun, key=lambda life: (life.declared_at, life.key))
    return tuple(sorted(_numbered(as_they_came), key=lambda life: not life.is_open))


def _numbered(lives: Sequence[Life]) -> Iterator[Life]:
    number = count(1)
    for life in lives:
        yield replace(life, number=next(number)) if life.leads_to_incident else life


def _ordinary(calendar: Calendar, go_live_at: datetime, until: datetime) -> list[Life]:
    lives = []
    for day in range((until - go_live_at).days + 2):
        on = go_live_at.date() + timedelta(days=day)
        week = day // 7
        a_day = REPORTS_A_DAY[min(week, len(REPORTS_A_DAY) - 1)][on.weekday()]
        for index in range(a_day):
            dice = Dice("report", day, index)
            site = dice.weighted({site: site.share for site in SITES})
            at = _hour(dice, on, site)
            topic = _topic(dice, week)
            key = f"report:{day}:{index}"
            life = ordinary_life(key, topic, at=at, site=site, week=week, calendar=calendar)
            lives.append(replace(life, is_sent_twice=_is_sent_twice(life, dice)))
    return lives


def _is_sent_twice(life: Life, dice: Dice) -> bool:
    """Some press the button again from another window."""
    is_known_sender = life.colleague is not None and not life.taken_by and not life.has_picture
    return is_known_sender and dice.chance(SENT_TWICE_SHARE)


def _hour(dice: Dice, on: date, site: Site) -> datetime:
    hour = dice.weighted(HOURS)
    return datetime.combine(on, time(hour, dice.between(0, 59), dice.between(0, 59)), site.zone)


def _topic(dice: Dice, week: int) -> Topic:
    return TOPICS[dice.weighted({slug: topic.heat[min(week, 3)] for slug, topic in TOPICS.items()})]


def _praise(go_live_at: datetime) -> list[Life]:
    """Kind words, more of them from week to week."""
    lives = []
    for index, words in enumerate(phrases.PRAISE):
        dice = Dice("praise", index)
        site = dice.pick(SITES)
        share = (index + dice.roll()) / PRAISES
        at = next_at_work(site, go_live_at + timedelta(days=28) * share**0.7)
        lives.append(_form_only(f"praise:{index}", words, at, dice, site=site, kind=Kind.PRAISE))
    return lives


def _spam(go_live_at: datetime) -> list[Life]:
    """Advertising, which is held back."""
    lives = []
    for index, words in enumerate(phrases.SPAM):
        dice = Dice("spam", index)
        at = go_live_at + timedelta(days=3 + 7 * index, hours=20 * dice.roll())
        trap = "" if "http" in words else "http://shop.example"
        lives.append(_form_only(f"spam:{index}", words, at, dice, trap=trap))
    return lives


def _held_back(calendar: Calendar, go_live_at: datetime) -> Life:
    """An honest report that looked like advertising, until a person let it out."""
    sent_at = go_live_at + timedelta(days=9, hours=4)
    released_at = sent_at + timedelta(minutes=40)
    topic = TOPICS["missing-links"]
    life = ordinary_life("links", topic, at=released_at, site=SITES[0], week=1, calendar=calendar)
    return replace(life, reported_at=sent_at, declared_at=released_at, released_by="mara", taken_by="")


def _form_only(
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
        colleague=someone_at(site, dice).number if site else None,
        sentiment=5 if kind is Kind.PRAISE else None,
        page="/",
        version=release_in(0),
        trap=trap,
        is_unwanted=kind is not Kind.PRAISE,
    )
