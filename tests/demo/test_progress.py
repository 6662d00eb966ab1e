import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hypercare.demo.actions import found_demo
from hypercare.demo.domain.trading import TRADING
from hypercare.demo.models import SeedRun
from tests.factories.demo import UNTIL
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db
STRIP = 'hx-get="/demo/progress/"'
STOP_POLLING = 286


@pytest.fixture
def page(client: Client) -> str:
    membership = MembershipFactory()
    client.force_login(membership.user)
    return f"/queue/?launch={membership.launch.key}"


def test_it_says_how_far_the_seeding_is(client: Client) -> None:
    run = found_demo(TRADING, at=UNTIL)
    SeedRun.objects.update(done_count=120)
    assert f"120 of {run.total_count} reports" in client.get("/demo/progress/").content.decode()


def test_it_stops_asking_when_all_is_done(client: Client) -> None:
    found_demo(TRADING, at=UNTIL)
    SeedRun.objects.update(finished_at=timezone.now())
    answer = client.get("/demo/progress/")
    assert (answer.status_code, answer.content) == (STOP_POLLING, b"")


def test_it_says_what_was_left_out(client: Client) -> None:
    found_demo(TRADING, at=UNTIL)
    SeedRun.objects.update(finished_at=UNTIL, skipped=[{"life": "report:3:1", "reason": "DomainError: No."}])
    answer = client.get("/demo/progress/")
    assert answer.status_code == STOP_POLLING
    assert "1 report of the demo left out" in answer.content.decode()
    assert "TRD report:3:1: DomainError: No." in answer.content.decode()


def test_it_stops_asking_where_no_demo_is(client: Client) -> None:
    assert client.get("/demo/progress/").status_code == STOP_POLLING


def test_every_page_has_the_strip(client: Client, page: str) -> None:
    assert STRIP in client.get(page).content.decode()


def test_a_real_deployment_never_asks(client: Client, page: str, settings: Settings) -> None:
    settings.ALLOW_DEMO = False
    assert STRIP not in client.get(page).content.decode()
