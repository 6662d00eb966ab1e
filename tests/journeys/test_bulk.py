"""Two hundred at once, and back: every history verifies, and nobody outside ever hears of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hypercare.runtime.processes import wait_until
from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.journeys.rows import rows
from tests.stack import Stack

KEY, MORE = "BLK", 197  # and the three of every scene
WIDE = {"viewport": {"width": 1440, "height": 900}}
PAGES = 4
LETTERS = "SELECT count(*) FROM notifications_outgoingmessage WHERE about LIKE 'BLK-%'"
SETTLED = """
    SELECT count(*) FROM incidents_bulkchange
    JOIN launches_launch ON launches_launch.id = launch_id WHERE key = 'BLK' AND settled_at IS NOT NULL
"""
SECONDS_UNTIL_TOLD = 60
STATES = """
    SELECT state, count(*) FROM incidents_incident
    JOIN launches_launch ON launches_launch.id = launch_id WHERE key = 'BLK' GROUP BY state
"""


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """Two hundred open incidents."""
    set_the_scene(stack, KEY, more=MORE)


def select_all(page: Page) -> None:
    """Each page by one key; what was selected stays selected."""
    for number in range(1, PAGES + 1):
        page.keyboard.press("X")
        expect(page.locator("[data-picked-count]")).to_have_text(f"{50 * number} selected")
        if number < PAGES:
            first = page.locator("[data-row]").first.get_attribute("id")
            page.get_by_role("link", name="Next 50").click()
            expect(page.locator(f"#{first}")).to_have_count(0)


def resolve_all(page: Page, axe: Callable[[Page], None]) -> None:
    """Said once, seen for each, and done by the key under the finger."""
    page.get_by_role("button", name="Resolve").click()
    page.get_by_label("Words to the reporter").fill("Please try again.")
    axe(page)
    page.get_by_role("button", name="See what it does").click()
    expect(page.get_by_role("button", name="Apply to 200")).to_be_focused(timeout=60_000)
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("200 changed")).to_be_visible(timeout=60_000)


def test_two_hundred_are_resolved_and_brought_back(
    open_page: OpenPage, stack: Stack, axe: Callable[[Page], None]
) -> None:
    page = open_page(**WIDE)
    sign_in(page, "mara", KEY)
    page.goto(f"/queue/?launch={KEY}")
    letters = rows(stack, LETTERS)
    select_all(page)
    axe(page)
    resolve_all(page, axe)
    assert rows(stack, STATES) == [("resolved", 200)]
    page.keyboard.press("u")
    expect(page.get_by_text("200 undone")).to_be_visible(timeout=60_000)
    assert rows(stack, STATES) == [("new", 200)]
    assert "0 differences" in stack.manage("verify_history")
    assert wait_until(lambda: rows(stack, SETTLED) == [(1,)], seconds=SECONDS_UNTIL_TOLD)
    assert rows(stack, LETTERS) == letters
