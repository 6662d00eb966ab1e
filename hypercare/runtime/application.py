"""The processes of the application itself: web, two workers, beat. None holds state."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from hypercare.runtime.errors import OperatorError
from hypercare.runtime.location import Location

HOST = "127.0.0.1"
WEB = (
    "granian",
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "4",
    "--respawn-failed-workers",
    "--no-ws",
)
WSGI = "hypercare.wsgi:application"
CELERY = ("celery", "-A", "hypercare.celery")
WORKER = ("worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING")


def commands(location: Location, port: int) -> dict[str, list[str]]:
    """Every process by name, as the supervisor, the tests and (in its own words) docker-compose run them."""
    schedule = str(location.root / "celerybeat-schedule")
    return {
        "web": module(*WEB, "--host", HOST, "--port", str(port), WSGI),
        "worker-urgent": module(*CELERY, *WORKER, "-Q", "urgent", "-n", "urgent@%h"),
        "worker-default": module(*CELERY, *WORKER, "-Q", "default", "-n", "default@%h"),
        "beat": module(*CELERY, "beat", "--loglevel", "WARNING", "--schedule", schedule, "--pidfile="),
    }


def module(*arguments: str) -> list[str]:
    """A Python module run by this very interpreter."""
    return [sys.executable, "-m", *arguments]


def manage(*arguments: str) -> list[str]:
    """A Django management command."""
    return [sys.executable, str(Path(__file__).resolve().parents[2] / "manage.py"), *arguments]


def environment(addresses: Mapping[str, str], port: int | None = None) -> dict[str, str]:
    """What the processes see: the caller's environment, where the servers are, our own address."""
    defaults = {"DJANGO_SETTINGS_MODULE": "hypercare.settings.dev", "PYTHONUNBUFFERED": "1"}
    if port is not None:
        defaults["BASE_URL"] = f"http://{HOST}:{port}"
    return {**defaults, **os.environ, **addresses}


def port_from(text: str) -> int:
    """The port somebody asked for. Raises `OperatorError`."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise OperatorError(f"PORT must be a number from 1 to 65535, not {text!r}.")


def is_free(port: int) -> bool:
    """Whether the web server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
