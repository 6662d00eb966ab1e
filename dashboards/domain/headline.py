"""The week in the sentences a person would say."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.domain.judgement import Direction, Trend
from dashboards.domain.kpis import ENOUGH
from dashboards.domain.wording import MANIFOLD, counted, said_days, said_hours, times

HARDLY = 60  # business days to clear a backlog from which on nobody would call it shrinking


@dataclass(frozen=True, slots=True)
class WeekInNumbers:
    """What the headline speaks about; `None` where there is nothing to say."""

    number: int
    is_running: bool
    came_in: int
    went_out: int
    still_open: int
    days_to_clear: float | None
    median_hours: float | None = None
    resolved: int = 0
    median_trend: Trend | None = None
    promises_kept: float | None = None
    promises: int = 0
    is_as_recorded: bool = False


def headline(week: WeekInNumbers) -> str:
    """At most four sentences: flow, backlog, speed, promises."""
    return " ".join((_flow(week), _backlog(week), *_speed(week), *_promises(week)))


def _flow(week: WeekInNumbers) -> str:
    when = f"So far in week {week.number}" if week.is_running else f"In week {week.number}"
    return f"{when}, {counted(week.came_in, 'incident', 'incidents')} came in and {week.went_out:,} went out."


def _backlog(week: WeekInNumbers) -> str:
    if not week.still_open:
        return "Nothing is open." if week.is_running else "Nothing was left open."
    verb = ("is", "are") if week.is_running else ("was left", "were left")
    start = f"{week.still_open:,} {verb[0] if week.still_open == 1 else verb[1]} open"
    if week.days_to_clear is None or week.days_to_clear >= HARDLY:
        return f"{start}, and {'not' if week.days_to_clear is None else 'hardly'} shrinking."
    return f"{start}, cleared in {said_days(week.days_to_clear)} at the present pace."


def _speed(week: WeekInNumbers) -> Iterator[str]:
    if week.median_hours is None:
        return
    if week.resolved < ENOUGH:
        yield f"Only {week.resolved} resolved, too few to judge how fast."
        return
    trend = week.median_trend
    than = ""
    if trend is not None and trend.direction is not Direction.FLAT:
        than = f", {_compared(trend)}"
    yield f"Half of those resolved took at most {said_hours(week.median_hours)}{than}."


def _compared(trend: Trend) -> str:
    if trend.direction is Direction.DOWN:
        return f"{trend.change:.0f} % faster than the week before"
    if trend.change >= MANIFOLD:
        return f"{times(trend):.1f} times as long as the week before"
    return f"{trend.change:.0f} % slower than the week before"


def _promises(week: WeekInNumbers) -> Iterator[str]:
    if week.promises_kept is None:
        return
    source = ", as the source recorded" if week.is_as_recorded else ""
    if week.promises < ENOUGH:
        yield f"Only {counted(week.promises, 'promise', 'promises')} fell due, too few to judge{source}."
    else:
        yield f"{week.promises_kept:.0f} % of {week.promises:,} promises were kept{source}."
