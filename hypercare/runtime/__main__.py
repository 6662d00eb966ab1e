"""`run` starts everything; `exec -- COMMAND` runs one command with the servers up."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from types import FrameType

from hypercare.runtime import application, lock, processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import Location
from hypercare.runtime.services import Services
from hypercare.runtime.supervisor import Supervisor

PORT_LINGER_SECONDS = 10.0
SERVERS_UP_SECONDS = 60.0


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code, which is 0 when somebody stopped a run."""
    parser = argparse.ArgumentParser(prog="python -m hypercare.runtime", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    run_parser = verbs.add_parser("run", help="servers, migrations, demo, web, workers and beat")
    run_parser.add_argument("--without-demo", action="store_true", help="leave an empty database empty")
    exec_parser = verbs.add_parser("exec", help="run a command with the servers up")
    exec_parser.add_argument("command", nargs="+")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop_by_signal)
    signal.signal(signal.SIGHUP, _stop_by_signal)
    location = Location.default()
    try:
        if options.verb == "run":
            return run(location, has_demo=not options.without_demo)
        return execute(location, options.command)
    except OperatorError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0 if options.verb == "run" else 128 + signal.SIGINT


def run(location: Location, *, has_demo: bool) -> int:
    """Everything, until Ctrl-C. Raises `OperatorError`."""
    port = application.port_from(os.environ.get("PORT") or "8000")
    with lock.owned(location) as was_killed:
        _require_port(port, PORT_LINGER_SECONDS if was_killed else 0)
        services = Services(location, given=os.environ)
        services.start()
        try:
            environment = application.environment(services.addresses, port)
            location.remember(environment["BASE_URL"])
            _prepare_database(environment, has_demo=has_demo)
            return _supervise(services, port, environment)
        finally:
            services.stop()


def execute(location: Location, command: list[str]) -> int:
    """One command with the servers up: those of a running copy, else its own. Raises `OperatorError`."""
    services = Services(location, given=os.environ)
    environment = application.environment(services.addresses)
    try:
        with lock.owned(location):
            return _execute_as_owner(services, command, environment)
    except lock.AlreadyOwnedError:
        if not processes.wait_until(services.is_ready, SERVERS_UP_SECONDS):
            raise
    with services.borrowed():
        return subprocess.run(command, env=environment, check=False).returncode


def _execute_as_owner(services: Services, command: list[str], environment: Mapping[str, str]) -> int:
    services.start()
    try:
        code = subprocess.run(command, env=environment, check=False).returncode
        services.wait_for_borrowers()
    finally:
        services.stop()
    return code


def _require_port(port: int, linger_seconds: float) -> None:
    if not processes.wait_until(lambda: application.is_free(port), linger_seconds):
        raise OperatorError(
            f"Port {port} is in use by another program: stop that, or choose another with"
            f" `make run PORT={port + 1 if port < 65535 else 8000}`."
        )


def _prepare_database(environment: Mapping[str, str], *, has_demo: bool) -> None:
    steps = [["migrate", "--verbosity", "0"]] + [["seed_demo", "--if-empty"]] * has_demo
    for step in steps:
        if subprocess.run(application.manage(*step), env=environment, check=False).returncode:
            raise OperatorError(f"`manage.py {' '.join(step)}` failed; its message is above.")


def _supervise(services: Services, port: int, environment: Mapping[str, str]) -> int:
    supervisor = Supervisor(services)
    for name, command in application.commands(services.location, port).items():
        supervisor.add(name, command, environment)
    print(f"\nHypercare: http://{application.HOST}:{port}  (Ctrl-C stops it)\n", flush=True)
    return supervisor.run()


def _stop_by_signal(_number: int, _frame: FrameType | None) -> None:
    """Leave through the `finally` blocks."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
