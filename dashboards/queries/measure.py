"""One measured number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboards.domain.statistics import Interval, wilson


@dataclass(frozen=True, slots=True)
class Measure:
    """The value of a number over n rows; `is_moving` when time alone can still change it."""

    slug: str
    value: float | None
    n: int
    interval: Interval | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    is_moving: bool = False


def share(
    slug: str, hits: int, n: int, *, detail: Mapping[str, int] | None = None, is_moving: bool = False
) -> Measure:
    """A share in percent with Wilson's interval, and its numerator in the detail."""
    value = 100 * hits / n if n else None
    return Measure(slug, value, n, wilson(hits, n), {"hits": hits, **(detail or {})}, is_moving)
