"""Where the benchmark plays: one PostgreSQL with both data sets, one Redis, a real web server for each set.

The data stay in `var/bench` between runs. Their instants are relative to when they were made, so they are
made anew when a day old, and whenever the way to make them or the tables changed.
"""

import hashlib
import multiprocessing
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
import psycopg2
from psycopg2 import sql

from hypercare.runtime import application, processes
from hypercare.runtime.location import PROJECT, USER, Location
from hypercare.runtime.services import Services
from hypercare.runtime.supervisor import die_with_parent
from tests.stack import free_port, is_answering

SETTINGS = "tests.benchmarks.settings"
ROOT = PROJECT / "var" / "bench"
FRESH_HOURS = 24
START_SECONDS = 60.0
PATTERN = "pattern"
NAMES = ("small", "large")
MAKERS = ("dataset", "lives", "multiply", "sizes", "words")
APPS = ("hypercare", "incidents", "feedback", "dashboards")


@dataclass(slots=True)
class Site:
    """One data set with its web server, and a process of its own in which Django sees that set."""

    name: str
    environment: dict[str, str]
    dsn: str
    port: int = 0
    pool: ProcessPoolExecutor | None = field(default=None, repr=False)
    web: Any = field(default=None, repr=False)

    @property
    def database(self) -> str:
        """Its database's name."""
        return f"bench_{self.name}"

    @property
    def url(self) -> str:
        """Where its web server answers."""
        return f"http://{application.HOST}:{self.port}"

    def run(self, function: str, *arguments: Any) -> Any:
        """What `module:function` of the benchmark returns inside this set's process."""
        if self.pool is None:
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(1, context, initializer=_enter, initargs=(self.environment,))
        return self.pool.submit(_call, function, arguments).result()

    def cookies(self, email: str = "agent0@bench.example") -> dict[str, str]:
        """A session of somebody who has signed in."""
        return {"sessionid": self.run("tests.benchmarks.inside:sign_in", email)}

    def manage(self, *arguments: str) -> None:
        """One management command on this set."""
        subprocess.run(application.manage(*arguments), env=self.environment, check=True)

    def connect(self) -> Any:
        """A connection past Django."""
        return psycopg2.connect(self.dsn)

    def start_web(self, log: Path) -> None:
        """Serve this set. Raises `RuntimeError` with the end of the log."""
        self.port = free_port()
        command = application.module(
            *application.WEB, "--host", application.HOST, "--port", str(self.port), application.WSGI
        )
        self.web = processes.start_logged(
            processes.dying_with_parent(command, signal.SIGTERM),
            log=log,
            folder=PROJECT,
            environment={**self.environment, "BASE_URL": self.url},
        )
        if not processes.wait_until(lambda: is_answering(self.port), START_SECONDS):
            raise RuntimeError(f"The server of {self.name} did not start:\n{processes.last_lines(log, 40)}")

    def stop(self) -> None:
        """End the server and the process."""
        if self.web is not None:
            processes.stop(self.web, signal.SIGTERM)
        if self.pool is not None:
            self.pool.shutdown()


@dataclass(frozen=True, slots=True)
class Stage:
    """Both sites."""

    small: Site
    large: Site

    @property
    def sites(self) -> tuple[Site, Site]:
        """The small one first."""
        return self.small, self.large


@contextmanager
def opened(say: Callable[[str], None], *, is_fresh: bool = False, root: Path = ROOT) -> Iterator[Stage]:
    """The stage with both sets filled and served, for as long as the block runs."""
    location = Location(root)
    sites = prepare(location, say, is_fresh=is_fresh)
    with _served(Services(location), [sites[name] for name in NAMES], root):
        yield Stage(sites["small"], sites["large"])


def prepare(location: Location, say: Callable[[str], None], *, is_fresh: bool = False) -> dict[str, Site]:
    """The sites with their data, on servers that are down again."""
    services = Services(location, is_durable=False)
    services.start()
    try:
        sites = {name: site_at(location, name, number) for number, name in enumerate((PATTERN, *NAMES), 1)}
        _fill(sites, say, is_fresh=is_fresh)
    finally:
        services.stop()
    return sites


@contextmanager
def _served(services: Services, sites: list[Site], root: Path) -> Iterator[None]:
    """Durable again, as in production."""
    with ExitStack() as stack:
        services.start()
        stack.callback(services.stop)
        for site in sites:
            stack.callback(site.stop)
            site.start_web(root / f"web-{site.name}.log")
        yield


def site_at(location: Location, name: str, number: int) -> Site:
    """A site whose database need not be there yet; `number` is that of its Redis database."""
    database = f"bench_{name}"
    addresses = {
        "DATABASE_URL": f"postgresql://{USER}@/{quote(str(location.sockets), safe='')}/{database}",
        "REDIS_URL": location.redis_url.replace("db=0", f"db={number}"),
    }
    environment = {**os.environ, **addresses, "DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONUNBUFFERED": "1"}
    return Site(name, environment, f"host={location.sockets} user={USER} dbname={database}")


def _fill(sites: Mapping[str, Site], say: Callable[[str], None], *, is_fresh: bool) -> None:
    """Make both sets from one pattern, unless current ones are there."""
    if not is_fresh and all(_is_current(sites[name]) for name in NAMES):
        say("The data sets are those made before.")
        return
    pattern = sites[PATTERN]
    recreate(pattern)
    pattern.manage("migrate", "--verbosity", "0")
    _ask_once(pattern, "tests.benchmarks.dataset:build_pattern")
    for name in NAMES:
        recreate(sites[name], template=pattern)
        _ask_once(sites[name], "tests.benchmarks.dataset:build", name, data_version())


def _ask_once(site: Site, function: str, *arguments: Any) -> None:
    """And leave nobody connected, for a template may have no users."""
    site.run(function, *arguments)
    site.stop()
    site.pool = None


def _is_current(site: Site) -> bool:
    try:
        with site.connect() as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT version, built_at > now() - %s * interval '1 hour' FROM bench_stamp", [FRESH_HOURS]
            )
            stamp, is_young = cursor.fetchone()
    except psycopg2.Error:
        return False
    return bool(is_young) and stamp == data_version()


def data_version() -> str:
    """Changes with how the data are made and with what the tables look like."""
    sources = [Path(__file__).with_name(f"{name}.py") for name in MAKERS]
    migrations = sorted(path for app in APPS for path in (PROJECT / app).glob("**/migrations/0*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*sources, *migrations))).hexdigest()[:16]


def recreate(site: Site, *, template: Site | None = None) -> None:
    """An empty database, or a copy of another site's, to which nobody may be connected."""
    name, source = (
        sql.Identifier(site.database),
        sql.Identifier(template.database if template else "template0"),
    )
    drop(site)
    with _maintaining(site) as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(name, source))


def drop(site: Site) -> None:
    """Remove the site's database, if there is one."""
    with _maintaining(site) as cursor:
        cursor.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(site.database))
        )


@contextmanager
def _maintaining(site: Site) -> Iterator[Any]:
    """Outside the site's own database, statement by statement."""
    connection = psycopg2.connect(site.dsn.replace(site.database, "postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        yield cursor
    connection.close()


def _enter(environment: Mapping[str, str]) -> None:
    """Become a process of one data set."""
    die_with_parent(signal.SIGKILL)
    os.environ.update(environment)
    django.setup()


def _call(function: str, arguments: tuple[Any, ...]) -> Any:
    module, _, name = function.partition(":")
    return getattr(import_module(module), name)(*arguments)
