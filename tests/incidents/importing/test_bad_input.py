"""What is wrong with a file, a row or an option is said in one sentence, and stops nothing else."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError

from hypercare.launches.models import Launch
from incidents.models import Incident
from tests.incidents.importing.conftest import Import
from tests.incidents.importing.log import COLUMNS, life, row, text_of, write


def zipped(path: Path, members: dict[str, str]) -> Path:
    """A ZIP with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_bad_rows_are_named_and_stop_nothing(launch: Launch, tmp_path: Path, run: Import) -> None:
    rows = life("INC1")
    rows[2]["sys_updated_at"] = "31/2/2016 10:00"
    said = run(write(tmp_path / "log.csv", [*rows, row(number="INC2", impact="none")]))
    assert "line 4: sys_updated_at: '31/2/2016 10:00' is not a time such as 29/2/2016 01:16" in said
    assert "line 9: impact: 'none' is none of 1 - High, 2 - Medium, 3 - Low" in said
    assert "Rows skipped 2 could not be read" in said
    assert Incident.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("INC2,New\n", f"has 2 columns, the header has {len(COLUMNS)}"),
        ('INC2,"New\n', "not CSV: unexpected end of data"),
        (text_of([row(number="?")]).splitlines(keepends=True)[1], "number: is missing"),
        (text_of([row(number="INC\0")]).splitlines(keepends=True)[1], "number: holds a NUL character"),
        (
            text_of([row(caller_id="C" * 81)]).splitlines(keepends=True)[1],
            "caller_id: has 81 characters, at most 80 are kept",
        ),
        (
            text_of([row(at="1/1/2999 00:00")]).splitlines(keepends=True)[1],
            "sys_updated_at: '1/1/2999 00:00' lies before 1990 or in the future",
        ),
    ],
)
def test_a_broken_row_in_the_middle(
    launch: Launch, tmp_path: Path, run: Import, broken: str, reason: str
) -> None:
    header, *lines = text_of([*life("INC1"), *life("INC3")]).splitlines(keepends=True)
    path = tmp_path / "log.csv"
    path.write_text("".join([header, *lines[:7], broken, *lines[7:]]))
    assert f"line 9: {reason}" in run(path)
    assert sorted(Incident.objects.values_list("source_key", "state")) == [
        ("INC1", "closed"),
        ("INC3", "closed"),
    ]


def test_nothing_readable_is_a_failure(launch: Launch, tmp_path: Path, run: Import) -> None:
    with pytest.raises(CommandError, match=r"file: no row of .* could be read"):
        run(write(tmp_path / "log.csv", [row(impact="none")]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty or not CSV"),
        (b'"number\n', "is empty or not CSV"),
        (b'[{"number": "INC1"}]\n', "has no column impact, incident_state, made_sla, number"),
        (b"number,incident_state\n", "has no column impact, made_sla, opened_at"),
        (text_of([row()]).replace(",", ";").encode(), "has no column impact"),
        (text_of([row()]).replace("location", "category").encode(), "has column category more than once"),
        (text_of([]).encode(), "no row of .* could be read"),
        (text_of([row(location="Zürich")]).encode("latin-1"), "is not UTF-8 text: line 2 holds byte 0xfc"),
        (text_of([row()]).encode("utf-16"), "is not UTF-8 text: line 1 holds byte 0xff"),
        (b"\x89PNG\r\n\x1a\n", "is not UTF-8 text: line 1 holds byte 0x89"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_none_is_refused(
    launch: Launch, tmp_path: Path, run: Import, content: bytes | None, message: str
) -> None:
    path = tmp_path / "log.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=f"file: .*{message}"):
        run(path)


def test_a_wrong_byte_late_in_the_file_leaves_nothing_half_written(
    launch: Launch, tmp_path: Path, run: Import
) -> None:
    path = write(tmp_path / "log.csv", [each for n in range(500) for each in life(f"INC{n}")])
    path.write_bytes(path.read_bytes() + b"\xfc")
    with pytest.raises(CommandError, match="line 3502 holds byte 0xfc"):
        run(path)
    assert not Incident.objects.exists()


def test_a_folder_is_no_file(launch: Launch, tmp_path: Path, run: Import) -> None:
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run(tmp_path)


@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(
    launch: Launch, tmp_path: Path, run: Import, head: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes((head + text_of(life("INC1"))).replace("\r\n", "\n").replace("\n", "\r\n").encode())
    run(path)
    assert Incident.objects.get().reopen_count == 1


@pytest.mark.parametrize("extra", [{}, {"__MACOSX/._log.csv": "x"}, {"README.txt": "x"}])
def test_a_zip_with_one_csv_is_read(
    launch: Launch, tmp_path: Path, run: Import, extra: dict[str, str]
) -> None:
    run(zipped(tmp_path / "log.ZIP", {"folder/log.csv": text_of(life("INC1")), **extra}))
    assert Incident.objects.get().source_key == "INC1"


@pytest.mark.parametrize("names", [[], ["a.txt"], ["a.csv", "b.csv"]])
def test_a_zip_must_hold_one_csv(launch: Launch, tmp_path: Path, run: Import, names: list[str]) -> None:
    count = sum(name.endswith(".csv") for name in names)
    with pytest.raises(CommandError, match=f"must hold exactly one CSV, it holds {count}"):
        run(zipped(tmp_path / "log.zip", dict.fromkeys(names, "")))


def test_a_zip_that_is_none_is_refused(launch: Launch, tmp_path: Path, run: Import) -> None:
    (tmp_path / "log.zip").write_bytes(b"no zip")
    with pytest.raises(CommandError, match="is no readable ZIP: File is not a zip file"):
        run(tmp_path / "log.zip")


def test_a_damaged_zip_leaves_nothing_half_written(launch: Launch, tmp_path: Path, run: Import) -> None:
    path = zipped(tmp_path / "log.zip", {"log.csv": text_of([row(number=f"INC{n}") for n in range(3000)])})
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(whole)
    with pytest.raises(CommandError, match=r"is no readable ZIP|is not UTF-8 text"):
        run(path)
    assert not Incident.objects.exists()


def test_an_encrypted_zip_is_refused(launch: Launch, tmp_path: Path, run: Import) -> None:
    path = zipped(tmp_path / "log.zip", {"log.csv": text_of([row()])})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag in the central directory
    path.write_bytes(content)
    with pytest.raises(CommandError, match="is encrypted"):
        run(path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"launch": "NONE"}, "launch: there is no launch NONE"),
        ({"source": "jira"}, "source: jira is unknown; known is servicenow"),
        ({"time_zone": "Mars/Base"}, "time-zone: Mars/Base is not an IANA time zone"),
    ],
)
def test_a_wrong_option_is_named(
    launch: Launch, tmp_path: Path, run: Import, options: dict[str, str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(write(tmp_path / "log.csv", life("INC1")), **options)
