"""The test session's own PostgreSQL and Redis."""

import pytest

from hypercare.runtime.services import Services
from tests import session

SERVICES = pytest.StashKey[Services]()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let domain tests run with `-p no:django` although the configuration names its settings."""
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "unused without Django")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers once, before xdist's workers; domain tests run without Django need none."""
    if config.pluginmanager.hasplugin("django") and not hasattr(config, "workerinput"):
        config.stash[SERVICES] = session.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop them at the end, also after Ctrl-C."""
    if SERVICES in config.stash:
        session.stop(config.stash[SERVICES])
