"""Each test process's own PostgreSQL and Redis, and the whole application for those who need it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from hypercare.runtime.services import Services
from tests import session
from tests.stack import Stack

# A rule is right or wrong on a slow machine too: speed is for `make bench`, not for property tests.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
# For a glance while typing; the whole suite draws as many examples as Hypothesis thinks right.
settings.register_profile("glance", settings.get_profile("suite"), max_examples=15)

SERVICES = pytest.StashKey[Services]()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let domain tests run with `-p no:django` although the configuration names its settings."""
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "unused without Django")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers of this process, unless it leaves its tests to others or they need no Django."""
    leaves_tests_to_workers = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    if config.pluginmanager.hasplugin("django") and not leaves_tests_to_workers:
        config.stash[SERVICES] = session.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop them at the end, also after Ctrl-C."""
    if SERVICES in config.stash:
        session.stop(config.stash[SERVICES])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the whole application runs in one worker, so that there is one of it."""
    for item in items:
        if "stack" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("stack"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Web, workers and beat on an empty database of their own; mail arrives in a folder."""
    folder = tmp_path_factory.mktemp("stack")
    whole = Stack(folder, settings={"EMAIL_URL": f"filemail:///{folder / 'mail'}"})
    whole.start()
    yield whole
    whole.stop()
