"""A trading platform in its fifth week: quick at last, and one fire burning."""

from hypercare.demo.domain.curves import Curves
from hypercare.demo.domain.plot import Picture, Plot
from hypercare.demo.domain.trading.fires import FIRES
from hypercare.demo.domain.trading.hours import HOURS
from hypercare.demo.domain.trading.people import PEOPLE
from hypercare.demo.domain.trading.phrases import PHRASES
from hypercare.demo.domain.trading.today import TODAY
from hypercare.demo.domain.trading.topics import TOPICS
from hypercare.demo.domain.trading.vocabulary import INSTRUMENTS, ORDER_TYPES, VOCABULARY

CURVES = Curves(
    reports_a_day=(
        (23, 21, 17, 13, 11, 2, 1),
        (15, 13, 12, 11, 9, 1, 1),
        (13, 12, 10, 9, 8, 1, 0),
        (10, 9, 9, 8, 6, 1, 0),
        (7, 6, 6, 5, 5, 1, 0),
    )
)
PICTURE = Picture(
    "Blotter   All desks   Today",
    (
        ("Order", ("##-#####",)),
        ("Instrument", INSTRUMENTS),
        ("Side", ("Buy", "Sell")),
        ("Type", ORDER_TYPES),
        ("Price", ("0.####", "1.####")),
        ("State", ("Sent", "Working", "Filled", "Partially filled", "Cancel pending")),
    ),
)
TRADING = Plot(
    key="TRD",
    name="Trading platform",
    target_users=1240,
    hours=HOURS,
    people=PEOPLE,
    topics=TOPICS,
    curves=CURVES,
    sagas=FIRES,
    today=TODAY,
    phrases=PHRASES,
    vocabulary=VOCABULARY,
    picture=PICTURE,
    released="missing-links",
    sign_in={
        "amara": "works on incidents (service desk)",
        "mara": "leads incidents, may override priorities",
        "ines": "manages the launch",
        "eleanor": "owns the business, reads everything and comments",
        "matteo": "executive, sees the numbers of all launches",
    },
)
