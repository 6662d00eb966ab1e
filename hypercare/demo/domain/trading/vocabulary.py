"""What varies from report to report about the trading platform."""

from hypercare.demo.domain.parts import Vocabulary

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

VOCABULARY = Vocabulary(
    RELEASES,
    {
        "order_type": ORDER_TYPES,
        "instrument": INSTRUMENTS,
        "counterparty": COUNTERPARTIES,
        "desk": DESKS,
        "monitor": MONITORS,
    },
)
