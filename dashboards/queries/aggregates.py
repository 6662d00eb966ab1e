"""Ordered-set aggregates of PostgreSQL and elapsed hours, as expressions."""

from typing import Any

from django.db.models import Aggregate, F, FloatField, Func
from django.db.models.expressions import Combinable


class Mean(Aggregate):
    """The arithmetic mean, the same in whatever order rows are read: of floating numbers it would not be."""

    template = "AVG((%(expressions)s)::numeric)::double precision"
    output_field = FloatField()


class PercentileCont(Aggregate):
    """The continuous percentile of an expression; its twin is `statistics.percentile`."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str | Combinable, fraction: float, **extra: Any) -> None:
        super().__init__(expression, fraction=float(fraction), **extra)


class PercentileDisc(PercentileCont):
    """The value at a rank: `fraction` is (rank - 0.5) / n."""

    function = "PERCENTILE_DISC"


class Hours(Func):
    """Real hours from one instant to another."""

    template = "(EXTRACT(EPOCH FROM %(expressions)s) / 3600)::double precision"
    output_field = FloatField()

    @classmethod
    def between(cls, start: str | Combinable, end: str | Combinable) -> "Hours":
        """Elapsed hours between two columns or instants."""
        first = F(start) if isinstance(start, str) else start
        last = F(end) if isinstance(end, str) else end
        return cls(last - first)
