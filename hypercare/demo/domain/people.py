"""Who takes part in a launch: the team, and the colleagues who report."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.topic import VENDOR, Topic

OFFICE_OPENS, OFFICE_CLOSES = 8, 18  # local hours in which people write
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the launch; `role` and `job` are values of `accounts.roles`."""

    handle: str
    name: str
    role: str
    job: str
    team: str = ""
    is_hypercare_only: bool = False
    domain: str = "bank.example"

    @property
    def email(self) -> str:
        """Where they sign in and are written to (RFC 2606: reaches nobody)."""
        return address_of(self.name, "vendor.example" if self.team == VENDOR else self.domain)


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its hours, its share of the reports, and the names of people there."""

    name: str
    zone: ZoneInfo
    share: float
    head_count: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    works_on_weekends: bool = False
    domain: str = ""  # of their mail, where it is not that of all


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who reports."""

    number: int
    name: str
    persona: str
    site: Site
    domain: str

    @property
    def email(self) -> str:
        """Where answers go (reaches nobody)."""
        return address_of(self.name, self.domain)

    @property
    def external_id(self) -> str:
        """The staff number the company knows them by."""
        return f"T{40_217 + 13 * self.number}"


@dataclass(frozen=True, eq=False)
class People:
    """Everybody of one launch. `teams` gives each short name its name and tier (`launches.models.Tier`).

    `lead` may override priorities and let out what was held back, `telephonist` takes urgent calls.
    """

    staff: tuple[Staff, ...]
    teams: Mapping[str, tuple[str, str]]
    sites: tuple[Site, ...]
    personas: Mapping[str, float]
    domain: str
    lead: str
    telephonist: str

    @cached_property
    def workers(self) -> Mapping[str, tuple[str, ...]]:
        """Who of each team works on incidents."""
        return {
            team: tuple(each.handle for each in self.staff if each.team == team and each.role == "responder")
            for team in self.teams
        }

    @cached_property
    def colleagues(self) -> tuple[Colleague, ...]:
        """Everybody who ever reports, in the order of their numbers."""
        found: list[Colleague] = []
        for site in self.sites:
            names = [f"{given} {family}" for given in site.given for family in site.family]
            names.sort(key=lambda name: Dice("name", name).roll())
            found += [
                Colleague(
                    len(found) + index,
                    name,
                    Dice("persona", name).weighted(self.personas),
                    site,
                    site.domain or self.domain,
                )
                for index, name in enumerate(names[: site.head_count])
            ]
        return tuple(found)

    def someone_at(self, site: Site, dice: Dice, *, persona: str = "") -> Colleague:
        """A colleague of this site and persona, if there is one; some report far more often than others."""
        here = [each for each in self.colleagues if each.site is site]
        mine = [each for each in here if each.persona == persona] or here
        return mine[int(len(mine) * dice.roll() ** 1.4)]

    def site_named(self, name: str) -> Site:
        """The site of this name."""
        return next(site for site in self.sites if site.name == name)

    def sites_that_meet(self, topic: Topic) -> tuple[Site, ...]:
        """Where people meet a topic: everywhere, unless it says where."""
        return tuple(self.site_named(name) for name in topic.sites) or self.sites


def is_at_work(site: Site, at: datetime) -> bool:
    """Whether people of this site write at this hour, on whatever day."""
    return OFFICE_OPENS - 1 <= at.astimezone(site.zone).hour < OFFICE_CLOSES + 2


def next_at_work(site: Site, at: datetime) -> datetime:
    """The first half hour from `at` on in which somebody of this site writes."""
    local = at.astimezone(site.zone)
    last_weekday = 6 if site.works_on_weekends else 4
    while local.weekday() > last_weekday or not OFFICE_OPENS <= local.hour < OFFICE_CLOSES:
        at += HALF_AN_HOUR
        local = at.astimezone(site.zone)
    return at


def address_of(name: str, domain: str) -> str:
    """A mail address in plain letters."""
    plain = unicodedata.normalize("NFKD", name).lower()
    letters = "".join(each for each in plain if each.isascii() and (each.isalpha() or each in " -"))
    return f"{letters.replace(' ', '.')}@{domain}"
