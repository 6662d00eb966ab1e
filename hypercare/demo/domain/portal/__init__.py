"""A partner portal in its last week: calm, but for one partner's token refresh."""

from hypercare.demo.domain.curves import Curves
from hypercare.demo.domain.plot import Picture, Plot
from hypercare.demo.domain.portal.hours import HOURS
from hypercare.demo.domain.portal.people import PEOPLE
from hypercare.demo.domain.portal.phrases import PHRASES
from hypercare.demo.domain.portal.stories import SAGAS, TODAY
from hypercare.demo.domain.portal.topics import TOPICS
from hypercare.demo.domain.portal.vocabulary import COUNTRIES, STATES, VOCABULARY

CURVES = Curves(
    reports_a_day=(
        (10, 10, 9, 8, 6, 1, 0),
        (9, 8, 8, 7, 5, 0, 1),
        (8, 7, 7, 6, 5, 0, 0),
        (6, 5, 5, 4, 4, 1, 0),
        (4, 4, 3, 3, 3, 0, 0),
        (3, 3, 3, 3, 2, 0, 0),
    ),
    hours={7: 1, 8: 5, 9: 8, 10: 9, 11: 8, 12: 3, 13: 6, 14: 8, 15: 8, 16: 7, 17: 4, 18: 2, 20: 0.6, 22: 0.4},
    satisfied_share=(0.72, 0.78, 0.84, 0.92, 0.95, 0.95),
    reopened_share=(0.03, 0.02, 0.02, 0.01),
    answers_survey=0.5,
    phone_share=0.08,
)
PORTAL = Plot(
    key="PRT",
    name="Partner portal",
    target_users=310,
    hours=HOURS,
    people=PEOPLE,
    topics=TOPICS,
    curves=CURVES,
    sagas=SAGAS,
    today=TODAY,
    phrases=PHRASES,
    vocabulary=VOCABULARY,
    picture=Picture(
        "Shipments   Production   Today",
        (
            ("Number", ("CL###-####-##",)),
            ("To", COUNTRIES),
            ("State", STATES),
            ("Answer", ("2## ms", "## s", "504")),
            ("Parcels", ("#", "1#")),
        ),
    ),
    released="broken-links",
    sign_in={
        "mei": "works on incidents (partner desk)",
        "devon": "leads incidents, may override priorities",
        "yvonne": "manages the launch",
        "winston": "owns the business, reads everything and comments",
        "matteo": "executive, sees the numbers of all launches",
    },
)
