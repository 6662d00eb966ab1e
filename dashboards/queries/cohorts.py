"""The rows each number is computed from. Measures aggregate them and the drill-down lists them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from dashboards.domain.kpis import REOPEN_WINDOW
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Grain, Week, Window, window_of
from dashboards.domain.spells import Began
from dashboards.models import OpenSpell
from feedback.models import SatisfactionSurvey
from hypercare.launches.models import Launch
from incidents.domain.clocks import ClockKind
from incidents.models import Clock, Incident
from incidents.models.incident import NOT_DISTURBANCE_VALUES

DISTURBANCE = ~Q(incident__nature__in=NOT_DISTURBANCE_VALUES)
RESPONSE, RESOLUTION = (ClockKind.RESPONSE,), (ClockKind.RESOLUTION,)
# Each report is answered; a fire is put out once, as its parent.
OWED = Q(kind=ClockKind.RESPONSE) | Q(incident__parent_number=None)
BURNS_SINCE = Coalesce("fire_since", "reported_at")


@dataclass(frozen=True, slots=True)
class Span:
    """A week of a launch, or all of it to date, as known at one instant."""

    launch: Launch
    grain: Grain
    starts_on: date
    window: Window

    @classmethod
    def week(cls, launch: Launch, week: Week, *, at: datetime) -> Self:
        """An ISO week in the launch's time zone."""
        window = window_of(Grain.WEEK, week.monday, zone=launch.zone, at=at)
        return cls(launch, Grain.WEEK, week.monday, window)

    @classmethod
    def to_date(cls, launch: Launch, *, at: datetime) -> Self:
        """Everything up to `at`."""
        starts_on = LAUNCH_TO_DATE_STARTS_ON
        window = window_of(Grain.LAUNCH_TO_DATE, starts_on, zone=launch.zone, at=at)
        return cls(launch, Grain.LAUNCH_TO_DATE, starts_on, window)

    @property
    def at(self) -> datetime:
        """From when it is looked at."""
        return self.window.at

    def has(self, field: str) -> Q:
        """Rows of the launch whose instant in `field` lies in the known part."""
        return Q(
            launch=self.launch, **{f"{field}__gte": self.window.start, f"{field}__lt": self.window.until}
        )


def resolved(span: Span) -> QuerySet[Incident]:
    """Last resolved in the span. Uses index: incident_by_resolved."""
    return Incident.objects.fires().filter(span.has("resolved_at"))


def reported(span: Span) -> QuerySet[Incident]:
    """First reported in the span. Uses index: incident_by_reported, incident_by_fire."""
    alone = span.has("reported_at") & Q(fire_since=None)
    return Incident.objects.fires().filter(alone | span.has("fire_since"))


def acknowledged(span: Span) -> QuerySet[Incident]:
    """First acknowledged in the span. Uses index: incident_by_acknowledged."""
    return Incident.objects.fires().filter(span.has("acknowledged_at"))


def recorded(span: Span) -> QuerySet[Incident]:
    """Closed in the span with a promise the source recorded; to date, also open ones that have one.

    Uses index: incident_by_recorded_closing.
    """
    known = Incident.objects.fires().filter(launch=span.launch, made_sla__isnull=False)
    return known if span.grain is Grain.LAUNCH_TO_DATE else known.filter(span.has("closed_at"))


def matured(span: Span) -> QuerySet[Incident]:
    """First resolved in the span, long enough ago to know whether they stayed so.

    Uses index: incident_by_first_resolved.
    """
    young = Q(first_resolved_at__gt=span.at - REOPEN_WINDOW)
    rows = first_resolved(span).filter(~young)
    again = OpenSpell.objects.filter(
        incident=OuterRef("pk"),
        began_by=Began.REOPENED,
        starts_at__gte=OuterRef("first_resolved_at"),
        starts_at__lte=OuterRef("first_resolved_at") + REOPEN_WINDOW,
    )
    return rows.annotate(is_reopened=Exists(again))


def first_resolved(span: Span) -> QuerySet[Incident]:
    """First resolved in the span. Uses index: incident_by_first_resolved."""
    return Incident.objects.fires().filter(span.has("first_resolved_at"))


def targets_due(span: Span, kinds: tuple[ClockKind, ...] = tuple(ClockKind)) -> QuerySet[Clock]:
    """Targets whose due instant fell in the span; paused and cancelled ones have none.

    Uses index: clock_by_due.
    """
    return Clock.objects.filter(span.has("due_at"), DISTURBANCE, OWED, kind__in=kinds).annotate(
        is_kept=Q(met_at__isnull=False, met_at__lte=F("due_at"))
    )


def rated(span: Span) -> QuerySet[SatisfactionSurvey]:
    """Ratings given in the span. Uses index: survey_by_rating."""
    return SatisfactionSurvey.objects.filter(span.has("rated_at"), DISTURBANCE)


def open_at_end(span: Span) -> QuerySet[OpenSpell]:
    """Open where the known part of the span ends. Uses index: spell_by_end."""
    until = span.window.until
    still = Q(ends_at__isnull=True) | Q(ends_at__gte=until)
    return OpenSpell.objects.filter(still, launch=span.launch, starts_at__lt=until)


def came_in(span: Span) -> QuerySet[OpenSpell]:
    """Became open in the span. Uses index: spell_by_start."""
    return OpenSpell.objects.filter(span.has("starts_at"))


def went_out(span: Span) -> QuerySet[OpenSpell]:
    """Stopped being open in the span. Uses index: spell_by_end."""
    return OpenSpell.objects.filter(span.has("ends_at"))


@dataclass(frozen=True, slots=True)
class Cohort:
    """The rows of a number, the instant that orders them, and where from a row its incident is."""

    rows: Callable[[Span], QuerySet[Any]]
    instant: str
    to_incident: str = ""


_RESOLVED = Cohort(resolved, "resolved_at")

COHORTS: Mapping[str, Cohort] = {
    "time_to_resolve": _RESOLVED,
    "time_to_resolve_p90": _RESOLVED,
    "mttr": _RESOLVED,
    "time_to_resolve_reported": Cohort(reported, "reported_at"),
    "promises_kept": Cohort(targets_due, "due_at", "incident"),
    "response_promises_kept": Cohort(lambda span: targets_due(span, RESPONSE), "due_at", "incident"),
    "resolution_promises_kept": Cohort(lambda span: targets_due(span, RESOLUTION), "due_at", "incident"),
    "promises_as_recorded": Cohort(recorded, "reported_at"),
    "csat": Cohort(rated, "rated_at", "incident"),
    "backlog": Cohort(open_at_end, "starts_at", "incident"),
    "inflow": Cohort(came_in, "starts_at", "incident"),
    "outflow": Cohort(went_out, "ends_at", "incident"),
    "mtta": Cohort(acknowledged, "acknowledged_at"),
    "reopen_rate": Cohort(matured, "first_resolved_at"),
}
