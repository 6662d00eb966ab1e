"""How numbers are said: units, intervals, changes."""

from dashboards.domain.judgement import Direction, Trend
from dashboards.domain.kpis import Unit
from dashboards.domain.statistics import Interval

FINE_FROM = 1000  # from so many rows on, a second decimal of a share means something
MANIFOLD = 100  # percent of change from which on "times" says it better
DAYS_FROM = 48  # hours from which days say it better
SHAPES = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.FLAT: "■"}


def said(value: float | None, unit: Unit, *, n: int = 0) -> str:
    """A value with its unit; `-` for none."""
    if value is None:
        return "-"
    if unit is Unit.HOURS:
        return said_hours(value)
    if unit is Unit.PERCENT:
        return f"{value:.{_decimals(n)}f} %"
    return f"{value:,.0f}"


def said_hours(hours: float) -> str:
    """Minutes under an hour, hours with two decimals under two days, then days with one."""
    if round(60 * hours) < 60:
        return f"{60 * hours:.0f} min"
    return f"{hours:.2f} h" if hours < DAYS_FROM else f"{hours / 24:,.1f} days"


def said_interval(interval: Interval, unit: Unit) -> str:
    """Both bounds of a 95 % interval."""
    low, high = interval.low, interval.high
    if unit is Unit.PERCENT:
        digits = 0 if round(low) != round(high) else 1 if f"{low:.1f}" != f"{high:.1f}" else 2
        return f"{low:.{digits}f} to {high:.{digits}f} %"
    return f"{said(low, unit)} to {said(high, unit)}"


def said_change(trend: Trend, unit: Unit) -> str:
    """How far a number moved since the week before."""
    if trend.direction is Direction.FLAT:
        return "unchanged"
    if unit is Unit.HOURS and trend.direction is Direction.UP and trend.change >= MANIFOLD:
        return f"{times(trend):.1f} times"
    if unit is Unit.HOURS:
        return f"{trend.change:.0f} %"
    return f"{trend.change:.1f} points" if unit is Unit.PERCENT else f"{trend.change:,.0f}"


def times(trend: Trend) -> float:
    """A rise in percent as how many times the value before."""
    return 1 + trend.change / 100


def said_days(days: float) -> str:
    """Business days until the backlog is cleared."""
    return f"{days:,.1f} business days" if days < 10 else f"{days:,.0f} business days"


def counted(n: int, one: str, many: str) -> str:
    """A number with its noun, such as `1 incident` or `20,768 incidents`."""
    return f"{n:,} {one if n == 1 else many}"


def _decimals(n: int) -> int:
    return 2 if n >= FINE_FROM else 1
