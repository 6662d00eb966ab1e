"""The rows behind the smaller figures of a tile: how many missed, cancelled, waiting, asked or maturing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dashboards.domain.kpis import REOPEN_WINDOW
from dashboards.models import OpenSpell
from dashboards.queries import cohorts
from dashboards.queries.cohorts import DISTURBANCE, OWED, Cohort, Span
from feedback.models import SatisfactionSurvey
from incidents.domain.clocks import ClockState
from incidents.models import Clock, Incident


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a tile: what its page of rows is called, and the rows it counts."""

    label: str
    cohort: Cohort


def breached(span: Span) -> QuerySet[Clock]:
    """Targets that fell due in the span and are not met yet."""
    return cohorts.targets_due(span).filter(met_at__isnull=True)


def cancelled(span: Span) -> QuerySet[Clock]:
    """Targets a decline in the span cancelled before they fell due."""
    declined = Q(incident__declined_at__gte=span.window.start, incident__declined_at__lt=span.window.until)
    rows = Clock.objects.filter(declined, DISTURBANCE, OWED, launch=span.launch, due_at__isnull=True)
    return rows.filter(state=ClockState.CANCELLED)


def unseen(span: Span) -> QuerySet[OpenSpell]:
    """Open where the span ends, and seen by nobody until then."""
    until = span.window.until
    later = Q(incident__acknowledged_at__isnull=True) | Q(incident__acknowledged_at__gte=until)
    return cohorts.open_at_end(span).filter(later)


def asked(span: Span) -> QuerySet[SatisfactionSurvey]:
    """Surveys sent in the span, answered or not."""
    return SatisfactionSurvey.objects.filter(span.has("asked_at"), DISTURBANCE)


def reopened(span: Span) -> QuerySet[Incident]:
    """First resolutions of the span that did not hold for seven days."""
    return cohorts.matured(span).filter(Q(is_reopened=True))


def maturing(span: Span) -> QuerySet[Incident]:
    """First resolved in the span, too young to know whether they stay so."""
    return cohorts.first_resolved(span).filter(first_resolved_at__gt=span.at - REOPEN_WINDOW)


PARTS: Mapping[tuple[str, str], Part] = {
    ("promises_kept", "breached"): Part("Breached, still open", Cohort(breached, "due_at", "incident")),
    ("promises_kept", "cancelled"): Part("Cancelled", Cohort(cancelled, "started_at", "incident")),
    ("mtta", "unseen"): Part("Still unseen", Cohort(unseen, "starts_at", "incident")),
    ("csat", "asked"): Part("Asked", Cohort(asked, "asked_at", "incident")),
    ("reopen_rate", "reopened"): Part("Reopened", Cohort(reopened, "first_resolved_at")),
    ("reopen_rate", "maturing"): Part("Maturing", Cohort(maturing, "first_resolved_at")),
}
