"""Importing again: the same log, a longer one, a mended one, or after somebody killed the first try."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from hypercare.launches.models import Launch, Policy
from hypercare.runtime import application, processes
from incidents.actions import Actor, add_note, sweeps
from incidents.models import Incident, IncidentEvent
from tests import session
from tests.factories.launches import LaunchFactory, UserFactory
from tests.incidents.importing.conftest import Import
from tests.incidents.importing.log import life, row, write
from tests.incidents.importing.stored import events_of, stored

START_SECONDS = 60.0


def whole(tmp_path: Path, run: Import, rows: list[dict[str, str]], policy: str = Policy.NONE) -> Launch:
    """A launch into which all rows were imported at once."""
    launch = LaunchFactory(key="WHOLE", policy=policy)
    run(write(tmp_path / "whole.csv", rows), launch="WHOLE")
    return launch


def test_a_second_import_writes_nothing(launch: Launch, tmp_path: Path, run: Import) -> None:
    path = write(tmp_path / "log.csv", life("INC1") + life("INC2"))
    run(path)
    before = stored(launch)
    said = run(path)
    assert stored(launch) == before
    assert "Events written 0" in said
    assert "Rows skipped 14 imported before" in said


def test_a_later_export_has_other_final_values_in_the_same_rows(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    rows = [row() | {"resolved_at": "?", "closed_at": "?"}]
    run(write(tmp_path / "early.csv", rows))
    later = [row() | {"resolved_at": "29/2/2016 11:29", "closed_at": "5/3/2016 12:00"}]
    assert "Events written 0" in run(write(tmp_path / "late.csv", later))


@pytest.mark.parametrize("policy", [Policy.NONE, Policy.DEFAULT])
@pytest.mark.parametrize("known", [1, 3, 4, 6])
def test_an_extended_log_adds_what_is_new(
    launch: Launch, tmp_path: Path, run: Import, known: int, policy: str
) -> None:
    Launch.objects.update(policy=policy)
    run(write(tmp_path / "early.csv", life("INC1")[:known]))
    assert "Incidents 0 new\n1 changed" in run(write(tmp_path / "all.csv", life("INC1")))
    at_once = whole(tmp_path, run, life("INC1"), policy)
    assert stored(launch)[0][0][5:] == stored(at_once)[0][0][5:]
    assert [event[2:] for event in imported(launch)] == [event[2:] for event in imported(at_once)]


def imported(launch: Launch) -> list[tuple[object, ...]]:
    """Events without the breaches: which were found depends on what was known by then."""
    return [event for event in events_of(launch) if event[5]]


def test_an_extended_log_stops_the_clock_it_finds_running(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    Launch.objects.update(policy=Policy.DEFAULT)
    now = timezone.now()
    fresh = f"{now:%d/%m/%Y %H:%M}"
    run(write(tmp_path / "early.csv", [row(opened_at=fresh, at=fresh)]))
    assert Incident.objects.get().clocks.get().next_check_at is not None
    resolved = row(opened_at=fresh, at=fresh, state="Resolved", sys_mod_count="2")
    run(write(tmp_path / "all.csv", [row(opened_at=fresh, at=fresh), resolved]))
    clock = Incident.objects.get().clocks.get()
    assert (clock.state, clock.next_check_at) == ("met", None)


def test_a_mended_row_finds_its_place(launch: Launch, tmp_path: Path, run: Import) -> None:
    rows = life("INC1")
    broken = [rows[0], rows[1] | {"impact": "?"}, *rows[2:4], rows[4] | {"sys_updated_at": "?"}, *rows[5:]]
    run(write(tmp_path / "broken.csv", broken))
    run(write(tmp_path / "mended.csv", rows))
    at_once = whole(tmp_path, run, rows)
    assert stored(launch)[0] == stored(at_once)[0]
    assert sorted(event[3] for event in events_of(launch)) == [event[3] for event in events_of(at_once)]


def test_another_zone_the_second_time_changes_nothing_and_is_said(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    path = write(tmp_path / "log.csv", life("INC1"))
    run(path)
    before = stored(launch)
    assert "Rows skipped 7 imported before, at another time" in run(path, time_zone="Asia/Tokyo")
    assert stored(launch) == before


def test_rows_of_an_incident_may_stand_apart(launch: Launch, tmp_path: Path, run: Import) -> None:
    one, two = life("INC1"), life("INC2")
    run(write(tmp_path / "log.csv", [each for pair in zip(one, two, strict=True) for each in pair]))
    assert stored(launch) == stored(whole(tmp_path, run, [*one, *two]))


def test_what_we_did_meanwhile_stays(launch: Launch, tmp_path: Path, run: Import) -> None:
    run(write(tmp_path / "early.csv", life("INC1")[:3]))
    incident = Incident.objects.get()
    add_note(incident, body="Looks like the router.", actor=Actor.human(UserFactory()), at=timezone.now())
    run(write(tmp_path / "all.csv", life("INC1")))
    kinds = list(IncidentEvent.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["declared", *["recorded"] * 3, "noted", *["recorded"] * 4]
    assert Incident.objects.get().state == "closed"


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_to_the_same_end(tmp_path: Path, run: Import) -> None:
    launch = LaunchFactory(key="SNOW", policy=Policy.NONE)
    rows = [each for number in range(1600) for each in life(f"INC{number:04}")]
    path = write(tmp_path / "log.csv", rows)
    kill_after_first_batch(path)
    assert 0 < Incident.objects.count() < 1600
    run(path)
    assert stored(launch) == stored(whole(tmp_path, run, rows))


def kill_after_first_batch(path: Path) -> None:
    """`kill -9` an import as soon as it has written something."""
    server, _, _ = session.ADDRESSES["DATABASE_URL"].rpartition("/")
    command = application.manage("import_incidents", str(path), "--source", "servicenow", "--launch", "SNOW")
    url = f"{server}/{connection.settings_dict['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "hypercare.settings.dev"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as importing:
        assert processes.wait_until(Incident.objects.exists, START_SECONDS)
        importing.kill()
    assert importing.returncode == -signal.SIGKILL


def test_clocks_found_by_a_sweep_are_left_alone_by_the_next_import(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    path = write(tmp_path / "log.csv", life("INC1"))
    run(path)
    Launch.objects.update(policy=Policy.DEFAULT, calendar_version=2)
    sweeps.sweep_calendars(at=timezone.now())
    before = stored(launch)
    assert "Events written 0" in run(path)
    assert stored(launch) == before
