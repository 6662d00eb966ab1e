"""docker-compose.yml, the settings, the example of variables and `make run` tell the same story."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from hypercare.celery import app
from hypercare.runtime import application
from hypercare.runtime.location import PROJECT, Location

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
APPLICATION = sorted(name for name, service in SERVICES.items() if service.get("image") == "hypercare")
EXAMPLE = (PROJECT / "docs/deploy/example.env").read_text()
NAMED = re.compile(r"^(?:# )?([A-Z_]+)=", re.MULTILINE)  # optional ones stand in comments
RUN = application.commands(Location(Path("/var")), 8000)
READ = re.compile(r"""env\.\w+\(\s*"(\w+)"(?P<default>, default)?""")


def read_by(*modules: str, required: bool = False) -> set[str]:
    """The variables settings modules read; with `required`, only those without a default."""
    texts = [(PROJECT / f"hypercare/settings/{module}.py").read_text() for module in modules]
    return {name for text in texts for name, default in READ.findall(text) if not (required and default)}


def references(value: object) -> set[str]:
    return set(re.findall(r"\$\{(\w+)", str(value)))


def test_every_part_is_there() -> None:
    assert set(SERVICES) == {"postgres", "redis", "migrate", "proxy", *RUN}


@pytest.mark.parametrize("name", APPLICATION)
def test_each_application_container_gets_what_production_requires(name: str) -> None:
    assert read_by("production", required=True) <= set(SERVICES[name]["environment"])


@pytest.mark.parametrize("name", APPLICATION)
def test_each_variable_given_is_read(name: str) -> None:
    read = read_by("base", "production") | {"DJANGO_SETTINGS_MODULE"}
    assert set(SERVICES[name]["environment"]) <= read


def test_the_example_names_every_variable_and_no_other() -> None:
    assert set(NAMED.findall(EXAMPLE)) == references(COMPOSE)


@pytest.mark.parametrize("name", ["worker-urgent", "worker-default"])
def test_workers_run_as_they_do_here(name: str) -> None:
    assert SERVICES[name]["command"] == RUN[name][2:]


def test_beat_runs_as_it_does_here() -> None:
    here = [word.replace("/var/", "/tmp/") for word in RUN["beat"][2:]]  # noqa: S108 - the container's own
    assert SERVICES["beat"]["command"] == here


def test_the_web_server_runs_as_it_does_here() -> None:
    here = [word.replace(application.HOST, "0.0.0.0") for word in RUN["web"][2:]]  # noqa: S104
    assert SERVICES["web"]["command"] == here


def test_every_queue_has_a_worker() -> None:
    words = [word for name in RUN if name.startswith("worker") for word in SERVICES[name]["command"]]
    used = {entry["options"]["queue"] for entry in app.conf.beat_schedule.values()}
    assert used == {queue for flag, queue in pairwise(words) if flag == "-Q"}


def test_no_service_but_the_proxy_is_open_to_the_world() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_parts_that_can_be_asked_have_a_health_check() -> None:
    without = {name for name, service in SERVICES.items() if "healthcheck" not in service}
    assert without == {"migrate", "beat", "proxy"}
