"""Without a mouse, from the first key to the last: the focus is always seen, and never lost."""

from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.credentials import PASSWORD, mail
from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene
from tests.stack import Stack

WIDE = {"viewport": {"width": 1440, "height": 900}}
NUMBERS = count(1)
MOST_STOPS = 80
HUMAN_PAUSE_MILLISECONDS = 400
# Where the focus stands, whether somebody can see it, and whether something lies over it.
LOOK = """() => {
  const here = document.activeElement;
  const marks = [here, here.closest(".composer, .choice, .chip, label")].filter(Boolean);
  const isMarked = marks.some((each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  });
  const { left, top, width, height } = here.getBoundingClientRect();
  const middle = Math.min(Math.max(top + height / 2, 1), innerHeight - 1);
  const hit = document.elementFromPoint(left + width / 2, middle);
  const isThere = Boolean(hit) && marks.some((each) => each.contains(hit) || hit.contains(each));
  const words = here.getAttribute("aria-label") ?? here.labels?.[0]?.textContent ?? here.textContent;
  return { tag: here.tagName, words: words.trim().replace(/\\s+/g, " "), isMarked, isThere };
}"""


@pytest.fixture
def launch_key(stack: Stack) -> str:
    """A launch of its own with three open incidents and a form: each test changes what it finds."""
    key = f"KEY{next(NUMBERS)}"
    set_the_scene(stack, key)
    return key


@pytest.fixture
def desk(open_page: OpenPage, launch_key: str) -> Page:
    """Mara's screen, signed in by keyboard."""
    page = open_page(**WIDE)
    page.goto("/")
    tab_to(page, "Email")
    page.keyboard.type(mail("mara", launch_key))
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Start of shift")
    tab_to(page, "Queue")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]").first).to_be_visible()
    return page


def focus(page: Page) -> str:
    """What the focus is on; fails when nobody could see it there."""
    look = page.evaluate(LOOK)
    assert look["tag"] != "BODY", "the focus is lost"
    assert look["isMarked"], f"nobody sees the focus on {look}"
    assert look["isThere"], f"something covers {look}"
    return str(look["words"])


def tab_to(page: Page, words: str) -> list[str]:
    """Move on until the focus is on these words; every stop on the way."""
    stops: list[str] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stops.append(focus(page))
        if words in stops[-1]:
            return stops
    pytest.fail(f"{words} is not among {stops}")


def press(page: Page, *keys: str) -> None:
    """At a person's pace: nobody presses the next key before seeing what the last one did."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(HUMAN_PAUSE_MILLISECONDS)


def select_first(page: Page) -> str:
    """Go to the first row; its incident's number."""
    press(page, "j")
    return page.locator("[data-row].is-selected .key").inner_text()


def test_the_first_stop_leads_past_the_menus(desk: Page) -> None:
    desk.reload()
    assert tab_to(desk, "Skip to the content") == ["Skip to the content"]
    press(desk, "Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_stops_come_as_they_are_read(desk: Page) -> None:
    desk.reload()
    stops = tab_to(desk, "Filter")
    at = [next(n for n, stop in enumerate(stops) if words in stop) for words in ("Queue", "Search", "Filter")]
    assert at == sorted(at)


def test_all_keys_are_told_and_the_focus_comes_back(desk: Page) -> None:
    key = select_first(desk)
    press(desk, "?")
    expect(desk.locator("dialog#keys")).to_contain_text("Assign")
    press(desk, "Escape")
    expect(desk.locator("dialog#keys")).to_be_hidden()
    assert key in focus(desk)


def test_an_incident_from_the_queue_to_its_resolution(desk: Page) -> None:
    key = select_first(desk)
    press(desk, "p")
    expect(desk.locator("dialog#act")).to_be_visible()
    press(desk, "ArrowUp")
    tab_to(desk, "Save")
    press(desk, "Enter")
    expect(desk.locator("dialog#act")).to_be_hidden()
    assert key in focus(desk)
    press(desk, "a")
    assert focus(desk) == "Assign to me"
    press(desk, "Enter")
    expect(desk.locator(f"#row-{key}")).to_contain_text("Mara")
    assert key in focus(desk)
    press(desk, "Enter")
    expect(desk.locator("#status")).to_contain_text(key)
    tab_to(desk, "Resolve")
    press(desk, "Enter")
    expect(desk.locator("dialog#act")).to_be_visible()
    tab_to(desk, "Words to the reporter")
    desk.keyboard.type("Restart the desktop.")
    tab_to(desk, "Resolve")
    press(desk, "Enter")
    expect(desk.locator("#status")).to_contain_text("Resolved")
    assert focus(desk)


def test_the_focus_comes_back_to_a_row_that_came_anew_meanwhile(desk: Page) -> None:
    key = select_first(desk)
    press(desk, "a")
    desk.evaluate("document.querySelector('[data-row]').dataset.isOld = 'yes'")
    desk.evaluate("htmx.trigger(document.body, 'launch-changed')")
    expect(desk.locator("[data-row][data-is-old]")).to_have_count(0)
    press(desk, "Escape")
    assert key in focus(desk)


def test_the_focus_stays_with_the_incident_whose_button_went(desk: Page, launch_key: str) -> None:
    desk.goto(f"/incidents/{launch_key}-2/")
    tab_to(desk, "Assign to me")
    press(desk, "Enter")
    expect(desk.locator("#status")).to_contain_text("with Mara")
    assert desk.evaluate("document.activeElement.closest('[data-incident]') !== null")


def test_the_same_words_may_be_said_again_but_not_sent_twice(desk: Page, launch_key: str) -> None:
    desk.goto(f"/incidents/{launch_key}-3/")
    for times in (1, 2):
        press(desk, "n")
        desk.keyboard.type("Still there.")
        press(desk, "Control+Enter")
        expect(desk.locator("#conversation .is-internal", has_text="Still there.")).to_have_count(times)


def test_what_is_typed_after_an_answer_was_sent_stands_in_no_answer(desk: Page, launch_key: str) -> None:
    desk.goto(f"/incidents/{launch_key}-3/")
    press(desk, "r")
    desk.keyboard.type("We look into it.")
    press(desk, "Control+Enter")
    expect(desk.locator("#conversation", has_text="We look into it.")).to_be_visible()
    press(desk, "n")
    desk.keyboard.type("She is impatient.")
    expect(desk.locator("#reply-body")).to_have_value("")
    expect(desk.locator("#note-body")).to_have_value("She is impatient.")


def test_a_report_and_its_receipt(open_page: OpenPage, launch_key: str) -> None:
    page = open_page(**WIDE)
    page.goto(f"/f/{launch_key.lower()}/")
    tab_to(page, "What happened?")
    page.keyboard.type("The ladder stands still.")
    tab_to(page, "Something is broken")
    press(page, "Space")
    stops = tab_to(page, "Send")
    assert any("mail address" in stop for stop in stops)
    press(page, "Enter")
    expect(page.locator(".receipt-number")).to_contain_text("R-")
    tab_to(page, "Open my report")
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text("The ladder stands still.")
    tab_to(page, "Your message")
    page.keyboard.type("Now it moves.")
    tab_to(page, "Send")
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text("Now it moves.")
