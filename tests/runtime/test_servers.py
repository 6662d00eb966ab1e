"""Both servers start from nothing, stop without a trace, and recover from being killed."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from redis import Redis as Client

from hypercare.runtime import privileges, processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import PROJECT, Location
from hypercare.runtime.postgres import Postgres
from hypercare.runtime.redis import Redis
from hypercare.runtime.services import Services
from tests.stack import processes_at


def answer(location: Location, question: str) -> object:
    connection = psycopg2.connect(host=str(location.sockets), user="hypercare", dbname="hypercare")
    with connection.cursor() as cursor:
        cursor.execute(question)
        value = cursor.fetchone()[0]
    connection.close()
    return value


def kill(server: Postgres | Redis) -> None:
    assert server.process is not None
    server.process.kill()
    server.process.wait()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("server_version_num", "18"),
        ("listen_addresses", ""),
        ("jit", "off"),
        ("server_encoding", "UTF8"),
        ("TimeZone", "UTC"),
    ],
)
def test_postgres_runs_as_designed(services: Services, setting: str, value: str) -> None:
    assert str(answer(services.location, f"SHOW {setting}")).startswith(value)


def test_postgres_sorts_by_code_point_without_a_system_locale(services: Services) -> None:
    question = "SELECT datlocale FROM pg_database WHERE datname = 'hypercare'"
    assert answer(services.location, question) == "C.UTF-8"


def test_redis_listens_on_its_socket_only(services: Services) -> None:
    client = Client(unix_socket_path=str(services.location.redis_socket))
    assert client.config_get("port")["port"] == "0"
    client.close()


def test_data_is_closed_to_others(services: Services) -> None:
    assert stat.S_IMODE(services.postgres.data.stat().st_mode) == 0o700


def test_stopping_leaves_no_process_socket_or_pid_file(services: Services) -> None:
    services.stop()
    assert processes_at(services.location) == []
    assert not services.location.sockets.exists()
    assert not services.redis.pid_file.exists()
    assert not (services.postgres.data / "postmaster.pid").exists()


def test_data_survives_a_restart(services: Services) -> None:
    answer(services.location, "CREATE TABLE kept AS SELECT 1 AS n; COMMIT; SELECT 1")
    services.postgres.stop()
    services.postgres.start()
    assert answer(services.location, "SELECT n FROM kept") == 1


def test_killed_servers_come_back(services: Services) -> None:
    kill(services.postgres)
    kill(services.redis)
    assert services.keep() == ["PostgreSQL", "Redis"]
    assert services.is_ready()


def test_running_servers_are_left_alone(services: Services) -> None:
    assert services.keep() == []


def test_a_server_left_by_a_killed_owner_is_ended_first(services: Services) -> None:
    left = services.redis.process
    successor = Services(services.location, is_durable=False)
    successor.start()
    assert left is not None
    assert not processes.is_alive(left.pid)
    successor.stop()


def test_a_stale_pid_file_of_a_stranger_harms_nobody(location: Location) -> None:
    location.prepare()
    redis = Redis(location)
    redis.pid_file.write_text(f"{os.getpid()}\n")
    redis.start()
    redis.stop()
    assert processes.is_alive(os.getpid())


def test_a_killed_initdb_is_begun_again(location: Location) -> None:
    (location.root / "postgres.new").mkdir(parents=True)
    (location.root / "postgres.new" / "half").write_text("")
    postgres = Postgres(location, is_durable=False)
    postgres.start()
    postgres.stop()
    assert not (postgres.data / "half").exists()


def test_a_server_that_cannot_start_shows_its_log(location: Location) -> None:
    postgres = Postgres(location)
    postgres.settings = {"work_mem": "nonsense"}
    with pytest.raises(OperatorError, match="work_mem"):
        postgres.start()


def test_a_zombie_counts_as_dead() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    assert processes.wait_until(lambda: not processes.is_alive(child.pid), 10)
    child.wait()


def test_servers_die_with_a_killed_owner(location: Location) -> None:
    script = (
        "import os, pathlib, sys; from hypercare.runtime.location import Location;"
        "from hypercare.runtime.services import Services;"
        "Services(Location(pathlib.Path(sys.argv[1])), is_durable=False).start(); os.kill(os.getpid(), 9)"
    )
    owner = subprocess.run([sys.executable, "-c", script, str(location.root)], cwd=PROJECT, check=False)
    assert owner.returncode == -signal.SIGKILL
    assert processes.wait_until(lambda: processes_at(location) == [], 20)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has nothing to shed")
@pytest.mark.parametrize("way", [privileges.user_namespace, privileges.unprivileged_account])
def test_root_never_runs_postgres(
    location: Location, monkeypatch: pytest.MonkeyPatch, way: privileges.Way
) -> None:
    if not way().can_run():
        pytest.skip("this machine forbids it")
    monkeypatch.setattr(privileges, "WAYS", (way,))
    location.root.mkdir(parents=True)
    location.root.parent.chmod(0o700)
    postgres = Postgres(location, is_durable=False)
    postgres.start()
    assert answer(location, "SELECT 1") == 1
    postgres.stop()


@pytest.mark.parametrize("user", [0, 4_000_000])
def test_a_user_without_a_way_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(privileges, "WAYS", ())
    with pytest.raises(OperatorError, match="start as an ordinary user, or set DATABASE_URL"):
        privileges.for_postgres()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_data_changes_hands_when_the_way_changes(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    privileges.Privileges((), 65534).take_over(tmp_path)
    assert (tmp_path / "base").stat().st_uid == 65534
