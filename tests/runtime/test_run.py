"""`make run` and the command that borrows its servers, as a person in a terminal meets them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hypercare.runtime import application, processes
from hypercare.runtime.location import PROJECT, Location
from hypercare.runtime.services import Services
from tests.stack import free_port, is_answering, is_leader, processes_at

Running = subprocess.Popen[bytes]
SECONDS = 60.0


def environment(location: Location, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    own = {"HYPERCARE_VAR": str(location.root), "PORT": str(port)}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "hypercare.settings.dev"}


def start(location: Location, port: int, *arguments: str) -> Running:
    command = [sys.executable, "-m", "hypercare.runtime", *arguments]
    guarded = processes.dying_with_parent(command, signal.SIGKILL)
    output = output_of(location)
    output.parent.mkdir(exist_ok=True)
    return processes.start_logged(
        guarded, log=output, folder=PROJECT, environment=environment(location, port)
    )


def outcome(location: Location, port: int, *arguments: str) -> tuple[int, str]:
    process = start(location, port, *arguments)
    code = process.wait(SECONDS)
    return code, output_of(location).read_text()


def output_of(location: Location) -> Path:
    return location.root.parent / "output.log"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def copy(location: Location, port: int) -> Iterator[Running]:
    """A running copy without the demo."""
    process = start(location, port, "run", "--without-demo")
    processes.wait_until(lambda: is_answering(port) or process.poll() is not None, SECONDS)
    assert process.poll() is None, processes.last_lines(output_of(location), 60)
    yield process
    processes.stop(process, signal.SIGTERM)


def leftovers(location: Location) -> list[str]:
    files = [*location.root.rglob("*.pid"), *location.root.rglob("*.lock"), *location.root.rglob("*.sock")]
    return [str(file) for file in [*files, location.sockets] if file.exists()]


@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_leaves_nothing_behind(location: Location, copy: Running, stop_signal: signal.Signals) -> None:
    copy.send_signal(stop_signal)
    assert copy.wait(SECONDS) == 0
    assert processes_at(location) == []
    assert leftovers(location) == []


def test_a_killed_copy_takes_its_processes_with_it(location: Location, copy: Running) -> None:
    assert len(processes_at(location)) > 12
    copy.kill()
    assert copy.wait(SECONDS) == -signal.SIGKILL
    assert processes.wait_until(lambda: processes_at(location) == [], SECONDS)


def test_killing_the_whole_supervisor_leaves_no_orphan_either(location: Location, copy: Running) -> None:
    for pid in processes_at(location):
        if "hypercare.runtime run" in processes.command_line(pid):
            os.kill(pid, signal.SIGKILL)
    assert copy.wait(SECONDS) == -signal.SIGKILL
    assert processes.wait_until(lambda: processes_at(location) == [], SECONDS)


def test_the_next_copy_recovers_by_itself(location: Location, copy: Running, port: int) -> None:
    copy.kill()
    successor = start(location, port, "run", "--without-demo")
    assert processes.wait_until(lambda: successor.pid in owners(location) and is_answering(port), SECONDS)
    successor.terminate()
    assert successor.wait(SECONDS) == 0
    assert leftovers(location) == []


def owners(location: Location) -> list[int | None]:
    return [processes.first_number(location.root / "owner.pid")]


def test_a_second_copy_says_who_runs(location: Location, copy: Running) -> None:
    code, said = outcome(location, free_port(), "run")
    assert code == 1
    assert f"Hypercare already runs here: process {copy.pid}" in said


def test_a_command_uses_the_servers_of_the_running_copy(location: Location, copy: Running) -> None:
    code, said = outcome(
        location, free_port(), "exec", "--", *application.manage("showmigrations", "sessions")
    )
    assert (code, "[X] 0001_initial" in said) == (0, True)
    assert copy.poll() is None


def test_a_command_starts_and_stops_servers_of_its_own(location: Location, port: int) -> None:
    script = "import os; print('at', os.environ['REDIS_URL'])"
    code, said = outcome(location, port, "exec", "--", sys.executable, "-c", script)
    assert (code, f"at {location.redis_url}" in said) == (0, True)
    assert processes_at(location) == []
    assert leftovers(location) == []


def test_a_command_passes_its_exit_code_on(location: Location, port: int) -> None:
    assert outcome(location, port, "exec", "--", sys.executable, "-c", "raise SystemExit(7)")[0] == 7


def test_a_busy_port_is_named_before_anything_starts(location: Location) -> None:
    with socket.create_server((application.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        code, said = outcome(location, port, "run")
    assert code == 1
    assert f"Port {port} is in use by another program" in said
    assert not (location.root / "postgres").exists()


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "80 "])
def test_a_port_that_is_none_is_named(location: Location, text: str) -> None:
    process_environment = environment(location, 0) | {"PORT": text}
    command = [sys.executable, "-m", "hypercare.runtime", "run"]
    result = subprocess.run(
        command, env=process_environment, cwd=PROJECT, check=False, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr.startswith("PORT must be a number from 1 to 65535")) == (1, True)


def test_killed_parts_are_started_again(location: Location, copy: Running, port: int) -> None:
    victims = [pid for pid in processes_at(location) if is_part(pid)]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    assert processes.wait_until(lambda: is_whole(location, victims) and is_answering(port), SECONDS)
    assert copy.poll() is None


def is_part(pid: int) -> bool:
    """A server or the leader of a web, worker or beat group: what a person would think of killing."""
    return is_leader(pid) and "hypercare.runtime run" not in processes.command_line(pid)


def is_whole(location: Location, before: list[int]) -> bool:
    now = [pid for pid in processes_at(location) if is_part(pid)]
    return len(now) == len(before) and not set(now) & set(before)


def test_given_addresses_start_no_server(location: Location) -> None:
    given = {"DATABASE_URL": "postgresql://db.example/x", "REDIS_URL": "redis://redis.example"}
    services = Services(location, given=given)
    assert (services.embedded, services.addresses) == ([], given)
