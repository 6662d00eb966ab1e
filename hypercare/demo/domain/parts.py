"""The words that vary from report to report: instruments, clients, numbers, times."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.people import Site

ORDER_TYPES = ("iceberg", "stop-limit", "pegged", "VWAP", "market-on-close", "basket", "fill-or-kill")
INSTRUMENTS = (
    "EUR/CHF forwards",
    "FX swaps",
    "covered bonds",
    "index options",
    "interest rate swaps",
    "Treasury futures",
    "convertible bonds",
    "equity baskets",
    "gold spot",
    "corporate bonds",
    "dividend futures",
    "GBP/USD options",
)
COUNTERPARTIES = (
    "Harrow Bay Capital",
    "Nordlicht Treuhand",
    "Castellane Gestion",
    "Merlion Straits Fund",
    "Alder & Quay",
    "Tessin Pension Fund",
    "Blue Heron Partners",
    "Kastanienhof Privatbank",
    "Lowland Mutual",
    "Saltmarsh Insurance",
)
DESKS = ("FX", "rates", "equities", "credit", "treasury", "structured products", "commodities")
MONITORS = ("second monitor", "third monitor", "portrait monitor", "wide monitor")
RELEASES = ("1.0.1", "1.1.0", "1.2.0", "1.3.0", "1.3.1", "1.4.0")


def parts_for(dice: Dice, *, site: Site, at: datetime, week: int) -> Mapping[str, str]:
    """Every placeholder of the texts, drawn once per report so that its texts agree."""
    noticed_at = at.astimezone(site.zone) - timedelta(minutes=dice.between(10, 95))
    return {
        "order_type": dice.pick(ORDER_TYPES),
        "instrument": dice.pick(INSTRUMENTS),
        "counterparty": dice.pick(COUNTERPARTIES),
        "desk": dice.pick(DESKS),
        "site": site.name,
        "monitor": dice.pick(MONITORS),
        "screens": str(dice.between(3, 6)),
        "order": f"{dice.between(31, 58)}-{dice.between(10_000, 99_999)}",
        "count": str(dice.between(3, 48)),
        "seconds": str(dice.between(4, 19)),
        "ms": f"{dice.between(9, 64) * 100:,}",
        "key": str(dice.between(2, 11)),
        "price": f"{0.8 + dice.roll():.4f}",
        "time": f"{noticed_at:%H:%M}",
        "release": release_after(week),
    }


def release_in(week: int) -> str:
    """The release in production in a week, counted from 0."""
    return RELEASES[min(week, len(RELEASES) - 2)]


def release_after(week: int) -> str:
    """The release that comes next."""
    return RELEASES[min(week + 1, len(RELEASES) - 1)]


def fill(text: str, parts: Mapping[str, str]) -> str:
    """The text with its parts put in; begins with a capital letter whatever the first part is."""
    filled = text.format_map(parts)
    return filled[:1].upper() + filled[1:]
