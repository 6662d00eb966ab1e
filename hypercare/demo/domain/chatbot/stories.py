"""The sagas of the chatbot, and what is on its desk now."""

from datetime import time

from hypercare.demo.domain.lives import Acknowledge, Assign, Note, Reply, Resolve
from hypercare.demo.domain.plot import Inbox, OnDesk, Saga, Today
from hypercare.demo.domain.topic import APPLICATIONS, DEVELOPMENT, PLATFORM
from incidents.domain.history import Cause, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority

_, P2, P3, P4 = Priority
SILENT = Saga(
    slug="silent-bot",
    topic="slow-answers",
    day=1,
    hour=time(12, 8),
    site="Leipzig",
    words="The bot has stopped answering everywhere. Three dots and nothing, since noon. All chats come to us, more than 500 are waiting, and we are 40 people.",
    affected=2100,
    is_service_down=True,
    acts=(
        (3, "omar", Acknowledge()),
        (5, "omar", Assign(PLATFORM, "idris")),
        (
            8,
            "omar",
            Reply(
                "We see it. The bot is being taken off the page, so that nobody waits for it. Next word at 12:40."
            ),
        ),
        (
            19,
            "idris",
            Note("Vendor answers 529 to everything. Our retries triple the load. Switched retries off."),
        ),
        (
            34,
            "omar",
            Reply(
                "The bot now says that it is busy and offers the form. Chats that wait are yours, oldest first."
            ),
        ),
        (
            71,
            "yuki",
            Note("Second region of the vendor enabled, one tenth of the traffic on it, first token 900 ms."),
        ),
        (
            104,
            "idris",
            Resolve(
                Cause.VENDOR,
                Resolution.WORKAROUND,
                "The bot answers again since 13:50, over another region of the vendor. Retries are slower now, so that a busy model is not asked three times.",
            ),
        ),
    ),
    echoes=(
        "Bot is dead.",
        "Nothing but three dots in all my chats.",
        "The bot does not answer any more, everything lands with us.",
        "Is the bot off? {count} people are waiting.",
        "Customers say the bot ignores them since twelve.",
    ),
    echo_end="The bot was silent from noon until 13:50, because its model was overloaded. It answers again.",
)
PROMISE = Saga(
    slug="refund-promise",
    topic="refund-policy",
    day=4,
    hour=time(15, 20),
    site="Valencia",
    words="The bot promises a voucher of 50 to everybody who complains. A screenshot goes round in the networks, and people come only for that. At least 70 chats in an hour.",
    affected=800,
    acts=(
        (4, "omar", Acknowledge()),
        (6, "omar", Assign(APPLICATIONS, "tariq")),
        (
            9,
            "omar",
            Reply(
                "Thank you, we see it. Please do not confirm any voucher; the topic is being switched off."
            ),
        ),
        (
            16,
            "tariq",
            Note(
                "A page of a finished campaign is in the index: 'complain and win'. Removed it, index runs."
            ),
        ),
        (
            40,
            "omar",
            Reply(
                "The bot no longer speaks of vouchers. What was promised until 15:50 is being decided by Helene."
            ),
        ),
        (
            95,
            "tariq",
            Resolve(
                Cause.DATA,
                Resolution.FIXED,
                "The campaign page is gone from what the bot reads. The 83 customers who were promised a voucher get one, as Helene decided.",
            ),
        ),
    ),
    echoes=(
        "Customers want a voucher of 50 'as the bot said'.",
        "Is there a voucher campaign nobody told us about?",
        "Voucher promised again, chat {order}.",
    ),
    echo_end="The bot does not promise vouchers any more. Those promised until 15:50 are honoured.",
)
FIX = Saga(
    slug="returns-fix",
    topic="returns-escalate",
    day=9,
    hour=time(9, 5),
    site="Kraków",
    words="Six in ten returns still come to us. This is the number of the report of yesterday, and it has not moved for a week. We cannot staff this any longer.",
    affected=400,
    urgency=Level.MEDIUM,
    acts=(
        (6, "omar", Acknowledge()),
        (9, "omar", Assign(APPLICATIONS, "agnieszka")),
        (
            14,
            "omar",
            Reply("You are right. Each single repair did not hold, so we look at the whole topic today."),
        ),
        (
            70,
            "agnieszka",
            Note("Classifier never sees names, only article numbers. All earlier fixes moved the threshold."),
        ),
        (75, "agnieszka", Assign(DEVELOPMENT, "maren")),
        (
            210,
            "maren",
            Note(
                "Numbers are turned into names before the model sees them. Offline: 11 % escalated, was 61 %."
            ),
        ),
        (
            300,
            "maren",
            Reply(
                "A repaired version answers one chat in ten now. So far one in nine returns is handed over."
            ),
        ),
        (
            395,
            "maren",
            Resolve(
                Cause.CODE,
                Resolution.FIXED,
                "All returns run on the repaired topic. One in nine is handed over today, instead of six in ten. Thank you for not letting go.",
            ),
        ),
    ),
)
TODAY = Today(
    inbox=(
        Inbox("language-mix", ago=6),
        Inbox("blind-hand-off", ago=17),
        Inbox("refund-policy", ago=41),
        Inbox("widget-hides", ago=88),
        Inbox("how-take-over-4", working_ago=120),
        Inbox("made-up-facts", working_ago=190),
        Inbox("tone", working_ago=330),
    ),
    on_desk=(
        OnDesk("slow-answers", P2, 26),
        OnDesk("blind-hand-off", P2, 210, person="omar"),
        OnDesk("refund-policy", P2, -95),
        OnDesk("gateway-errors", P2, 300, WaitingOn.VENDOR),
        OnDesk("returns-escalate", P3, 70),
        OnDesk("wrong-queue", P3, -180, WaitingOn.TEAM),
        OnDesk("language-mix", P3, 400),
        OnDesk("made-up-facts", P3, 820, is_reopened=True),
        OnDesk("upload-photo", P3, 950, WaitingOn.EVIDENCE),
        OnDesk("console-freezes", P3, 1200, WaitingOn.REPORTER),
        OnDesk("console-sign-in", P3, 150, person="lucia"),
        OnDesk("label-not-sent", P3, 600, WaitingOn.VENDOR),
        OnDesk("statistics", P3, 1500),
        OnDesk("nobody-there", P3, 1100, person="priya"),
        OnDesk("stale-article", P4, 2600),
        OnDesk("tone", P4, 3400, WaitingOn.PROBLEM),
    ),
)
SAGAS = (SILENT, PROMISE, FIX)
