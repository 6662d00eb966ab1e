"""A location of its own for each test, at a path with a blank."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hypercare.runtime.location import Location
from hypercare.runtime.services import Services


@pytest.fixture
def location(tmp_path: Path) -> Iterator[Location]:
    """Nothing is there yet, and nothing stays."""
    here = Location(tmp_path / "a folder" / "var")
    yield here
    shutil.rmtree(here.sockets, ignore_errors=True)


@pytest.fixture
def services(location: Location) -> Iterator[Services]:
    """Both servers, up."""
    both = Services(location, is_durable=False)
    both.start()
    yield both
    both.stop()
