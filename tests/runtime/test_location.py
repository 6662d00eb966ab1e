"""The location is short, private, and the same for everybody who asks."""

import os
import stat
from pathlib import Path

import environ
import pytest

from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import PROJECT, Location


def test_the_project_keeps_its_data_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HYPERCARE_VAR", raising=False)
    assert Location.default().root == PROJECT / "var"


def test_an_environment_variable_moves_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HYPERCARE_VAR", str(tmp_path))
    assert Location.default().root == tmp_path


def test_another_terminal_finds_the_same_sockets(tmp_path: Path) -> None:
    assert Location(tmp_path).sockets == Location(tmp_path).sockets


def test_two_projects_do_not_share_sockets(tmp_path: Path) -> None:
    assert Location(tmp_path / "a").sockets != Location(tmp_path / "b").sockets


def test_a_socket_address_fits_however_long_the_path_is() -> None:
    deep = Location(Path("/", *["a very long folder name"] * 40))
    assert len(str(deep.sockets / ".s.PGSQL.5432.lock")) < 100


def test_commands_beside_a_running_copy_know_where_it_is_served(tmp_path: Path) -> None:
    Location(tmp_path).remember("http://127.0.0.1:8123")
    assert Location(tmp_path).base_url == "http://127.0.0.1:8123"


def test_without_one_they_name_the_usual_address(tmp_path: Path) -> None:
    assert Location(tmp_path).base_url == "http://127.0.0.1:8000"


def test_django_reads_the_database_address(location: Location) -> None:
    read = environ.Env.db_url_config(location.database_url)
    assert (read["HOST"], read["USER"], read["NAME"]) == (str(location.sockets), "hypercare", "hypercare")


def test_sockets_are_closed_to_others(location: Location) -> None:
    location.prepare()
    assert stat.S_IMODE(location.sockets.stat().st_mode) == 0o700


def test_an_open_folder_of_ours_is_closed(location: Location) -> None:
    location.sockets.mkdir(mode=0o777)
    location.prepare()
    assert stat.S_IMODE(location.sockets.stat().st_mode) == 0o700


def test_a_planted_link_is_refused(location: Location, tmp_path: Path) -> None:
    location.sockets.symlink_to(tmp_path)
    with pytest.raises(OperatorError, match="not a folder of yours"):
        location.prepare()
    location.sockets.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(location: Location) -> None:
    location.sockets.mkdir()
    os.chown(location.sockets, 65534, -1)
    with pytest.raises(OperatorError, match="not a folder of yours"):
        location.prepare()


def test_a_place_that_cannot_hold_data_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OperatorError, match=r"file.var"):
        Location(tmp_path / "file" / "var").prepare()
