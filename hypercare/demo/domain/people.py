"""Who takes part: the team, and the colleagues who report. All of them are invented."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.topics.topic import APPLICATIONS, DESK, DEVELOPMENT, PLATFORM, VENDOR

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

    @property
    def email(self) -> str:
        """Where they sign in and are written to (RFC 2606: reaches nobody)."""
        return address_of(self.name, "vendor.example" if self.team == VENDOR else "bank.example")


STAFF = (
    Staff("ines", "Inês Carvalho", "launch_manager", "operations", is_hypercare_only=True),
    Staff("mara", "Mara Lindqvist", "incident_manager", "operations", DESK, is_hypercare_only=True),
    Staff("joao", "João Pedro Nunes", "incident_manager", "operations", PLATFORM),
    Staff("amara", "Amara Okafor", "responder", "support", DESK),
    Staff("tomasz", "Tomasz Zieliński", "responder", "support", DESK),
    Staff("priya", "Priya Raman", "responder", "support", DESK, is_hypercare_only=True),
    Staff("ilya", "Ilya Petrov", "responder", "support", DESK, is_hypercare_only=True),
    Staff("kenji", "Kenji Watanabe", "responder", "operations", APPLICATIONS),
    Staff("sofia", "Sofia Marchetti", "responder", "operations", APPLICATIONS),
    Staff("daniel", "Daniel Mbeki", "responder", "operations", APPLICATIONS, is_hypercare_only=True),
    Staff("leila", "Leila Haddad", "responder", "business_analysis", APPLICATIONS),
    Staff("jonas", "Jonas Keller", "responder", "operations", PLATFORM),
    Staff("fatima", "Fatima Zahra Idrissi", "responder", "operations", PLATFORM),
    Staff("wei", "Chen Wei", "responder", "development", DEVELOPMENT),
    Staff("oskar", "Oskar Nyström", "responder", "development", DEVELOPMENT),
    Staff("nadia", "Nadia Kowalczyk", "responder", "qa", DEVELOPMENT, is_hypercare_only=True),
    Staff("camille", "Camille Laurent", "responder", "ux", DEVELOPMENT),
    Staff("anneke", "Anneke de Vries", "responder", "development", VENDOR, is_hypercare_only=True),
    Staff("ravi", "Ravi Menon", "responder", "support", VENDOR, is_hypercare_only=True),
    Staff("hannah", "Hannah Byrne", "business_owner", "business_analysis"),
    Staff("yusuf", "Yusuf Demir", "business_owner", "communication", is_hypercare_only=True),
    Staff("eleanor", "Eleanor Whitcombe", "business_owner", "business_analysis"),
    Staff("matteo", "Matteo Rossi", "viewer", "business_analysis"),
)

# Short name to name and tier (`launches.models.Tier`).
TEAMS: Mapping[str, tuple[str, str]] = {
    DESK: ("Service desk", "1"),
    APPLICATIONS: ("Trading applications", "2"),
    DEVELOPMENT: ("Development", "3"),
    PLATFORM: ("Platform and gateway", "3"),
    VENDOR: ("Gateway vendor", "vendor"),
}
WORKERS: Mapping[str, tuple[str, ...]] = {
    team: tuple(each.handle for each in STAFF if each.team == team and each.role == "responder")
    for team in TEAMS
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its hours, its share of the reports, and the names of people there."""

    name: str
    zone: ZoneInfo
    share: float
    head_count: int
    given: tuple[str, ...]
    family: tuple[str, ...]


