"""The page about the API is true: its commands run, and no page is forgotten."""

import json
import os
import re
import subprocess
from collections.abc import Mapping

import pytest

from hypercare.runtime.location import PROJECT
from tests.security.routes import routes
from tests.stack import Stack

PAGE = (PROJECT / "docs" / "api.md").read_text()
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
BUILD = "from tests.contract.scene import build; build()"
OF_PAGES = re.compile(r"(queue|releases|follow-ups|incidents|feedback|f|t|s|launches|keys|live)/")


@pytest.fixture(scope="module")
def environment(stack: Stack) -> Mapping[str, str]:
    """What a reader has exported."""
    made = json.loads(stack.manage("shell", "-v0", "-c", BUILD))
    return {**os.environ, "HYPERCARE": stack.url, "KEY": made["everything"]}


def as_written(route: str) -> str:
    """A pattern as the page writes it, such as `/incidents/<key>/`."""
    return "/" + re.sub(r"<\w+:", "<", route)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda text: re.findall(r"/api/v1/([^\s\"?]*)", text)[0])
def test_a_command_of_the_page_works(command: str, environment: Mapping[str, str]) -> None:
    ran = subprocess.run(
        ["/bin/bash", "-c", command], env=environment, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert isinstance(json.loads(ran.stdout), dict)


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 10


def test_every_page_says_where_its_actions_are_in_the_api() -> None:
    pages = [as_written(route) for route in routes() if OF_PAGES.match(route)]
    assert [page for page in pages if f"`{page}`" not in PAGE] == []
