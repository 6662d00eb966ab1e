"""A support chatbot in its third week: returns escalated too often until a repair held."""

from hypercare.demo.domain.chatbot.hours import HOURS
from hypercare.demo.domain.chatbot.people import PEOPLE
from hypercare.demo.domain.chatbot.phrases import PHRASES
from hypercare.demo.domain.chatbot.stories import SAGAS, TODAY
from hypercare.demo.domain.chatbot.topics import TOPICS
from hypercare.demo.domain.chatbot.vocabulary import ARTICLES, CHANNELS, VOCABULARY
from hypercare.demo.domain.curves import Curves
from hypercare.demo.domain.plot import Picture, Plot

CURVES = Curves(
    reports_a_day=((22, 21, 18, 16, 15, 9, 7), (13, 12, 11, 9, 8, 6, 5), (7, 7, 6, 6, 6, 4, 3)),
    hours={8: 4, 9: 7, 10: 9, 11: 9, 12: 8, 13: 7, 14: 7, 15: 7, 16: 7, 17: 6, 18: 5, 19: 3, 20: 2, 21: 1},
    satisfied_share=(0.5, 0.78, 0.93),
    reopened_share=(0.06, 0.05, 0.03),
    phone_share=0.12,
)
CHATBOT = Plot(
    key="BOT",
    name="Support chatbot",
    target_users=2600,
    hours=HOURS,
    people=PEOPLE,
    topics=TOPICS,
    curves=CURVES,
    sagas=SAGAS,
    today=TODAY,
    phrases=PHRASES,
    vocabulary=VOCABULARY,
    picture=Picture(
        "Chats   My team   Today",
        (
            ("Chat", ("##-#####",)),
            ("About", ARTICLES),
            ("Channel", CHANNELS),
            ("Waiting", ("0#:##", "1#:##")),
            ("State", ("With the bot", "Handed over", "Waiting", "Left", "Solved")),
        ),
    ),
    released="dead-sources",
    sign_in={
        "lucia": "works on incidents (chat desk)",
        "omar": "leads incidents, may override priorities",
        "greta": "manages the launch",
        "helene": "owns the business, reads everything and comments",
        "matteo": "executive, sees the numbers of all launches",
    },
)
