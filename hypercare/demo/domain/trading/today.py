"""What is on the desk of the trading platform now."""

from hypercare.demo.domain.lives import Acknowledge, Assign, Note, Reply
from hypercare.demo.domain.plot import Burning, Inbox, OnDesk, Today
from hypercare.demo.domain.topic import DEVELOPMENT
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

_, P2, P3, P4 = Priority

INBOX = (
    Inbox("stale-prices", ago=7),
    Inbox("missing-right", ago=21),
    Inbox("filters-forgotten", ago=54),
    Inbox("how-to-share", ago=95),
    Inbox("report-numbers", working_ago=150),
    Inbox("copy-to-sheet", working_ago=275),
)
ON_DESK = (
    OnDesk("order-latency", P2, 34),
    OnDesk("limit-use", P2, 190, person="mara"),
    OnDesk("overnight", P2, -70),
    OnDesk("stream-drops", P2, 330, WaitingOn.VENDOR),
    OnDesk("monitor-layout", P3, 85),
    OnDesk("daily-report", P3, -260, WaitingOn.TEAM),
    OnDesk("rounding", P3, 420),
    OnDesk("slow-search", P3, 900),
    OnDesk("token-login", P3, 1100, WaitingOn.REPORTER),
    OnDesk("basket-upload", P3, 1300, WaitingOn.EVIDENCE),
    OnDesk("freeze", P3, 700, is_reopened=True),
    OnDesk("partial-fills", P3, 1500),
    OnDesk("confirmation-currency", P3, 1750),
    OnDesk("update-window", P3, 160, person="amara"),
    OnDesk("too-many-rights", P3, 640, WaitingOn.TEAM, person="amara"),
    OnDesk("missing-shortcut", P4, 2400, WaitingOn.PROBLEM),
    OnDesk("small-font", P4, 3900),
    OnDesk("dark-contrast", P4, 4700),
    OnDesk("printing", P4, 5600, person="amara"),
)
BURNING = Burning(
    topic="confirmations-late",
    words=(
        "Confirmations have stopped again: nothing has gone out for half an hour. More than 400 are waiting, "
        "and the number grows. Two clients have called already."
    ),
    ago=94,
    acts=(
        (11, "mara", Acknowledge()),
        (12, "mara", Assign(DEVELOPMENT, "oskar")),
        (13, "mara", Reply("We see it, and everybody needed is on it. Next word within half an hour.")),
        (
            31,
            "oskar",
            Note("Not the same as in week 2: the sender runs, the message network does not acknowledge."),
        ),
        (
            52,
            "oskar",
            Note("Network operator confirms trouble on one line. Asked them to move us to the other."),
        ),
        (
            60,
            "mara",
            Reply("The message network has trouble on one line; we are being moved to the other one."),
        ),
        (83, "oskar", Note("Moved. The first 40 went through; watching before I call it solved.")),
    ),
)
TODAY = Today(INBOX, ON_DESK, BURNING)
