"""`manage.py refresh_kpis` waits until every number is there."""

import time

import pytest
from django.core.management import CommandError, call_command

from dashboards.models import ChartImage, KpiFact, Period, PeriodGrain
from dashboards.tasks import mark_dirty_days, roll_up
from hypercare.launches.models import Launch
from incidents.models import EventCursor
from tests.factories.dashboards import make_resolved
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_follows_computes_and_draws(capsys: pytest.CaptureFixture[str]) -> None:
    launch = make_resolved(LaunchFactory()).launch
    call_command("refresh_kpis", launch=launch.key)
    facts = KpiFact.objects.filter(launch=launch, slug="mttr", value=5)
    assert set(facts.values_list("grain", flat=True)) == {PeriodGrain.WEEK, PeriodGrain.LAUNCH_TO_DATE}
    assert ChartImage.objects.filter(launch=launch, starts_on="2026-11-02").count() == 3
    assert "weeks of charts drawn" in capsys.readouterr().out


def test_the_workers_come_to_the_same() -> None:
    launch = make_resolved(LaunchFactory()).launch
    call_command("refresh_kpis", launch=launch.key)
    expected = facts_of(launch)
    KpiFact.objects.all().delete()
    Period.objects.all().delete()
    EventCursor.objects.all().delete()
    deadline = time.monotonic() + 20  # another test's transaction may hold events back for a moment
    while facts_of(launch) != expected and time.monotonic() < deadline:
        mark_dirty_days()
        roll_up()
    assert facts_of(launch) == expected


def facts_of(launch: Launch) -> dict[tuple[str, str], float | None]:
    """Numbers of the week in which everything happened."""
    facts = KpiFact.objects.filter(launch=launch, starts_on="2026-11-02")
    return {(str(fact.starts_on), fact.slug): fact.value for fact in facts}


def test_an_unknown_launch_is_named() -> None:
    with pytest.raises(CommandError, match="no launch NOPE"):
        call_command("refresh_kpis", launch="NOPE")
