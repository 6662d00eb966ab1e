"""The major incidents of the four weeks of the trading platform."""

from datetime import time

from hypercare.demo.domain.lives import Acknowledge, Assign, Note, Reply, Resolve
from hypercare.demo.domain.plot import Saga
from hypercare.demo.domain.topic import DEVELOPMENT, PLATFORM
from incidents.domain.history import Cause, Resolution
from incidents.domain.priority import Level

M = Level.MEDIUM

LATENCY = Saga(
    slug="latency",
    topic="order-latency",
    day=0,
    hour=time(9, 12),
    site="London",
    words=(
        "Iceberg orders take more than 20 seconds, nobody on the equity floor can work a large order. Plain limit "
        "orders are fine. About 300 people are affected and the market is moving."
    ),
    affected=310,
    acts=(
        (4, "mara", Acknowledge()),
        (6, "mara", Assign(PLATFORM, "jonas")),
        (
            9,
            "mara",
            Reply(
                "We see it on all icebergs since 09:05 and treat it as a major incident. Next word at 09:45."
            ),
        ),
        (24, "jonas", Note("p99 of /orders/iceberg 22 s, /orders/limit 74 ms. CPU of the gateway at 96 %.")),
        (
            48,
            "mara",
            Reply(
                "The gateway spends its time on checking the form of icebergs. Please use limit orders meanwhile."
            ),
        ),
        (
            75,
            "jonas",
            Note("Schema cache size 0 in production. Change needs the vendor's approval, calling them."),
        ),
        (80, "jonas", Assign("vendor", "anneke")),
        (
            150,
            "anneke",
            Note("Cache can be set without a restart from build 7.4 on, production has 7.3. Preparing 7.4."),
        ),
        (178, "mara", Reply("A repaired version of the gateway is being tested now. Earliest at 13:30.")),
        (
            245,
            "fatima",
            Note("7.4 on node 1 and 2. Icebergs 88 ms there. Moving traffic over, one tenth at a time."),
        ),
        (
            322,
            "jonas",
            Resolve(
                Cause.VENDOR,
                Resolution.FIXED,
                "Icebergs are back under 90 ms for everybody since 14:30. The gateway checked each of them from "
                "scratch; the repaired version remembers the check. Thank you for your patience today.",
            ),
        ),
    ),
    echoes=(
        "Iceberg orders do not work. I press send and wait.",
        "The system hangs on large orders in equities.",
        "Order entry is unusable since nine o'clock. Is this known?",
        "Twenty seconds for an iceberg. With the old system it was nothing.",
        "My iceberg for {counterparty} was acknowledged after the price had gone.",
        "Please tell us when icebergs work again, clients are waiting.",
        "Sending takes for ever, and only for icebergs as far as I can see.",
    ),
    echo_end="This was the morning's trouble with iceberg orders. They are quick again since 14:30, please try.",
)
PHANTOM = Saga(
    slug="phantom",
    topic="phantom-orders",
    day=2,
    hour=time(10, 37),
    site="Frankfurt",
    words=(
        "Phantom orders on all blotters of the rates floor, about forty lines that nobody has sent. Risk wants "
        "to stop trading. We do not know which of them are real."
    ),
    affected=180,
    acts=(
        (3, "joao", Acknowledge()),
        (5, "joao", Assign(DEVELOPMENT, "wei")),
        (8, "joao", Reply("We are on it with everybody. Please do not cancel anything you did not place.")),
        (
            21,
            "wei",
            Note("None of the forty numbers in the venues' drop copies. Display only; told risk at 10:55."),
        ),
        (
            32,
            "joao",
            Reply("Confirmed with the venues: these orders are not real. There is no exposure from them."),
        ),
        (
            70,
            "oskar",
            Note("After a reconnect the cache replays drafts as orders. Reconnect of the segment was 10:31."),
        ),
        (95, "wei", Note("Switched off replay of drafts. Frankfurt is clean after restart of the cache.")),
        (128, "joao", Reply("The lines are gone in Frankfurt; London and Zurich follow within the hour.")),
        (
            188,
            "wei",
            Resolve(
                Cause.CODE,
                Resolution.WORKAROUND,
                "All blotters are clean since 13:40. Tickets you had closed were shown as orders after a lost "
                "connection; we have switched that part off. The lasting repair comes with 1.1.0.",
            ),
        ),
    ),
    echoes=(
        "There are orders on my blotter that are not mine.",
        "Seven lines in {instrument} with my name on them, I sent none of these.",
        "Ghost orders, and my exposure shows them.",
        "Which of the lines on my blotter are real?",
        "Orders appear but never execute.",
        "The blotter of the {desk} desk doubled at half past ten.",
    ),
    echo_end="These lines were never real, and they are gone from all blotters since 13:40. You had no exposure.",
)
LATE = Saga(
    slug="late-confirmations",
    topic="confirmations-late",
    day=8,
    hour=time(15, 22),
    site="Zurich",
    words=(
        "No confirmation has left the house since 14:50, in the list are more than 900. Three clients have a "
        "cut-off at 17:30. Middle office cannot send that many by hand."
    ),
    affected=240,
    acts=(
        (5, "mara", Acknowledge()),
        (7, "mara", Assign(DEVELOPMENT, "oskar")),
        (
            11,
            "mara",
            Reply("We see the queue and work on it. Send the ones with a cut-off by hand, we help you."),
        ),
        (30, "oskar", Note("One message without an address blocks the queue; the sender tries it for ever.")),
        (41, "oskar", Note("Parked the message. Sender runs, 60 a minute. 900 would take until 16:20.")),
        (55, "mara", Reply("Confirmations leave again, the oldest first. All should be out by 16:30.")),
        (
            80,
            "oskar",
            Resolve(
                Cause.CODE,
                Resolution.FIXED,
                "All confirmations are out since 16:40, and no cut-off was missed. One message without an address "
                "had held up the rest; such messages now step aside and are shown to the middle office.",
            ),
        ),
    ),
    echoes=(
        "{counterparty} asks where the confirmations are.",
        "Confirmations since three o'clock are 'generated' but not sent.",
        "I have a cut-off at half past five and nothing goes out.",
        "Middle office is sending confirmations by fax. Is that the plan?",
    ),
    echo_end="The confirmations are out since 16:40. One faulty message had held up all others.",
)
FROZEN = Saga(
    slug="frozen-prices",
    topic="stale-prices",
    day=16,
    hour=time(8, 31),
    site="London",
    words="All prices in London stand still since half past eight. Every screen, every instrument. We quote blind.",
    affected=420,
    is_service_down=True,
    urgency=M,
    acts=(
        (2, "joao", Acknowledge()),
        (3, "joao", Assign(PLATFORM, "fatima")),
        (
            6,
            "joao",
            Reply("Known and being worked on. Please do not quote from the screen until you hear from us."),
        ),
        (
            14,
            "fatima",
            Note("Both feeds up. Distributor in London lost its licence server after the weekend patch."),
        ),
        (31, "fatima", Note("Failed over to the Frankfurt distributor, 30 % of the screens are live.")),
        (
            38,
            "joao",
            Reply("Prices are coming back, desk by desk. All of them should be live by half past nine."),
        ),
        (
            64,
            "fatima",
            Resolve(
                Cause.INFRASTRUCTURE,
                Resolution.ROLLED_BACK,
                "Prices are live on all screens since 09:35. The weekend's patch of the price server was taken back; "
                "it will be tried again with the vendor, outside of trading.",
            ),
        ),
    ),
    echoes=(
        "Prices frozen on the whole {desk} desk.",
        "Market data in London is dead.",
        "My watch list stopped at half past eight.",
    ),
    echo_end="All prices are live since 09:35; the patch that stopped them was taken back.",
)
FIRES = (LATENCY, PHANTOM, LATE, FROZEN)
