"""An executive: reads the week and clicks a number down to its rows."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

RESOLVED = 4


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """Some incidents resolved this week."""
    set_the_scene(stack, "EXE", resolved=RESOLVED)
    stack.manage("refresh_kpis", "--launch", "EXE")


def open_week(page: Page) -> None:
    """Sign in as somebody who may see numbers only, and so land on the week."""
    sign_in(page, "vera", "EXE")
    expect(page.locator("h1")).to_contain_text("The week")


def test_a_number_leads_to_exactly_its_rows(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    open_week(page)
    axe(page)
    tile = page.locator("section.tile", has=page.get_by_role("heading", name="Time to resolve"))
    denominator = re.search(r"n = (\d+)", tile.inner_text())
    assert denominator is not None
    tile.locator(".tile-value a").click()
    assert page.locator("[data-count]").get_attribute("data-count") == denominator[1] == str(RESOLVED)
    expect(page.locator("tbody tr")).to_have_count(RESOLVED)
    axe(page)


def test_every_number_of_the_week_leads_to_as_many_rows_as_it_says(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    open_week(page)
    tiles = page.locator("section.tile:has-text('n = ')")
    for index in range(tiles.count()):
        tile = tiles.nth(index)
        denominator = re.search(r"n = (\d+)", tile.inner_text())
        tile.locator(".tile-value a").click()
        count = page.locator("[data-count]").get_attribute("data-count")
        assert denominator is not None
        assert count == denominator[1]
        page.go_back()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_week_is_accessible_and_fits(
    open_page: OpenPage, axe: Callable[[Page], None], scheme: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    open_week(page)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_week_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    open_week(page)
    expect(page.locator("section.tile").first).to_be_visible()


def test_somebody_who_sees_numbers_sees_no_incident(open_page: OpenPage) -> None:
    page = open_page()
    open_week(page)
    assert page.goto("/incidents/EXE-1/").status == 403  # type: ignore[union-attr]
