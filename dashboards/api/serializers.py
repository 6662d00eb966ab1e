"""What the API asks for and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from dashboards.domain.kpis import KPIS, Better, Counts, Statistic, Unit
from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Week
from dashboards.models import KpiFact
from dashboards.queries.links import rows_url
from hypercare.lib.errors import DomainError


@dataclass(frozen=True, slots=True)
class Asked:
    """A range of weeks; without weeks, everything to date."""

    first: Week | None
    last: Week | None

    @classmethod
    def parse(cls, params: Mapping[str, str]) -> "Asked":
        """Read `week`, or `from` and `to`. Raises `ValidationError` by field."""
        if "week" in params:
            if "from" in params or "to" in params:
                raise ValidationError({"week": ["Ask for one week, or for a range by from and to."]})
            week = _week(params, "week")
            return cls(week, week)
        if "from" not in params and "to" not in params:
            return cls(None, None)
        first, last = _week(params, "from"), _week(params, "to")
        if last < first:
            raise ValidationError({"to": [f"{last} lies before {first}."]})
        return cls(first, last)


def _week(params: Mapping[str, str], name: str) -> Week:
    if name not in params:
        raise ValidationError({name: ["A range needs both from and to, such as 2026-W45 and 2026-W47."]})
    try:
        return Week.parse(params[name])
    except DomainError as error:
        raise ValidationError({name: [error.message]}) from None


class IntervalSerializer(serializers.Serializer[Any]):
    """Where the true value lies, with the probability of `level`."""

    low = serializers.FloatField()
    high = serializers.FloatField()
    level = serializers.FloatField()


class KpiFactSerializer(serializers.Serializer[KpiFact]):
    """One number with everything needed to trust it; durations in hours, shares from 0 to 100."""

    slug = serializers.ChoiceField(choices=sorted(KPIS))
    label = serializers.CharField()  # type: ignore[assignment]  # a field of ours, not the serializer's own
    launch = serializers.CharField()
    week = serializers.CharField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    unit = serializers.ChoiceField(choices=[each.value for each in Unit])
    statistic = serializers.ChoiceField(choices=[each.value for each in Statistic])
    interval = IntervalSerializer(allow_null=True)
    counts = serializers.ChoiceField(choices=[each.value for each in Counts])
    better = serializers.ChoiceField(choices=[each.value for each in Better])
    cohort = serializers.CharField()
    formula = serializers.CharField()
    formula_version = serializers.IntegerField()
    time_base = serializers.CharField()
    exclusions = serializers.CharField()
    time_zone = serializers.CharField()
    detail = extend_schema_field(OpenApiTypes.OBJECT)(serializers.JSONField)()
    computed_at = serializers.DateTimeField()
    rows = serializers.URLField(help_text="The page with exactly the rows behind the number.")

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
