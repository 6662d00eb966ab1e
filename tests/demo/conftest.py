from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from hypercare.demo.actions import continue_seeding, found_demo
from hypercare.demo.models import SeedRun
from tests.demo.domain.conftest import UNTIL


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SeedRun]:
    """The whole demo, once for all tests of a module that only look at it.

    Committed report by report: one long transaction would hold up every reader of events on the server.
    """
    with django_db_blocker.unblock():
        run = found_demo(at=UNTIL)
        while continue_seeding(at=UNTIL, budget_seconds=60):
            pass
        run.refresh_from_db()
        yield run
        call_command("flush", verbosity=0, interactive=False)
