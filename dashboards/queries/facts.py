"""Stored numbers, as the API lists them."""

from django.db.models import QuerySet

from dashboards.domain.periods import Week
from dashboards.models import KpiFact, PeriodGrain
from hypercare.launches.models import Launch


def facts_between(launch: Launch, first: Week | None, last: Week | None) -> QuerySet[KpiFact]:
    """The numbers of these weeks, or to date without weeks. Uses index: kpi_fact_once."""
    facts = KpiFact.objects.filter(launch=launch).select_related("launch")
    if first is None or last is None:
        return facts.filter(grain=PeriodGrain.LAUNCH_TO_DATE)
    return facts.filter(grain=PeriodGrain.WEEK, starts_on__range=(first.monday, last.monday))
