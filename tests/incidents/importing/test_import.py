"""Importing a log: once, twice, extended, in batches of any size."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hypercare.launches.models import Launch, Policy
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import sweeps
from incidents.domain.history import ActorKind
from incidents.management.commands import import_incidents
from incidents.models import Incident, IncidentEvent, IncidentSearch
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory
from tests.incidents.importing.log import COLUMNS, life, row, text_of, write


@pytest.fixture
def launch(db: None) -> Launch:
    """A launch whose promises are as its source recorded them."""
    return LaunchFactory(key="SNOW", policy=Policy.NONE)


def run(path: Path, **options: Any) -> None:
    """The command, as a person would call it."""
    call_command("import_incidents", path, **{"source": "servicenow", "launch": "SNOW", **options})


def stored() -> list[tuple[Any, ...]]:
    """Everything an import writes that does not depend on when and in which order of batches."""
    events = IncidentEvent.objects.order_by("incident__source_key", "seq")
    return list(events.values_list("incident__source_key", "seq", "kind", "at", "cause", "payload"))


def test_each_event_has_its_own_instant_and_is_marked(launch: Launch, tmp_path: Path) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    events = IncidentEvent.objects.order_by("seq")
    assert [f"{event.at:%d %H:%M}" for event in events][:3] == ["29 01:16", "29 01:23", "29 02:00"]
    assert {event.actor_kind for event in events} == {ActorKind.IMPORT}


def test_a_second_import_writes_nothing(
    launch: Launch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "log.csv", life("INC1") + life("INC2"))
    run(path)
    before = stored()
    capsys.readouterr()
    run(path)
    assert stored() == before
    assert "Events written                  0" in capsys.readouterr().out


def test_an_extended_log_adds_what_is_new(launch: Launch, tmp_path: Path) -> None:
    run(write(tmp_path / "early.csv", life("INC1")[:3]))
    run(write(tmp_path / "all.csv", life("INC1")))
    extended = stored()
    assert Incident.objects.get().reopen_count == 1
    assert [each[1] for each in extended] == list(range(1, 9))


def test_a_zip_with_one_csv_is_read(launch: Launch, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as archive:
        archive.writestr("log.csv", text_of(life("INC1")))
    run(tmp_path / "log.zip")
    assert Incident.objects.get().source_key == "INC1"


def test_a_bad_row_is_named_and_stops_nothing(
    launch: Launch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = life("INC1")
    rows[2]["sys_updated_at"] = "31/2/2016 10:00"
    run(write(tmp_path / "log.csv", [*rows, row(number="INC2", impact="none")]))
    said = capsys.readouterr()
    assert "line 4: sys_updated_at: '31/2/2016 10:00' is not a time" in said.err
    assert "line 9: impact: 'none' is none of 1 - High" in said.err
    assert "2  could not be read" in said.out
    assert Incident.objects.get().state == "closed"


def test_a_row_of_another_width_is_named(
    launch: Launch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "log.csv", life("INC1"))
    path.write_text(path.read_text() + "INC2,New\n")
    run(path)
    assert f"line 9: has 2 columns, the header has {len(COLUMNS)}" in capsys.readouterr().err


def test_the_same_row_twice_counts_once(launch: Launch, tmp_path: Path) -> None:
    rows = life("INC1")
    run(write(tmp_path / "log.csv", [*rows, rows[-1]]))
    assert IncidentEvent.objects.count() == len(rows) + 1


def test_names_become_services_teams_sites_and_reporters(launch: Launch, tmp_path: Path) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    incident = Incident.objects.get()
    assert incident.reporter is not None
    assert str(incident.service) == "Category 55"
    assert str(incident.team) == "Group 56"
    assert (incident.reporter.external_id, str(incident.reporter.site)) == ("Caller 7", "Location 143")


def test_it_is_findable(launch: Launch, tmp_path: Path) -> None:
    run(write(tmp_path / "log.csv", life("INC1")))
    assert IncidentSearch.objects.filter(document="symptom").exists()


def test_it_sends_nothing_even_when_a_policy_is_assigned(launch: Launch, tmp_path: Path) -> None:
    Launch.objects.update(policy=Policy.DEFAULT)
    critical = {"impact": "1 - High", "urgency": "1 - High", "priority": "1 - Critical"}
    late = row(state="Resolved", at="5/3/2016 12:00", **critical)
    run(write(tmp_path / "log.csv", [row(**critical), late]))
    sweeps.sweep_calendars(at=REPORTED_AT)
    sweeps.sweep_clocks(at=REPORTED_AT)
    assert Incident.objects.get().clocks.get().state == "breached"
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty or not CSV"),
        (b"number,incident_state\n", "has no column impact, made_sla, opened_at"),
        ("Nummer;Zustand;Größe\n".encode("latin-1"), "is not UTF-8"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_file_that_is_none_is_refused(
    launch: Launch, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "log.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        run(path)


@pytest.mark.parametrize("names", [[], ["a.csv", "b.csv"]])
def test_a_zip_must_hold_one_csv(launch: Launch, tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "")
    with pytest.raises(CommandError, match=f"exactly one CSV, it holds {len(names)}"):
        run(tmp_path / "log.zip")


def test_a_zip_that_is_none_is_refused(launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "log.zip").write_bytes(b"no zip")
    with pytest.raises(CommandError, match="no readable ZIP"):
        run(tmp_path / "log.zip")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"launch": "NONE"}, "launch: there is no launch NONE"),
        ({"source": "jira"}, "source: jira is unknown; known is servicenow"),
        ({"time_zone": "Mars/Base"}, "time-zone: Mars/Base is not an IANA time zone"),
    ],
)
def test_a_wrong_option_is_named(
    launch: Launch, tmp_path: Path, options: dict[str, str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(write(tmp_path / "log.csv", life("INC1")), **options)


states = st.sampled_from(
    ["New", "Active", "Awaiting User Info", "Awaiting Vendor", "Resolved", "Closed", "-100"]
)
minutes = st.integers(0, 59)


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, str]]:
    """Some incidents with any states in any order of time."""
    return [
        row(
            number=f"INC{number}",
            state=draw(states),
            at=f"29/2/2016 04:{draw(minutes):02}",
            sys_mod_count=str(n),
        )
        for number in range(draw(st.integers(1, 4)))
        for n in range(draw(st.integers(1, 6)))
    ]


class BatchesTest(TestCase):
    """The size of a batch is nobody's business."""

    @settings(max_examples=25, deadline=None)
    @given(logs())
    def test_any_log_gives_the_same_one_by_one_and_in_a_batch(self, rows: list[dict[str, str]]) -> None:
        path = Path(self.enterContext(TemporaryDirectory())) / "log.csv"
        write(path, rows)
        results = []
        for key, size in (("ONE", 1), ("MANY", 400)):
            LaunchFactory(key=key, policy=Policy.NONE)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(import_incidents, "INCIDENTS_A_BATCH", size)
                run(path, launch=key)
            events = IncidentEvent.objects.filter(launch__key=key).order_by("incident__number", "seq")
            results.append(list(events.values_list("incident__number", "seq", "kind", "at", "cause")))
        assert results[0] == results[1]
