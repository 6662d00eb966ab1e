"""The rows behind a number, page by page, in the order of the instant that put them there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from dashboards.domain.kpis import KPIS, Counts, Kpi
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Week
from dashboards.domain.wording import counted, said_hours
from dashboards.models import KpiFact, PeriodGrain
from dashboards.queries.cohorts import COHORTS, Cohort, Span
from dashboards.queries.parts import PARTS
from hypercare.launches.models import Launch, Reporter
from hypercare.lib.errors import DomainError
from incidents.models import Clock, Incident
from incidents.queries.rows import RESTRICTED

PAGE_SIZE = 50
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a number; no field names a person."""

    key: str
    url: str
    title: str
    priority: int | None
    reported_at: datetime
    instant: datetime | None
    measured: str
    who: str


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows, with how many there are in all and in the number as last computed."""

    kpi: Kpi
    week: Week | None
    count: int
    fact: KpiFact | None
    rows: Sequence[Row]
    after: str
    part: str = ""
    label: str = ""

    @property
    def said(self) -> str:
        """How many, in words."""
        return counted(self.count, "row", "rows")

    @property
    def has_moved(self) -> bool:
        """Whether rows changed since the number was computed."""
        return not self.part and self.fact is not None and self.fact.n != self.count


def rows_page(
    launch: Launch, slug: str, week: Week | None, *, part: str = "", after: str, at: datetime
) -> RowsPage:
    """The rows of one number, or of a part of it, as of its computation.

    Raises `DomainError` on `kpi`, `part` and `after`.
    """
    if slug not in KPIS:
        raise DomainError(_unknown(slug), field="kpi")
    if part and (slug, part) not in PARTS:
        raise DomainError(f"{KPIS[slug].label} has no part “{part}”.", field="part")
    fact = _fact(launch, slug, week)
    at = fact.computed_at if fact else at
    span = Span.week(launch, week, at=at) if week else Span.to_date(launch, at=at)
    cohort = PARTS[slug, part].cohort if part else COHORTS[slug]
    rows, path = cohort.rows(span), f"{cohort.to_incident}__" if cohort.to_incident else ""
    page = rows.filter(_beyond(cohort.instant, after)).select_related(f"{path}reporter__site")
    found = list(page.order_by(f"-{cohort.instant}", "-pk")[: PAGE_SIZE + 1])
    more = _cursor(found[PAGE_SIZE - 1], cohort.instant) if len(found) > PAGE_SIZE else ""
    measured = _PART_MEASURED[slug, part] if part else _MEASURED[slug]
    counts = KPIS[slug].counts
    shown = [_row(cohort, each, launch, measured(each, span), counts) for each in found[:PAGE_SIZE]]
    label = f"{KPIS[slug].label}: {PARTS[slug, part].label.lower()}" if part else KPIS[slug].label
    return RowsPage(KPIS[slug], week, rows.count(), fact, shown, more, part, label)


def _unknown(slug: str) -> str:
    if not slug:
        return "Which number? Open the week and follow one of its numbers to its rows."
    return f"There is no number called “{slug}”. Open the week and follow one of its numbers."


def _fact(launch: Launch, slug: str, week: Week | None) -> KpiFact | None:
    grain = PeriodGrain.WEEK if week else PeriodGrain.LAUNCH_TO_DATE
    starts_on = week.monday if week else LAUNCH_TO_DATE_STARTS_ON
    return KpiFact.objects.filter(launch=launch, grain=grain, starts_on=starts_on, slug=slug).first()


def _cursor(row: Any, instant: str) -> str:
    return f"{getattr(row, instant).isoformat()}~{row.pk}"


def _beyond(instant: str, after: str) -> Q:
    """Rows that follow the cursor."""
    if not after:
        return Q()
    stamp, _, key = after.partition("~")
    try:
        at = parse_datetime(stamp)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not (key.isascii() and key.isdigit() and len(key) < 19):
        raise DomainError("This page of rows does not exist; start again from the first.", field="after")
    return Q(**{f"{instant}__lt": at}) | Q(**{instant: at, "pk__lt": int(key)})


def _row(cohort: Cohort, row: Any, launch: Launch, measured: str, counts: Counts) -> Row:
    incident: Incident = getattr(row, cohort.to_incident) if cohort.to_incident else row
    incident.launch = launch
    return Row(
        key=incident.key,
        url=incident.get_absolute_url(),
        title=incident.title if incident.reader_ids is None else RESTRICTED,
        priority=incident.priority,
        reported_at=incident.burns_since if counts is Counts.FIRES else incident.reported_at,
        instant=getattr(row, cohort.instant),
        measured=measured,
        who=_who(incident.reporter) if incident.reader_ids is None else "",
    )


def _who(reporter: Reporter | None) -> str:
    """Site and persona, never a name."""
    if reporter is None:
        return ""
    return ", ".join(str(part) for part in (reporter.site, reporter.persona) if part)


def _took(incident: Incident, end: datetime | None) -> str:
    return said_hours((end - incident.burns_since) / AN_HOUR) if end else "-"


def _resolved(row: Incident, span: Span) -> str:
    return _took(row, row.resolved_at)


def _lasted(row: Incident, span: Span) -> str:
    if row.resolved_at:
        return _took(row, row.resolved_at)
    how = "declined after" if row.declined_at else "open for"
    return f"{how} {_took(row, row.declined_at or span.at)}"


def _promise(row: Any, span: Span) -> str:
    clock: Clock = row
    late = "missed, met late" if clock.met_at else "missed, still open"
    return f"{clock.kind}: {'kept' if row.is_kept else late}"


def _opened(row: Any, span: Span) -> str:
    return str(row.began_by)


def _asked(row: Any, span: Span) -> str:
    return f"{row.score} of 5" if row.score else "not answered"


def _young(row: Any, span: Span) -> str:
    return "younger than 7 days"


_MEASURED: Mapping[str, Callable[[Any, Span], str]] = {
    "time_to_resolve": _resolved,
    "time_to_resolve_p90": _resolved,
    "mttr": _resolved,
    "time_to_resolve_reported": _lasted,
    "promises_kept": _promise,
    "response_promises_kept": _promise,
    "resolution_promises_kept": _promise,
    "promises_as_recorded": lambda row, _: "kept" if row.made_sla else "missed",
    "csat": lambda row, _: f"{row.score} of 5",
    "backlog": lambda row, span: f"open for {_took(row.incident, span.window.until)}",
    "inflow": _opened,
    "outflow": lambda row, _: f"after {_took(row.incident, row.ends_at)}",
    "mtta": lambda row, _: _took(row, row.acknowledged_at),
    "reopen_rate": lambda row, _: "reopened within 7 days" if row.is_reopened else "stayed resolved",
}

_PART_MEASURED: Mapping[tuple[str, str], Callable[[Any, Span], str]] = {
    ("promises_kept", "breached"): _promise,
    ("promises_kept", "cancelled"): lambda row, _: f"{row.kind}: cancelled",
    ("mtta", "unseen"): _MEASURED["backlog"],
    ("csat", "asked"): _asked,
    ("reopen_rate", "reopened"): _MEASURED["reopen_rate"],
    ("reopen_rate", "maturing"): _young,
}
