"""Each number of a week, or to date, aggregated by the database over its cohort."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from dashboards.domain.kpis import SATISFIED_SCORE
from dashboards.domain.periods import Grain
from dashboards.domain.statistics import (
    Interval,
    Lifetime,
    is_still_moving,
    kaplan_meier_median,
    median_ranks,
)
from dashboards.queries import cohorts, parts
from dashboards.queries.aggregates import Hours, Mean, PercentileCont, PercentileDisc
from dashboards.queries.backlog import measure_backlog
from dashboards.queries.cohorts import Span
from dashboards.queries.measure import Measure, share
from incidents.domain.clocks import ClockKind


def measures_of(span: Span) -> Iterator[Measure]:
    """Every number of the span."""
    yield from measure_resolution(span)
    yield from measure_promises(span)
    yield measure_recorded_promises(span)
    yield measure_satisfaction(span)
    yield from measure_backlog(span)
    yield measure_acknowledgement(span)
    yield measure_reopening(span)
    if span.grain is Grain.WEEK:
        yield measure_reported(span)


def measure_resolution(span: Span) -> Iterator[Measure]:
    """How long what was last resolved in the span took: median, nine in ten, and mean."""
    rows = cohorts.resolved(span).annotate(hours=Hours.between(cohorts.BURNS_SINCE, "resolved_at"))
    found = _summary(rows)
    yield Measure("time_to_resolve", found["p50"], found["n"], _median_interval(rows, found["n"]))
    yield Measure("time_to_resolve_p90", found["p90"], found["n"])
    yield Measure("mttr", found["mean"], found["n"])


def measure_acknowledgement(span: Span) -> Measure:
    """How long the first acknowledgement took on average, and how many still wait for theirs."""
    rows = cohorts.acknowledged(span).annotate(hours=Hours.between(cohorts.BURNS_SINCE, "acknowledged_at"))
    found = _summary(rows)
    waiting = parts.unseen(span).count()
    detail = {"median_hours": found["p50"], "p90_hours": found["p90"], "waiting": waiting}
    return Measure("mtta", found["mean"], found["n"], detail=detail)


def measure_promises(span: Span) -> Iterator[Measure]:
    """Of the targets that fell due in the span, the share met by then: all, and by kind."""
    due = cohorts.targets_due(span)
    counts = {
        f"{kind}_{name}": Count("pk", filter=Q(kind=kind) & condition)
        for kind in ClockKind
        for name, condition in (
            ("n", Q()),
            ("kept", Q(is_kept=True)),
            ("open", Q(met_at__isnull=True)),
        )
    }
    found = due.aggregate(**counts)
    cancelled = parts.cancelled(span).count()
    yield _promise("promises_kept", found, tuple(ClockKind), cancelled=cancelled)
    yield _promise("response_promises_kept", found, cohorts.RESPONSE)
    yield _promise("resolution_promises_kept", found, cohorts.RESOLUTION)


def measure_recorded_promises(span: Span) -> Measure:
    """The share of promises kept as the imported system recorded it."""
    found = cohorts.recorded(span).aggregate(n=Count("pk"), kept=Count("pk", filter=Q(made_sla=True)))
    return share("promises_as_recorded", found["kept"], found["n"])


def measure_satisfaction(span: Span) -> Measure:
    """The share of good ratings, and how many of those asked answered."""
    good = Count("pk", filter=Q(score__gte=SATISFIED_SCORE))
    found = cohorts.rated(span).aggregate(n=Count("pk"), good=good)
    answers = parts.asked(span).aggregate(asked=Count("pk"), answered=Count("rated_at"))
    return share("csat", found["good"], found["n"], detail=answers)


def measure_reopening(span: Span) -> Measure:
    """The share of first resolutions that did not hold for seven days; the young ones are maturing."""
    found = cohorts.matured(span).aggregate(n=Count("pk"), again=Count("pk", filter=Q(is_reopened=True)))
    maturing = cohorts.first_resolved(span).count() - found["n"]
    detail = {"maturing": maturing}
    return share("reopen_rate", found["again"], found["n"], detail=detail, is_moving=maturing > 0)


def measure_reported(span: Span) -> Measure:
    """The Kaplan-Meier median of what was reported in the span, open incidents included."""
    rows = cohorts.reported(span).values_list(cohorts.BURNS_SINCE, "resolved_at", "declined_at")
    lifetimes = [_lifetime(*row, at=span.at) for row in rows]
    median = kaplan_meier_median(lifetimes)
    still_open = sum(resolved is None and declined is None for _, resolved, declined in rows)
    return Measure(
        "time_to_resolve_reported",
        median,
        len(lifetimes),
        detail={"open": still_open},
        is_moving=is_still_moving(lifetimes, median),
    )


def _lifetime(
    reported: datetime, resolved: datetime | None, declined: datetime | None, *, at: datetime
) -> Lifetime:
    end = resolved or declined or at
    return Lifetime((end - reported).total_seconds() / 3600, is_over=resolved is not None)


def _summary(rows: QuerySet[Any]) -> dict[str, Any]:
    """n, median, 90th percentile and mean of the annotated hours."""
    return rows.aggregate(
        n=Count("pk"), p50=PercentileCont("hours", 0.5), p90=PercentileCont("hours", 0.9), mean=Mean("hours")
    )


def _median_interval(rows: QuerySet[Any], n: int) -> Interval | None:
    """The two order statistics that bound the median."""
    ranks = median_ranks(n)
    if ranks is None:
        return None
    # PERCENTILE_DISC takes the first value at or past a fraction: half a row before its end, it is that row.
    low, high = ((rank - 0.5) / n for rank in ranks)
    found = rows.aggregate(low=PercentileDisc("hours", low), high=PercentileDisc("hours", high))
    return Interval(found["low"], found["high"])


def _promise(slug: str, found: dict[str, int], kinds: tuple[ClockKind, ...], **detail: int) -> Measure:
    kept, n, overdue = (sum(found[f"{kind}_{name}"] for kind in kinds) for name in ("kept", "n", "open"))
    return share(slug, kept, n, detail={"open_breached": overdue, **detail})
