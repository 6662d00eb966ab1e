"""Support staff: three incidents worked by keyboard alone, and a change seen in another browser."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

WIDE = {"viewport": {"width": 1440, "height": 900}}
LIVE_SECONDS = 2.0
HUMAN_PAUSE_MILLISECONDS = 500  # nobody presses the next key before seeing what the last one did


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """Three open incidents."""
    set_the_scene(stack, "AGT")


def tab_to(page: Page, words: str) -> None:
    """Move the focus by keyboard to the control with these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent.trim()"):
            return
    pytest.fail(f"{words} cannot be reached by keyboard")


def press_in_dialog(page: Page, words: str) -> None:
    """Reach a button of the open dialog by keyboard and press it; the dialog closes."""
    expect(page.locator("dialog#act")).to_be_visible()
    if words not in page.evaluate("document.activeElement.textContent.trim()"):
        tab_to(page, words)
    page.keyboard.press("Enter")
    expect(page.locator("dialog#act")).to_be_hidden()


def write(page: Page, key: str, box: str, words: str) -> None:
    """Open a composer with its key, type, and send with Tab and Enter."""
    page.keyboard.press(key)
    expect(page.locator(box)).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation")).to_contain_text(words)


def test_three_incidents_by_keyboard(stack: Stack, open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    set_the_scene(stack, "KBD")
    page = open_page(**WIDE)
    sign_in(page, "mara", "KBD")
    page.goto("/queue/?launch=KBD")
    expect(page.locator("[data-row]")).to_have_count(3)
    axe(page)
    worked = set()
    for words in ("We found the cause.", "It is with the vendor.", "Restart the desktop, please."):
        page.wait_for_timeout(HUMAN_PAUSE_MILLISECONDS)
        page.keyboard.press("j")
        page.wait_for_timeout(HUMAN_PAUSE_MILLISECONDS)
        key = page.locator("[data-row].is-selected .key").inner_text()
        worked.add(key)
        page.keyboard.press("a")
        press_in_dialog(page, "Assign to me")
        expect(page.locator(f"#row-{key}")).to_contain_text("Mara")
        page.wait_for_timeout(HUMAN_PAUSE_MILLISECONDS)
        write(page, "r", "#reply-body", words)
        write(page, "n", "#note-body", f"Only for us: {key}")
    assert len(worked) == 3
    axe(page)


def test_two_browsers_show_a_change_within_two_seconds(open_page: OpenPage) -> None:
    watching, acting = open_page(**WIDE), open_page(**WIDE)
    sign_in(watching, "ilya", "AGT")
    watching.goto("/queue/?launch=AGT")
    sign_in(acting, "mara", "AGT")
    key = watching.locator("[data-row] .key").first.inner_text()
    before = watching.locator(f"#row-{key}").inner_text()
    acting.goto(f"/incidents/{key}/assign/")
    acting.locator("select[name=assignee]").select_option(label="Ilya Petrov")
    acting.get_by_role("button", name="Assign", exact=True).click()
    began = time.monotonic()
    expect(watching.locator(f"#row-{key}")).to_contain_text("Ilya", timeout=10_000)
    assert "Ilya" not in before
    assert time.monotonic() - began <= LIVE_SECONDS


def test_a_phone_report_by_keyboard(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page(**WIDE)
    sign_in(page, "mara", "AGT")
    page.goto("/incidents/new/?launch=AGT")
    axe(page)
    page.locator("[name=title]").focus()
    page.keyboard.type("Blotter export is empty")
    page.keyboard.press("Tab")
    page.keyboard.type("Since the update.")
    tab_to(page, "Declare incident")
    page.keyboard.press("Enter")
    expect(page.locator("h2.incident-title")).to_have_text("Blotter export is empty")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/?launch=AGT", "/queue/?launch=AGT", "/incidents/AGT-1/", "/feedback/?launch=AGT"]
)
def test_pages_are_accessible_and_never_wider_than_the_screen(
    open_page: OpenPage, axe: Callable[[Page], None], path: str, scheme: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    sign_in(page, "mara", "AGT")
    page.goto(path)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
