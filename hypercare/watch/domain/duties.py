"""What the background has promised to do, and when a promise of it counts as late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MISSED_RUNS = 3  # one run may be slow, one message lost
LEAST_GRACE = timedelta(minutes=1)


class Standing(StrEnum):
    """How a duty is doing, the worst first."""

    LATE = "late"
    FAILED = "failed"
    BEHIND = "behind"
    UNSEEN = "unseen"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True)
class Duty:
    """One entry of the beat schedule: `task` is to run `every` so often, by the worker of `queue`."""

    name: str
    task: str
    every: timedelta
    queue: str

    @property
    def grace(self) -> timedelta:
        """How long after a run the next one may end."""
        return max(MISSED_RUNS * self.every, LEAST_GRACE)

    def is_late(self, since: datetime, *, at: datetime) -> bool:
        """Whether the last good run is too far away; in the future too, when a clock was set back."""
        return abs(at - since) > self.grace

    def standing(
        self, since: datetime | None, *, failed_at: datetime | None, late_count: int, at: datetime
    ) -> Standing:
        """How it is doing: `since` its last good run, or since it is waited for; `late_count` of its work."""
        if since is None:
            return Standing.UNSEEN
        if self.is_late(since, at=at):
            return Standing.LATE
        if failed_at and failed_at > since:
            return Standing.FAILED
        return Standing.BEHIND if late_count else Standing.ON_TIME


class Cause(StrEnum):
    """What the auditor can find."""

    WORK = "work"
    RUN = "run"
    GAP = "gap"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Late:
    """Something of a duty that should have been done: how much, due since when."""

    task: str
    cause: Cause
    count: int
    oldest_due_at: datetime | None = None
    is_repaired: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for a duty now: all of it, what is later than the grace, and the oldest due instant."""

    task: str
    waiting_count: int = 0
    late_count: int = 0
    oldest_due_at: datetime | None = None
