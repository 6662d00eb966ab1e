"""A shift from its first page to the words at its end, by keyboard, and who reads them next."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.credentials import mail
from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

WIDE = {"viewport": {"width": 1440, "height": 900}}
LIVE_MILLISECONDS = 5_000
# Mara left yesterday; meanwhile the reporter of hers wrote, and somebody reported a P1.
NIGHT = """
from datetime import timedelta
from django.utils import timezone
from hypercare.accounts.models import User
from hypercare.launches.models import Membership, Shift
from incidents.actions import Actor, assign_incident
from incidents.actions.conversation import receive_reporter_message
from incidents.models import Incident
from tests.journeys.scene import due_in
at, mara = timezone.now(), User.objects.get(email={email!r})
mine = Incident.objects.get(launch__key={key!r}, number=1)
assign_incident(mine, assignee=mara, team=None, actor=Actor.human(mara), at=at)
receive_reporter_message(mine, body="It is back.", reporter=None, at=at)
due_in({key!r}, 3600)
left = {{"left_at": at - timedelta(hours=15), "last_seen_at": at}}
Shift.objects.update_or_create(membership=Membership.objects.get(user=mara), defaults=left)
"""
WRITE = """
from django.utils import timezone
from incidents.actions.conversation import receive_reporter_message
from incidents.models import Incident
mine = Incident.objects.get(launch__key={key!r}, number=1)
receive_reporter_message(mine, body="And again.", reporter=None, at=timezone.now())
"""


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch after a night."""
    set_the_scene(stack, "SHF")
    stack.manage("shell", "-v0", "-c", NIGHT.format(key="SHF", email=mail("mara", "SHF")))


def press(page: Page, *keys: str) -> None:
    """At a person's pace."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(400)


def test_a_shift_by_keyboard(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page(**WIDE)
    sign_in(page, "mara", "SHF")
    expect(page.locator("h1")).to_have_text("Start of shift")
    expect(page.locator(".headline")).to_contain_text("1 of yours answered")
    expect(page.locator("#start [data-row]").first).to_contain_text("Nobody has this P1")
    axe(page)
    press(page, "j", "j", "Enter")
    expect(page.locator("#status")).to_contain_text("SHF-1")
    page.goto("/?launch=SHF")
    press(page, "n")
    expect(page.locator("#hand-over-body")).to_be_focused()
    page.keyboard.type("The gateway restarts at nine.")
    press(page, "Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Kept for whoever starts next")
    expect(page.locator("#hand-over-body")).to_have_value("")
    next_one = open_page(**WIDE)
    sign_in(next_one, "ilya", "SHF")
    expect(next_one.locator("#notes")).to_contain_text("The gateway restarts at nine.")
    expect(next_one.locator("#notes")).to_contain_text("Internal")
    axe(next_one)


def test_the_page_follows_what_happens(stack: Stack, open_page: OpenPage) -> None:
    page = open_page(**WIDE)
    sign_in(page, "mara", "SHF")
    expect(page.locator("#start")).to_be_visible()
    before = page.locator(".headline").inner_text()
    with page.expect_request(lambda asked: asked.headers.get("x-by-itself") == "1", timeout=60_000):
        stack.manage("shell", "-v0", "-c", WRITE.format(key="SHF"))
    expect(page.locator("#answered")).to_contain_text("SHF-1", timeout=LIVE_MILLISECONDS)
    assert "Since you left" in before
