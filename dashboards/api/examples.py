"""What a number looks like to a program."""

from dashboards.domain.kpis import KPIS

PROMISES = KPIS["promises_kept"]
KPI = {
    "slug": PROMISES.slug,
    "label": PROMISES.label,
    "launch": "TRD",
    "week": "2026-W47",
    "value": 91.5,
    "n": 47,
    "unit": PROMISES.unit.value,
    "statistic": PROMISES.statistic.value,
    "interval": {"low": 80.1, "high": 96.6, "level": 0.95},
    "counts": PROMISES.counts.value,
    "better": PROMISES.better.value,
    "cohort": PROMISES.cohort,
    "formula": PROMISES.formula,
    "formula_version": PROMISES.version,
    "time_base": PROMISES.time_base,
    "exclusions": PROMISES.exclusions,
    "time_zone": "Europe/London",
    "detail": {},
    "computed_at": "2026-11-24T09:00:05Z",
    "rows": "https://hypercare.bank.example/launches/TRD/rows/?kpi=promises_kept&week=2026-W47",
}
