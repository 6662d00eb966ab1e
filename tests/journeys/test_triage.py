"""Twenty new items without a mouse: accepted, put aside, answered or declined, and the next one opens."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.journeys.rows import rows
from tests.stack import Stack

ITEMS = 20
WAYS = ("accept", "snooze", "answer", "decline")


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch with twenty new items."""
    set_the_scene(stack, "TRI", more=ITEMS - 3)


@pytest.fixture
def inbox(open_page: OpenPage) -> Page:
    """Mara's inbox, its first item opened."""
    page = open_page(viewport={"width": 1440, "height": 900})
    sign_in(page, "mara", "TRI")
    page.goto("/queue/?launch=TRI&state=new")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    return page


def opened(page: Page) -> str:
    """The key of the item that is selected, once it is the one beside the list."""
    key = page.locator("[data-row].is-selected .key").inner_text()
    expect(page.locator("#detail #status")).to_contain_text(key)
    return key


def do(page: Page, way: str) -> None:
    """One key, and what its form asks for."""
    press, keyboard = page.keyboard.press, page.keyboard
    if way == "accept":
        press("y")
    elif way == "answer":
        press("r")
        expect(page.locator("#reply-body")).to_be_focused()
        keyboard.type("We are looking into it.")
        press("Control+Enter")
    else:
        press(way[0])
        expect(page.locator("dialog#act form")).to_be_visible()
        if way == "decline":
            press("o")  # out of scope
            press("Tab")
            keyboard.type("Please ask the travel desk.")
            press("Tab")
        press("Enter")
        expect(page.locator("dialog#act")).to_be_hidden()


def test_twenty_new_items_by_keyboard_alone(inbox: Page, stack: Stack) -> None:
    inbox.evaluate("window.isSameDocument = true")
    for number in range(ITEMS):
        key = opened(inbox)
        do(inbox, WAYS[number % len(WAYS)])
        expect(inbox.locator(f"#row-{key}")).to_have_count(0)
    expect(inbox.get_by_text("The inbox is empty")).to_be_visible()
    assert inbox.evaluate("window.isSameDocument")
    found = rows(
        stack,
        "SELECT state, snoozed_until IS NOT NULL, count(*) FROM incidents_incident i"
        " JOIN launches_launch l ON l.id = i.launch_id WHERE l.key = 'TRI' GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert found == [("declined", False, 5), ("in_progress", False, 10), ("new", True, 5)]
