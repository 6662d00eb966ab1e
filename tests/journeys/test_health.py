"""An incident manager who suspects that numbers are stale: opens the health page and learns what to do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

CALM = "Everything that should have run has run."
WELL_MILLISECONDS = 120_000  # what other journeys left undone is done by then


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch like any other."""
    set_the_scene(stack, "HLT")


def open_health(page: Page) -> None:
    """Sign in, and go there by keyboard alone."""
    sign_in(page, "mara", "HLT")
    place = page.get_by_role("link", name="Health")
    for _ in range(60):
        page.keyboard.press("Tab")
        if place.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Health")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_turns_calm_by_itself_and_is_accessible(
    open_page: OpenPage, axe: Callable[[Page], None], scheme: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    open_health(page)
    expect(page.locator("#headline")).to_have_text(CALM, timeout=WELL_MILLISECONDS)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_redis_it_says_so_and_what_to_do(
    stack: Stack, open_page: OpenPage, axe: Callable[[Page], None]
) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    open_health(page)
    stack.services.redis.stop()
    try:
        page.reload()
        expect(page.locator(".notice")).to_contain_text("Start it; they catch up alone.")
        axe(page)
    finally:
        stack.services.redis.start()
    expect(page.locator("#health .facts")).to_contain_text("Answers", timeout=WELL_MILLISECONDS)


def test_it_reads_the_same_without_a_script(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "mara", "HLT")
    page.get_by_role("link", name="Health").click()
    expect(page.locator(".duty-row")).to_have_count(16)
    expect(page.locator(".duty-row .badge").first).to_be_visible()


def test_whoever_may_not_open_it_is_not_led_there(open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, "vera", "HLT")
    expect(page.get_by_role("link", name="Health")).to_have_count(0)
    page.goto("/health/")
    expect(page.locator("main")).to_contain_text("see how the background work is doing")
