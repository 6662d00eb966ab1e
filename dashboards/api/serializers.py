"""What the API asks for and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from dashboards.domain.kpis import KPIS
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Week
from dashboards.models import KpiFact
from dashboards.queries.links import rows_url
from hypercare.lib.errors import DomainError


@dataclass(frozen=True, slots=True)
class Asked:
    """A launch and a range of weeks; without weeks, everything to date."""

    launch: str
    first: Week | None
    last: Week | None

    @classmethod
    def parse(cls, params: Mapping[str, str]) -> "Asked":
        """Read `launch` with `week`, or with `from` and `to`. Raises `ValidationError` by field."""
        if not params.get("launch"):
            raise ValidationError({"launch": ["Name a launch, such as launch=TRD."]})
        if "week" in params:
            if "from" in params or "to" in params:
                raise ValidationError({"week": ["Ask for one week, or for a range by from and to."]})
            week = _week(params, "week")
            return cls(params["launch"], week, week)
        if "from" not in params and "to" not in params:
            return cls(params["launch"], None, None)
        first, last = _week(params, "from"), _week(params, "to")
        if last < first:
            raise ValidationError({"to": [f"{last} lies before {first}."]})
        return cls(params["launch"], first, last)


def _week(params: Mapping[str, str], name: str) -> Week:
    if name not in params:
        raise ValidationError({name: ["A range needs both from and to, such as 2026-W45 and 2026-W47."]})
    try:
        return Week.parse(params[name])
    except DomainError as error:
        raise ValidationError({name: [error.message]}) from None


class KpiFactSerializer(serializers.BaseSerializer[KpiFact]):
    """One number with everything needed to trust it; durations in hours, shares from 0 to 100."""

    def to_representation(self, fact: KpiFact) -> dict[str, Any]:
        """As documented at `/api/v1/kpis/`."""
        kpi, launch = KPIS[fact.slug], fact.launch
        rows = rows_url(launch.key, fact.slug, fact.starts_on)
        is_week = fact.starts_on != LAUNCH_TO_DATE_STARTS_ON
        return {
            "slug": kpi.slug,
            "label": kpi.label,
            "launch": launch.key,
            "week": str(Week(fact.starts_on)) if is_week else None,
            "value": fact.value,
            "n": fact.n,
            "unit": kpi.unit.value,
            "statistic": kpi.statistic.value,
            "interval": None if fact.low is None else {"low": fact.low, "high": fact.high, "level": 0.95},
            "counts": kpi.counts.value,
            "better": kpi.better.value,
            "cohort": kpi.cohort,
            "formula": kpi.formula,
            "formula_version": fact.formula_version,
            "time_base": kpi.time_base,
            "exclusions": kpi.exclusions,
            "time_zone": launch.time_zone,
            "detail": fact.detail,
            "computed_at": fact.computed_at,
            "rows": self.context["request"].build_absolute_uri(rows),
        }