SITES = (
    Site(
        "London",
        ZoneInfo("Europe/London"),
        0.33,
        36,
        (
            "Oliver",
            "Aisha",
            "Callum",
            "Grace",
            "Kwame",
            "Imogen",
            "Sanjay",
            "Rhiannon",
            "Femi",
            "Charlotte",
            "Declan",
            "Yasmin",
        ),
        (
            "Ashworth",
            "Khan",
            "Murray",
            "Osei",
            "Pemberton",
            "Patel",
            "Llewellyn",
            "Adeyemi",
            "Fairfax",
            "Doyle",
            "Begum",
            "Hart",
        ),
    ),
    Site(
        "Frankfurt",
        ZoneInfo("Europe/Berlin"),
        0.24,
        26,
        (
            "Lukas",
            "Annika",
            "Emre",
            "Katharina",
            "Sebastian",
            "Zeynep",
            "Florian",
            "Mareike",
            "Dmitri",
            "Johanna",
        ),
        (
            "Brandt",
            "Kaya",
            "Hoffmann",
            "Krüger",
            "Vogel",
            "Sokolow",
            "Lehmann",
            "Arslan",
            "Schreiber",
            "Wolff",
        ),
    ),
    Site(
        "Zurich",
        ZoneInfo("Europe/Zurich"),
        0.2,
        22,
        ("Reto", "Chiara", "Beat", "Noémie", "Urs", "Seraina", "Luca", "Mirjam", "Goran", "Élodie"),
        (
            "Ammann",
            "Bianchi",
            "Zgraggen",
            "Favre",
            "Jovanović",
            "Caduff",
            "Moser",
            "Rochat",
            "Bernasconi",
            "Frei",
        ),
    ),
    Site(
        "Singapore",
        ZoneInfo("Asia/Singapore"),
        0.13,
        16,
        ("Mei Ling", "Arjun", "Hui Min", "Farid", "Siti", "Jun Wei", "Kavitha", "Nurul"),
        ("Tan", "Krishnan", "Lim", "Rahman", "Ong", "Nair", "Goh", "Ismail"),
    ),
    Site(
        "New York",
        ZoneInfo("America/New_York"),
        0.1,
        14,
        ("Marcus", "Elena", "Tyrone", "Rachel", "Diego", "Sun-hee", "Bridget"),
        ("Alvarez", "Washington", "Goldberg", "Park", "Castellano", "O'Rourke", "Freeman"),
    ),
)

PERSONAS: Mapping[str, float] = {
    "Equity trader": 4,
    "FX trader": 4,
    "Rates trader": 3,
    "Credit trader": 2,
    "Sales trader": 3,
    "Middle office": 3,
    "Risk analyst": 1.5,
    "Quantitative analyst": 1,
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who reports."""

    number: int
    name: str
    persona: str
    site: Site

    @property
    def email(self) -> str:
        """Where answers go (reaches nobody)."""
        return address_of(self.name, "trading.example")

    @property
    def external_id(self) -> str:
        """The staff number the bank knows them by."""
        return f"T{40_217 + 13 * self.number}"


@cache
def colleagues() -> tuple[Colleague, ...]:
    """Everybody who ever reports, in the order of their numbers."""
    found: list[Colleague] = []
    for site in SITES:
        names = [f"{given} {family}" for given in site.given for family in site.family]
        names.sort(key=lambda name: Dice("name", name).roll())
        found += [
            Colleague(len(found) + index, name, Dice("persona", name).weighted(PERSONAS), site)
            for index, name in enumerate(names[: site.head_count])
        ]
    return tuple(found)


def someone_at(site: Site, dice: Dice) -> Colleague:
    """A colleague of this site; some report far more often than others."""
    mine = [each for each in colleagues() if each.site is site]
    return mine[int(len(mine) * dice.roll() ** 1.4)]


def is_at_work(site: Site, at: datetime) -> bool:
    """Whether people of this site write at this hour, on whatever day."""
    return OFFICE_OPENS - 1 <= at.astimezone(site.zone).hour < OFFICE_CLOSES + 2


def next_at_work(site: Site, at: datetime) -> datetime:
    """The first half hour from `at` on in which somebody of this site writes."""
    local = at.astimezone(site.zone)
    while local.weekday() >= 5 or not OFFICE_OPENS <= local.hour < OFFICE_CLOSES:
        at += HALF_AN_HOUR
        local = at.astimezone(site.zone)
    return at


def address_of(name: str, domain: str) -> str:
    """A mail address in plain letters."""
    plain = unicodedata.normalize("NFKD", name).lower()
    letters = "".join(each for each in plain if each.isascii() and (each.isalpha() or each in " -"))
    return f"{letters.replace(' ', '.')}@{domain}"
