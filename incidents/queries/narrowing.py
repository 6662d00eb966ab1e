"""Narrowings of a queue beyond one value per column: lists, negations, spans of time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Q

from incidents.domain.lifecycle import State
from incidents.domain.reported import Reported
from incidents.models.incident import NEVER_DUE, OPEN

KNOWN_TO_ALL = frozenset({"state", "priority"})


class ClockFilter(StrEnum):
    """Where its next promise stands."""

    BREACHED = "breached"
    AT_RISK = "at_risk"
    RUNNING = "running"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column holds one of the values; `None` among them is an empty column."""

    column: str
    values: frozenset[int | str | None]

    @property
    def asks_for_content(self) -> bool:
        """Whether it asks for more than everybody may know of a restricted incident."""
        return self.column not in KNOWN_TO_ALL

    def condition(self, at: datetime) -> Q:
        """As a filter."""
        found = Q(
            **{f"{self.column}__in": sorted((each for each in self.values if each is not None), key=str)}
        )
        return found | Q(**{f"{self.column}__isnull": True}) if None in self.values else found


@dataclass(frozen=True, slots=True)
class ClockIs:
    """The next promise stands in one of these."""

    clocks: frozenset[ClockFilter]
    asks_for_content = False

    def condition(self, at: datetime) -> Q:
        """As a filter."""
        found = Q()
        for each in sorted(self.clocks):
            found |= clock_condition(each, at)
        return found


@dataclass(frozen=True, slots=True)
class ReportedWithin:
    """Reported in a span, seen from where the launch is."""

    reported: Reported
    zone: ZoneInfo
    asks_for_content = False

    def condition(self, at: datetime) -> Q:
        """As a filter. Uses index: queue_by_reported, incident_by_reported."""
        span = self.reported.span(at=at, zone=self.zone)
        found = Q()
        if span.since:
            found &= Q(reported_at__gte=span.since)
        if span.until:
            found &= Q(reported_at__lt=span.until)
        return found


@dataclass(frozen=True, slots=True)
class Snoozed:
    """New, and put aside until a later instant."""

    asks_for_content = False

    def condition(self, at: datetime) -> Q:
        """As a filter."""
        return Q(state=State.NEW, snoozed_until__gt=at)


@dataclass(frozen=True, slots=True)
class Bundled:
    """Tied to another, or with reports tied to it."""

    asks_for_content = True

    def condition(self, at: datetime) -> Q:
        """As a filter."""
        return Q(parent_number__isnull=False) | Q(joined_count__gt=0)


@dataclass(frozen=True, slots=True)
class Led:
    """A major incident now."""

    asks_for_content = False

    def condition(self, at: datetime) -> Q:
        """As a filter. Uses index: incident_major."""
        return Q(major_since__isnull=False)


@dataclass(frozen=True, slots=True)
class Without:
    """What passes the other does not pass this."""

    other: OneOf | ClockIs | ReportedWithin | Snoozed | Bundled | Led

    @property
    def asks_for_content(self) -> bool:
        """As what it leaves out."""
        return self.other.asks_for_content

    def condition(self, at: datetime) -> Q:
        """As a filter; what the column leaves open passes."""
        return ~self.other.condition(at)


Narrowing = OneOf | ClockIs | ReportedWithin | Snoozed | Bundled | Led | Without


def clock_condition(wanted: ClockFilter, at: datetime) -> Q:
    """As the rows show it: past its due instant a promise is breached, and without one it is paused.

    Needs the alias `due`. Uses index: queue_by_due.
    """
    if wanted is ClockFilter.BREACHED:
        return OPEN & Q(due__lt=at)
    if wanted is ClockFilter.PAUSED:
        return OPEN & Q(due=NEVER_DUE, priority__isnull=False, parent_number=None)
    is_at_risk = Q(next_at_risk_at__lte=at)
    ahead = OPEN & Q(due__gte=at, due__lt=NEVER_DUE)
    return ahead & (is_at_risk if wanted is ClockFilter.AT_RISK else ~is_at_risk)
