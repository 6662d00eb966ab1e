"""Kept numbers against numbers computed anew, in a transaction that is thrown away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dashboards.actions import mark_incidents, mark_launch, roll_up_next
from dashboards.models import CountedWeeks, DayFact, KpiFact, OpenSpell, Period, PeriodGrain
from hypercare.launches.models import Launch
from incidents.models import Incident
from tests.chaos.checks.findings import Findings, Held

Row = tuple[Any, ...]
Rows = dict[Row, Row]
KPI_KEY, KPI_VALUES = ("grain", "starts_on", "slug"), ("value", "n", "low", "high", "detail")
DAY_VALUES = ("reported_count", "reopened_count", "ended_count", "apart_count")


def facts(held: Held) -> Findings:
    """Days, weeks and launch to date: forget them, compute each as of the same instant, compare."""
    found = Findings()
    stored, instants = _facts(held.launch), _instants(held.launch)
    with transaction.atomic():
        _forget(held.launch, at=held.at)
        for period, at in _due(held.launch, instants, otherwise=held.at):
            Period.objects.filter(pk=period.pk).update(due_at=at)
            roll_up_next(at=at, launch=held.launch)
            Period.objects.filter(launch=held.launch).update(due_at=None)
        clean = _facts(held.launch)
        transaction.set_rollback(True)
    _compare(found, stored, clean)
    return found


def projections(held: Held) -> Findings:
    """When incidents were open, and in which weeks they count."""
    found = Findings()
    stored = _projections(held.launch)
    with transaction.atomic():
        OpenSpell.objects.filter(launch=held.launch).delete()
        CountedWeeks.objects.filter(incident__launch=held.launch).delete()
        ids = Incident.objects.filter(launch=held.launch).values_list("pk", flat=True)
        mark_incidents(held.launch, ids, since=held.launch.go_live_at, at=held.at)
        clean = _projections(held.launch)
        transaction.set_rollback(True)
    _compare(found, stored, clean)
    return found


def _forget(launch: Launch, *, at: datetime) -> None:
    """Every day and week there could be is dirty, and no fact is left."""
    mark_launch(launch, at=at)
    DayFact.objects.filter(launch=launch).delete()
    KpiFact.objects.filter(launch=launch).delete()
    Period.objects.filter(launch=launch).update(due_at=None)


def _due(
    launch: Launch, instants: dict[Row, datetime], *, otherwise: datetime
) -> list[tuple[Period, datetime]]:
    """Each period of numbers with the instant as of which its stored facts were computed."""
    periods = Period.objects.filter(launch=launch).exclude(grain=PeriodGrain.CHARTS)
    return [(each, instants.get((each.grain, each.starts_on), otherwise)) for each in periods.order_by("pk")]


def _instants(launch: Launch) -> dict[Row, datetime]:
    facts = KpiFact.objects.filter(launch=launch).values_list("grain", "starts_on", "computed_at")
    days = DayFact.objects.filter(launch=launch).values_list("on", "computed_at")
    return {(grain, on): at for grain, on, at in facts} | {(PeriodGrain.DAY.value, on): at for on, at in days}


def _facts(launch: Launch) -> Rows:
    kpis = KpiFact.objects.filter(launch=launch).values_list(*KPI_KEY, *KPI_VALUES)
    days = DayFact.objects.filter(launch=launch).values_list("on", *DAY_VALUES)
    return {row[: len(KPI_KEY)]: row[len(KPI_KEY) :] for row in kpis} | {row[:1]: row[1:] for row in days}


def _projections(launch: Launch) -> Rows:
    spells = OpenSpell.objects.filter(launch=launch)
    weeks = CountedWeeks.objects.filter(incident__launch=launch)
    rows = spells.values_list("incident", "starts_at", "ends_at", "began_by")
    return {row[:2]: row[2:] for row in rows} | {
        (incident,): (tuple(mondays),) for incident, mondays in weeks.values_list("incident", "mondays")
    }


def _compare(found: Findings, stored: Rows, clean: Rows) -> None:
    for key in stored.keys() | clean.keys():
        one, other = stored.get(key), clean.get(key)
        found.look(f"{' '.join(map(str, key))}: stored {one}, computed {other}", is_right=one == other)
