"""One act on many incidents: what can be done, to how many, and what may come of each."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

AT_MOST = 200
CAUSE = "bulk:"  # how the cause of each of its events begins
LEASE = timedelta(minutes=2)  # no item takes that long; an act that stops half-way is settled after it


class BulkAct(StrEnum):
    """What can be done to many at once."""

    TAKE = "take"
    REPLY = "reply"
    ASSIGN = "assign"
    TRIAGE = "triage"
    WAIT = "wait"
    END_WAIT = "end_wait"
    RESOLVE = "resolve"
    DECLINE = "decline"
    TIE = "tie"
    CLOSE = "close"


class Outcome(StrEnum):
    """What came of one incident."""

    PENDING = "pending"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNDONE = "undone"


# Half of it would be worse than nothing: done in one transaction.
WHOLE = frozenset({BulkAct.REPLY})
BULK_LABELS: Mapping[BulkAct, str] = {
    BulkAct.TAKE: "Assign to me",
    BulkAct.REPLY: "Reply",
    BulkAct.ASSIGN: "Assign",
    BulkAct.TRIAGE: "Triage",
    BulkAct.WAIT: "Wait",
    BulkAct.END_WAIT: "Go on",
    BulkAct.RESOLVE: "Resolve",
    BulkAct.DECLINE: "Decline",
    BulkAct.TIE: "Bundle",
    BulkAct.CLOSE: "Close",
}
OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.PENDING: "Not reached",
    Outcome.CHANGED: "Changed",
    Outcome.UNCHANGED: "Was so already",
    Outcome.REFUSED: "Refused",
    Outcome.UNDONE: "Undone",
}
