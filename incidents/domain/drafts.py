"""Words that somebody has begun and not sent."""

from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=14)  # they may name people, and nobody else can ever read them
LISTED = 8


class DraftKind(StrEnum):
    """Whom the words are for."""

    REPLY = "reply"
    NOTE = "note"
