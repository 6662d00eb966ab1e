"""How long words at the end of a shift are there."""

from datetime import datetime, timedelta

READ_FOR = timedelta(days=4)  # over a long weekend
KEPT_FOR = timedelta(days=14)  # it may name people, and no erasure looks into it after that
LENGTH = 2000


def is_for_me(*, written_at: datetime, is_mine: bool, left_at: datetime | None) -> bool:
    """Whether somebody who left then has not seen it: words of others, written since."""
    return not is_mine and (left_at is None or written_at > left_at)


def readable_since(left_at: datetime | None, *, at: datetime) -> datetime:
    """From when on notes are shown: those of some days, and all since the person left."""
    recent = at - READ_FOR
    return min(left_at, recent) if left_at else recent
