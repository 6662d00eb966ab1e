"""Forty people report the same: one fire, forty answers, and no address of one visible to another."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hypercare.runtime.processes import wait_until
from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.journeys.rows import rows
from tests.stack import Stack

KEY, PEOPLE = "BND", 40
FIRST = 4  # behind the three of every scene
WIDE = {"viewport": {"width": 1440, "height": 900}}
PATIENT = 60_000
SECONDS_UNTIL_TOLD = 90
WORDS = "The fix is out; please sign in anew."
LETTERS = """
    SELECT "to", about, body FROM notifications_outgoingmessage
    WHERE about LIKE 'BND-%' AND body LIKE '%please sign in anew%'
"""


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """Forty look-alikes, each by somebody else."""
    set_the_scene(stack, KEY, heard=PEOPLE)


def apply(page: Page, words: str, axe: Callable[[Page], None]) -> None:
    """Looked at, and done."""
    page.get_by_role("button", name="See what it does").click()
    button = page.get_by_role("button", name=words)
    expect(button).to_be_visible(timeout=PATIENT)
    axe(page)
    button.click()


def tie_them(page: Page, axe: Callable[[Page], None]) -> None:
    """All but the first, from the list."""
    page.goto(f'/queue/?launch={KEY}&q=is:new "never execute"&sort=oldest')
    page.keyboard.press("X")
    page.get_by_role("button", name="Bundle with…").click()
    page.get_by_label("They are reports of").fill(f"{KEY}-{FIRST}")
    apply(page, f"Apply to {PEOPLE}", axe)
    expect(page.get_by_text(f"{PEOPLE} changed")).to_be_visible(timeout=PATIENT)


def answer_all(page: Page, axe: Callable[[Page], None]) -> None:
    """Said once, looked at under each name, one of them mended."""
    page.goto(f"/incidents/{KEY}-{FIRST}/")
    page.get_by_role("button", name=f"Reply to all {PEOPLE + 1}").click()
    page.get_by_label("Words to each reporter").fill(WORDS)
    page.get_by_role("button", name="See what it does").click()
    mended = page.get_by_label(f"Answer to {KEY}-{FIRST + 1}")
    expect(mended).to_have_value(f"Hello,\n\n{WORDS}", timeout=PATIENT)
    mended.fill(f"We met at your desk. {WORDS}")
    axe(page)
    page.get_by_role("button", name=f"Apply to {PEOPLE + 1}").click()
    expect(page.get_by_text(f"{PEOPLE + 1} changed")).to_be_visible(timeout=PATIENT)


def test_forty_reporters_are_answered_each_alone(
    open_page: OpenPage, stack: Stack, axe: Callable[[Page], None]
) -> None:
    page = open_page(**WIDE)
    sign_in(page, "mara", KEY)
    tie_them(page, axe)
    answer_all(page, axe)
    assert wait_until(lambda: len(rows(stack, LETTERS)) > PEOPLE, seconds=SECONDS_UNTIL_TOLD)
    letters = rows(stack, LETTERS)
    assert len(letters) == len({to for to, _, _ in letters}) == len({key for _, key, _ in letters})
    assert not any("@desk.example" in body for _, _, body in letters)
    assert [key for _, key, body in letters if "at your desk" in body] == [f"{KEY}-{FIRST + 1}"]
    assert "0 differences" in stack.manage("verify_history")
