"""A launch for imported history, and the command as a person would call it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from hypercare.launches.models import Launch, Policy
from tests.factories.launches import LaunchFactory

Import = Callable[..., str]


@pytest.fixture
def launch(db: None) -> Launch:
    """A launch whose promises are as its source recorded them."""
    return LaunchFactory(key="SNOW", policy=Policy.NONE)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Import:
    """Import a file and return everything that was printed, line by line without the padding."""

    def import_file(path: Path, **options: Any) -> str:
        capsys.readouterr()
        call_command("import_incidents", path, **{"source": "servicenow", "launch": "SNOW", **options})
        printed = capsys.readouterr()
        return "\n".join(" ".join(line.split()) for line in (printed.err + printed.out).splitlines())

    return import_file
