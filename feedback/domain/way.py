"""The way of a report in four instants: said, understood, repaired in production, confirmed."""

from dataclasses import dataclass
from datetime import datetime

SATISFIED = 4  # of 5: whoever gives as much says that it works for them


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the four; without an instant it is still to come."""

    label: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """When each was so; what a reopening undid is to come again."""

    reported_at: datetime
    cause_found_at: datetime | None = None
    fixed_at: datetime | None = None
    confirmed_at: datetime | None = None
    release: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In their order, in words."""
        fixed = f"Fix deployed with {self.release}" if self.release else "Resolved"
        return (
            Mark("First report", self.reported_at),
            Mark("Cause found", self.cause_found_at),
            Mark(fixed, self.fixed_at),
            Mark("Confirmed by the reporter", self.confirmed_at),
        )


def cause_known_at(
    found_at: datetime | None, resolved_at: datetime | None, cause: str | None
) -> datetime | None:
    """When the cause was known: when somebody said so, else when it was resolved with one."""
    return found_at or (resolved_at if cause not in {None, "unknown"} else None)
