"""The importer against an independent computation, on an excerpt of a real log and on the whole of it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum
from django.utils import timezone

from hypercare.launches.models import Launch, Policy
from incidents.domain.history import IncidentState, begin, evolve, fold
from incidents.domain.lifecycle import State
from incidents.domain.servicenow_history import LogHistory, Names, events_of
from incidents.importing.log import Log
from incidents.models import Incident
from tests.factories.launches import LaunchFactory
from tests.incidents.importing.conftest import Import
from tests.incidents.importing.independent import EXCERPT, LOG, Spread, answers, needs_log

NOBODY = Names({}, {})
HOUR = timedelta(hours=1)
LOGS = [EXCERPT, pytest.param(LOG, marks=needs_log)]
ZONES = ["UTC", "Europe/London"]


def histories(path: Path, zone: str = "UTC") -> Iterator[LogHistory]:
    """The log as the importer reads it."""
    log = Log(path, ZoneInfo(zone), until=timezone.now())
    log.survey()
    yield from log.histories()
    assert log.bad_rows == []


def replayed(path: Path, zone: str = "UTC") -> list[IncidentState]:
    """What each incident's events fold to."""
    return [fold(event for _, event in events_of(each, NOBODY)) for each in histories(path, zone)]


def by_week(states: list[IncidentState], zone: str) -> dict[tuple[int, int], Spread]:
    """Time to resolve, by ISO week of the last resolution."""
    hours: dict[tuple[int, int], list[float]] = defaultdict(list)
    for state in states:
        if state.resolved_at:
            year, week, _ = state.resolved_at.astimezone(ZoneInfo(zone)).isocalendar()
            hours[year, week].append((state.resolved_at - state.reported_at) / HOUR)
    return {week: Spread(len(took), median(took), fmean(took)) for week, took in sorted(hours.items())}


@pytest.mark.parametrize("path", LOGS, ids=["excerpt", "whole"])
def test_counts_equal_an_independent_computation(path: Path) -> None:
    expected, states = answers(path), replayed(path)
    assert len(states) == expected.incidents
    assert sum(state.state is State.CLOSED for state in states) == expected.last_states["Closed"]
    assert sum(state.reopen_count for state in states) == expected.reopenings
    assert sum(bool(state.reopen_count) for state in states) == expected.reopened
    assert sum(bool(state.made_sla) for state in states) == expected.kept


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("path", LOGS, ids=["excerpt", "whole"])
def test_time_to_resolve_equals_it_in_every_week(path: Path, zone: str) -> None:
    expected = answers(path, zone=zone, weeks_in=zone).by_week
    found = by_week(replayed(path, zone), zone)
    assert found.keys() == expected.keys()
    for week, spread in expected.items():
        assert found[week].n == spread.n, week
        assert found[week].median == pytest.approx(spread.median), week
        assert found[week].mean == pytest.approx(spread.mean), week


@pytest.mark.parametrize("path", LOGS, ids=["excerpt", "whole"])
def test_the_matrix_agrees_with_the_log_in_every_row(path: Path) -> None:
    changes = 0
    for history in histories(path):
        told = [row.logged_priority for row in history.rows]
        changes += sum(one is not other for one, other in pairwise(told))
        assert priorities_after_each_row(history) == told, history.number
    assert changes == answers(path).priority_changes


def priorities_after_each_row(history: LogHistory) -> list[object]:
    """The folded priority once each row has been taken in."""
    (_, declared), *told = events_of(history, NOBODY)
    events, state = dict(told), begin(declared)
    after: list[object] = []
    for row in history.rows:
        state = evolve(state, events[row.identity]) if row.identity in events else state
        after.append(state.priority)
    return after


@needs_log
@pytest.mark.django_db(transaction=True)
def test_the_whole_log_in_the_database(run: Import, capsys: pytest.CaptureFixture[str]) -> None:
    launch = LaunchFactory(key="SNOW", policy=Policy.NONE)
    said = run(LOG)
    assert "Rows read 119,998" in said
    assert "Incidents 20,769 new" in said
    assert "Priorities 0 differ" in said
    check_known_answers(launch)
    call_command("verify_history", "--launch", "SNOW")
    assert "20,769 incidents, 114,251 events: 0 differences" in capsys.readouterr().out
    assert "Events written 0" in run(LOG)


def check_known_answers(launch: Launch) -> None:
    """What is known of this log, written down by those who studied it."""
    incidents = Incident.objects.filter(launch=launch)
    times = incidents.exclude(resolved_at=None).values_list("reported_at", "resolved_at")
    hours = [(resolved_at - reported_at) / HOUR for reported_at, resolved_at in times if resolved_at]
    assert (len(hours), round(median(hours), 2), round(fmean(hours), 2)) == (20768, 19.94, 175.05)
    assert [(row.source_key, row.state) for row in incidents.open()] == [("INC0029233", "new")]
    assert incidents.filter(state="closed").count() == 20768
    assert incidents.filter(reopen_count__gt=0).aggregate(n=Count("pk"), moves=Sum("reopen_count")) == {
        "n": 234,
        "moves": 276,
    }
    assert (incidents.filter(made_sla=True).count(), incidents.exclude(made_sla=None).count()) == (
        12595,
        20769,
    )
    priorities = incidents.values("priority").annotate(n=Count("pk")).order_by("priority")
    assert [each["n"] for each in priorities] == [220, 337, 19554, 658]
