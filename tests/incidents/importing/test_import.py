"""What importing a log leaves behind."""

from pathlib import Path

from django.utils import timezone

from hypercare.launches.actions import change_calendar
from hypercare.launches.models import Launch, Policy
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import sweeps
from incidents.domain.history import ActorKind
from incidents.models import Incident, IncidentEvent, IncidentSearch
from tests.factories.launches import LaunchFactory
from tests.incidents.importing.conftest import Import
from tests.incidents.importing.log import life, row, write
from tests.incidents.importing.stored import stored

CRITICAL = {"impact": "1 - High", "urgency": "1 - High", "priority": "1 - Critical"}


def test_each_event_has_its_own_instant_and_is_marked(launch: Launch, tmp_path: Path, run: Import) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    events = IncidentEvent.objects.order_by("seq")
    assert [f"{event.at:%d %H:%M}" for event in events][:3] == ["29 01:16", "29 01:23", "29 02:00"]
    assert {event.actor_kind for event in events} == {ActorKind.IMPORT}


def test_times_are_read_in_the_zone_given(launch: Launch, tmp_path: Path, run: Import) -> None:
    run(write(tmp_path / "log.csv", [row(opened_at="1/7/2016 12:00")]), time_zone="Europe/London")
    assert f"{Incident.objects.get().reported_at:%H:%M}" == "11:00"


def test_the_summary_adds_up(launch: Launch, tmp_path: Path, run: Import) -> None:
    unknown = row(number="INC1", state="-100", at="7/3/2016 12:00", made_sla="false")
    said = run(write(tmp_path / "log.csv", [*life("INC1"), unknown, row(number="INC2")]))
    assert "Rows read 9 in" in said
    assert "Events written 11" in said  # two declarations besides
    assert "Incidents 2 new\n0 changed" in said
    assert "Rows adjusted 1 state unknown, the one before kept" in said
    assert "Priorities 0 differ" in said


def test_a_priority_that_differs_from_the_matrix_is_counted(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    assert "Priorities 1 differ" in run(write(tmp_path / "log.csv", [row(priority="1 - Critical")]))
    assert Incident.objects.get().priority == 3


def test_the_same_row_twice_counts_once(launch: Launch, tmp_path: Path, run: Import) -> None:
    rows = life("INC1")
    assert "Rows skipped 1 repeats another row" in run(write(tmp_path / "log.csv", [*rows, rows[-1]]))
    assert IncidentEvent.objects.count() == len(rows) + 1


def test_names_become_services_teams_sites_and_reporters(launch: Launch, tmp_path: Path, run: Import) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    incident = Incident.objects.get()
    assert incident.reporter is not None
    assert (str(incident.service), str(incident.team)) == ("Category 55", "Group 56")
    assert (incident.reporter.external_id, str(incident.reporter.site)) == ("Caller 7", "Location 143")
    assert incident.title == "Category 55, Subcategory 170, Symptom 72"


def test_missing_names_stay_empty(launch: Launch, tmp_path: Path, run: Import) -> None:
    missing = dict.fromkeys(("category", "assignment_group", "caller_id", "location"), "?")
    run(write(tmp_path / "log.csv", [row(**missing)]))
    incident = Incident.objects.get()
    assert (incident.service, incident.team, incident.reporter) == (None, None, None)
    assert not launch.sites.exists()


def test_it_is_findable_by_its_words_and_its_number_there(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    assert IncidentSearch.objects.filter(document="symptom").exists()
    assert IncidentSearch.objects.filter(document="INC1").exists()


def test_without_a_policy_there_are_no_clocks(launch: Launch, tmp_path: Path, run: Import) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    incident = Incident.objects.get()
    assert not incident.clocks.exists()
    assert incident.calendar_version == launch.calendar_version


def test_with_a_policy_the_breach_stands_at_its_due_instant(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    Launch.objects.update(policy=Policy.DEFAULT)
    resolved = row(state="Resolved", at="5/3/2016 12:00", sys_mod_count="2", **CRITICAL)
    assert "Breaches found 1" in run(write(tmp_path / "log.csv", [row(**CRITICAL), resolved]))
    breach = IncidentEvent.objects.get(actor_kind=ActorKind.BOT)
    assert (f"{breach.at:%d %H:%M}", breach.payload) == ("29 05:16", {"clock": "resolution"})
    assert Incident.objects.get().clocks.get().state == "breached"


def test_it_sends_nothing_whatever_the_sweeps_do(launch: Launch, tmp_path: Path, run: Import) -> None:
    Launch.objects.update(policy=Policy.DEFAULT)
    run(write(tmp_path / "log.csv", [*life("INC1"), row(number="INC2", **CRITICAL)]))
    at = timezone.now()
    for sweep in (sweeps.sweep_calendars, sweeps.sweep_clocks, sweeps.sweep_priorities):
        sweep(at=at)
    assert not OutgoingMessage.objects.exists()


def test_a_policy_assigned_later_gives_what_it_would_have_given_at_once(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    path = write(tmp_path / "log.csv", [*life("INC1"), row(number="INC2", **CRITICAL)])
    at_once = LaunchFactory(key="ONCE", policy=Policy.DEFAULT)
    run(path)
    run(path, launch="ONCE")
    Launch.objects.update(policy=Policy.DEFAULT)
    change_calendar(launch)
    assert sweeps.sweep_calendars(at=timezone.now()) == 2
    assert stored(launch)[1:] == stored(at_once)[1:]
    assert stored(launch)[2] != []


def test_with_a_policy_both_promises_are_there(launch: Launch, tmp_path: Path, run: Import) -> None:
    Launch.objects.update(policy=Policy.DEFAULT)
    run(write(tmp_path / "log.csv", life("INC1")))
    incident = Incident.objects.get()
    assert (incident.clocks.get().state, incident.made_sla) == ("met", False)  # the source counted to closing
