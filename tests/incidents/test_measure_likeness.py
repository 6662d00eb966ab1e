"""The command that measures look-alikes against pairs that people linked."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hypercare.launches.models import Launch
from incidents.models import Incident

pytestmark = pytest.mark.django_db
ISSUES = """Summary,Issue id,Created,Affects Version/s,Description
Zebra swaps are priced twice,1,30/Sep/21 17:20,1.4,Both legs
Second monitor is empty,2,01/Oct/21 08:00,1.4,Layout lost
Price of a zebra swap is doubled,3,02/Oct/21 09:10,1.5,Each leg counted twice
Mail arrives late,4,03/Oct/21 09:10,,Since the restart
Letters wait for hours,5,04/Oct/21 09:10,,Outgoing queue
"""
PAIRS = 'Issue id,Duplicate id\n1,3\n3,1\n4,"5, 77"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five issues, of which one pair is found and one is not."""
    (tmp_path / "bugs.csv").write_text(ISSUES)
    (tmp_path / "bugs-combined.csv").write_text(PAIRS)
    return tmp_path


def test_recall_is_printed_for_each_way(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("measure_likeness", folder)
    said = capsys.readouterr().out
    assert "2 linked pairs, each asked from both sides" in said
    assert "look-alikes                     │ 50.0% (0.0% to 100.0%) │ 50.0%" in said
    assert "10,000 paired bootstrap draws" in said


def test_misses_are_named_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("measure_likeness", folder, "--misses")
    assert "missed: Mail arrives late -> Letters wait for hours" in capsys.readouterr().out


def test_nothing_is_kept(folder: Path) -> None:
    call_command("measure_likeness", folder)
    assert (Launch.objects.count(), Incident.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("bugs-combined.csv", None, "must hold one file"),
        ("bugs.csv", None, "bugs.csv cannot be read"),
        ("bugs.csv", "Summary,Issue id\na,1\n", "bugs.csv lacks the column Description"),
        ("bugs.csv", ISSUES.replace("30/Sep/21 17:20", "yesterday"), "Created of issue 1 is no time"),
        ("bugs.csv", ISSUES.encode().replace(b"Both", b"\xff"), "bugs.csv cannot be read"),
        ("bugs-combined.csv", "Issue id,Duplicate id\n1,99\n", "links no two issues"),
    ],
)
def test_bad_files_are_named(folder: Path, name: str, text: str | bytes | None, problem: str) -> None:
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CommandError, match=problem):
        call_command("measure_likeness", folder)
