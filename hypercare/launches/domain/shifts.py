"""When somebody was last at work in a launch, and when a shift ended."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

ENDS_AFTER = timedelta(hours=4)  # longer than a meeting with lunch behind it, shorter than any night
NOTED_EVERY = timedelta(minutes=5)  # a click in between changes nothing that anybody reads


@dataclass(frozen=True, slots=True)
class Attendance:
    """When a person was last seen, and when the shift before the present one ended; `None` on the first."""

    last_seen_at: datetime
    left_at: datetime | None = None


def seen(before: Attendance | None, *, at: datetime) -> Attendance:
    """What is known after somebody did something; a pause of `ENDS_AFTER` ends a shift where it began."""
    if before is None:
        return Attendance(at)
    pause = at - before.last_seen_at
    if pause < NOTED_EVERY:
        return before
    return Attendance(at, before.last_seen_at) if pause >= ENDS_AFTER else replace(before, last_seen_at=at)
