"""The sagas of the partner portal, and what is on its desk now: little, six days before the end."""

from datetime import time

from hypercare.demo.domain.lives import Acknowledge, Assign, Note, Reopen, Reply, Resolve
from hypercare.demo.domain.plot import Inbox, OnDesk, Saga, Today
from hypercare.demo.domain.portal.people import ANDORINHA, HALDEN, MERCHANTRY
from hypercare.demo.domain.topic import DEVELOPMENT, PLATFORM, VENDOR
from incidents.domain.history import Cause, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority

_, P2, P3, P4 = Priority
KEYS_DEAD = Saga(
    slug="keys-dead",
    topic="key-not-working",
    day=1,
    hour=time(10, 4),
    site=MERCHANTRY,
    words="Every call of ours gets 403 since ten o'clock, all keys, all endpoints. Checkout shows no shipping option, so we sell nothing. Other partners in our chat say the same.",
    affected=120,
    is_service_down=True,
    acts=(
        (2, "devon", Acknowledge()),
        (4, "devon", Assign(PLATFORM, "ximena")),
        (
            7,
            "devon",
            Reply("We see it for all partners and treat it as a major incident. Next word at 10:30."),
        ),
        (
            15,
            "ximena",
            Note(
                "Signing certificate of the identity service ran out at 10:00. The new one sits in the vault, unused."
            ),
        ),
        (24, "devon", Reply("A certificate ran out on our side. It is being replaced; your keys are fine.")),
        (
            41,
            "ximena",
            Note("New certificate on all nodes, 403 falling. Two nodes cache the old one, restarting."),
        ),
        (
            58,
            "ximena",
            Resolve(
                Cause.CONFIGURATION,
                Resolution.FIXED,
                "Calls are accepted again since 11:00. A certificate of ours ran out at ten and had not been replaced; it renews itself from now on, and a check rings 30 days before.",
            ),
        ),
    ),
    echoes=(
        "403 on everything since ten. Is it us or you?",
        "Your API refuses us since ten, our keys have not changed.",
        "Production is down for {site}, please call.",
        "All our keys stopped working at the same minute.",
        "API dead? {count} orders are waiting.",
    ),
    echo_end="All calls got 403 between 10:00 and 11:00, Toronto time, because a certificate of ours had run out. It is replaced.",
)
LIST_FIX = Saga(
    slug="list-fix",
    topic="slow-list",
    day=21,
    hour=time(8, 41),
    site=ANDORINHA,
    words="Fourth week, and the list still takes half a minute for us. Our peak season is near, with three times the volume. Each of your repairs helped for a day. Please look at the cause now and not at our account.",
    affected=60,
    urgency=Level.MEDIUM,
    acts=(
        (5, "devon", Acknowledge()),
        (8, "devon", Assign(PLATFORM, "thabo")),
        (12, "devon", Reply("You are right, we have been tuning around it. Today we look at nothing else.")),
        (
            55,
            "thabo",
            Note(
                "All 40-odd reports are one theme: accounts above 200,000 shipments, and 96 % of the time is count(*)."
            ),
        ),
        (62, "thabo", Assign(DEVELOPMENT, "gwen")),
        (
            130,
            "gwen",
            Note(
                "'total' is not read by nine in ten clients. 4.3 gives 'next' instead and counts only when asked."
            ),
        ),
        (
            215,
            "devon",
            Reply(
                "We found it: the list counted your whole history on every call. 4.3 stops that, and is being tested on a copy of your account."
            ),
        ),
        (330, "arjun", Note("Copy of the account: first page 140 ms, was 28 s. 200 pages in a row, flat.")),
        (
            430,
            "gwen",
            Resolve(
                Cause.CODE,
                Resolution.FIXED,
                "4.3 is live for everybody since 15:40. The first page of your list takes 0.15 s, and it stays so however many shipments you have. If you use 'total', see the note in the changelog.",
            ),
        ),
    ),
)
TOKENS = Saga(
    slug="token-storm",
    topic="token-refresh",
    day=29,
    hour=time(8, 34),
    site=HALDEN,
    words="Both our servers are locked out since ten in the morning, Oslo time, and your line opens only now. Refresh gives invalid_grant, a new login by hand holds for some minutes. The shop has no shipping since then. This is the same thing we have been writing about for four weeks.",
    affected=25,
    urgency=Level.MEDIUM,
    acts=(
        (3, "devon", Acknowledge()),
        (
            6,
            "devon",
            Reply("I am very sorry that you had to wait for our morning. I call you in five minutes."),
        ),
        (12, "devon", Assign(PLATFORM, "ximena")),
        (
            55,
            "ximena",
            Note(
                "Same family revocation, every 50 minutes since their restart. Gave the second server a client of its own."
            ),
        ),
        (
            85,
            "ximena",
            Resolve(
                Cause.VENDOR,
                Resolution.WORKAROUND,
                "Your second server has its own client for now, and both have refreshed twice without trouble.",
            ),
        ),
        (
            1620,
            "devon",
            Reopen("Ingrid rang: locked out again at 16:50 their time, on the second server this time."),
        ),
        (1640, "ximena", Assign(VENDOR, "stefan")),
        (
            1750,
            "stefan",
            Note(
                "Our node 2 runs a build from spring that ignores the grace period. Everybody else happens to land on node 1."
            ),
        ),
        (
            1790,
            "devon",
            Reply(
                "The vendor has found one of its two machines on an old build. You were the only one it served."
            ),
        ),
        (
            1905,
            "stefan",
            Resolve(
                Cause.VENDOR,
                Resolution.FIXED,
                "The second machine has the current build since three o'clock. We refreshed your tokens forty times on both, side by side, and none was lost. We keep watching.",
            ),
        ),
    ),
)
TODAY = Today(
    inbox=(
        Inbox("missing-example", ago=26),
        Inbox("invoice-export", working_ago=75),
        Inbox("quote-validity-3", working_ago=140),
    ),
    on_desk=(
        OnDesk("token-refresh", P2, 205, is_reopened=True),
        OnDesk("webhook-lost", P3, 480),
        OnDesk("certificate", P3, 300, WaitingOn.VENDOR),
        OnDesk("booking-refused", P3, 760, WaitingOn.REPORTER),
        OnDesk("slow-search", P4, 700, WaitingOn.PROBLEM),
        OnDesk("missing-example", P4, 1100, person="mei"),
        OnDesk("portal-table", P4, 1900),
        OnDesk("schema-file", P4, 2600, WaitingOn.TEAM),
    ),
)
SAGAS = (KEYS_DEAD, LIST_FIX, TOKENS)
