"""Two agents at one incident, and what they write: nothing is sent unseen, and no word is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.journeys.rows import rows
from tests.stack import Stack

WIDE = {"viewport": {"width": 1440, "height": 900}}
MINE, THEIRS = "Please restart the desktop.", "It is the gateway."
REPLY, NOTE = "#reply-body", "#note-body"
PASTE = """async (box) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
  canvas.getContext("2d").fillRect(0, 0, 20, 20);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "blotter.png", { type: "image/png" }));
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def at(open_page: OpenPage, name: str, key: str, path: str = "/incidents/{key}-1/") -> Page:
    """A person's window, opened at an incident of the launch."""
    page = open_page(**WIDE)
    sign_in(page, name, key)
    page.goto(path.format(key=key))
    return page


SAID = """
    SELECT launch.key, message.body FROM incidents_message AS message
    JOIN incidents_incident AS incident ON incident.id = message.incident_id
    JOIN launches_launch AS launch ON launch.id = incident.launch_id
    WHERE incident.number = 1 AND message.author_id IS NOT NULL ORDER BY message.id
"""


def said(stack: Stack, key: str) -> list[str]:
    """What staff said about the first incident of the launch."""
    return [body for launch, body in rows(stack, SAID) if launch == key]


def write(page: Page, words: str, box: str = REPLY) -> None:
    """Type as a person does, until the server has it."""
    page.locator(box).press_sequentially(words)
    expect(page.locator(f"form:has({box}) .draft-mark")).to_have_text("Draft kept")


def test_the_second_is_warned_before_sending_and_loses_no_word(
    stack: Stack, open_page: OpenPage, axe: Callable[[Page], None]
) -> None:
    set_the_scene(stack, "TWO")
    mara, ilya = at(open_page, "mara", "TWO"), at(open_page, "ilya", "TWO")
    write(mara, MINE)
    ilya.locator(REPLY).fill(THEIRS)
    ilya.keyboard.press("Control+Enter")
    expect(ilya.locator("#conversation")).to_contain_text(THEIRS)
    mara.keyboard.press("Control+Enter")
    expect(mara.locator(".overtaken")).to_contain_text("Ilya Petrov replied to")
    expect(mara.locator(".overtaken")).to_contain_text(THEIRS)
    expect(mara.locator(REPLY)).to_have_value(MINE)
    assert said(stack, "TWO") == [THEIRS]
    axe(mara)
    mara.reload()
    expect(mara.locator(REPLY)).to_have_value(MINE)
    mara.locator(REPLY).press("Control+Enter")
    expect(mara.locator("#conversation")).to_contain_text(MINE)
    assert said(stack, "TWO") == [THEIRS, MINE]


def test_one_press_sends_it_anyway(stack: Stack, open_page: OpenPage) -> None:
    set_the_scene(stack, "TWA")
    mara, ilya = at(open_page, "mara", "TWA"), at(open_page, "ilya", "TWA")
    write(mara, MINE)
    ilya.locator(REPLY).fill(THEIRS)
    ilya.keyboard.press("Control+Enter")
    expect(mara.locator("#conversation")).to_contain_text(THEIRS)
    mara.locator(REPLY).press("Control+Enter")
    mara.get_by_role("button", name="Send anyway").click()
    expect(mara.locator("#conversation")).to_contain_text(MINE)
    expect(mara.locator(REPLY)).to_have_value("")
    assert said(stack, "TWA") == [THEIRS, MINE]


def test_a_draft_outlives_reload_logout_and_the_browser(stack: Stack, open_page: OpenPage) -> None:
    set_the_scene(stack, "TWD")
    mara = at(open_page, "mara", "TWD")
    write(mara, MINE)
    mara.reload()
    expect(mara.locator(REPLY)).to_have_value(MINE)
    mara.locator(".account-menu > summary").click()
    mara.get_by_role("button", name="Sign out").click()
    mara.wait_for_url("**/accounts/login/**")
    for page in (mara, open_page(**WIDE)):
        sign_in(page, "mara", "TWD")
        page.goto("/?launch=TWD")
        expect(page.get_by_text("You began to write")).to_be_visible()
        page.goto("/incidents/TWD-1/")
        expect(page.locator(REPLY)).to_have_value(MINE)
    ilya = at(open_page, "ilya", "TWD")
    expect(ilya.locator(REPLY)).to_have_value("")


def test_words_typed_without_a_line_come_to_the_server_later(stack: Stack, open_page: OpenPage) -> None:
    set_the_scene(stack, "TWL")
    mara = at(open_page, "mara", "TWL")
    mara.context.set_offline(True)
    mara.locator(REPLY).press_sequentially(MINE)
    mara.context.set_offline(False)
    expect(mara.locator("form:has(#reply-body) .draft-mark")).to_have_text("Draft kept")


def test_each_sees_the_other_looking_and_writing(stack: Stack, open_page: OpenPage) -> None:
    set_the_scene(stack, "TWP")
    mara, ilya = at(open_page, "mara", "TWP"), at(open_page, "ilya", "TWP")
    list_of_mara = at(open_page, "mara", "TWP", "/queue/?launch={key}")
    expect(mara.locator("[data-present]")).to_have_text("Ilya Petrov is looking")
    ilya.locator(REPLY).press_sequentially(THEIRS)
    expect(mara.locator("[data-present]")).to_have_text("Ilya Petrov is writing")
    mark = list_of_mara.locator("#row-TWP-1 .row-present")
    expect(mark).to_have_attribute("title", "Ilya Petrov is writing")
    ilya.goto("about:blank")
    expect(mara.locator("[data-present]")).to_have_text("", timeout=20_000)
    expect(mark).to_have_count(0, timeout=20_000)


def test_a_picture_is_pasted_and_words_are_previewed(stack: Stack, open_page: OpenPage) -> None:
    set_the_scene(stack, "TWW")
    mara = at(open_page, "mara", "TWW")
    mara.locator(REPLY).fill("It is **fixed**.")
    mara.locator("#write-reply").get_by_role("button", name="Preview").click()
    expect(mara.locator("#write-reply .composer-preview strong")).to_have_text("fixed")
    mara.locator(REPLY).evaluate(PASTE)
    expect(mara.locator(".toast")).to_contain_text("1 picture added")
    mara.locator(REPLY).press("Control+Enter")
    expect(mara.locator("#conversation .message-picture img")).to_be_visible()
    expect(mara.locator("#conversation .prose strong")).to_have_text("fixed")


@pytest.mark.parametrize(("key", "width"), [("TWK", 1440), ("TWN", 390)])
def test_canned_replies_and_mentions_by_keyboard(
    stack: Stack, open_page: OpenPage, axe: Callable[[Page], None], key: str, width: int
) -> None:
    set_the_scene(stack, key)
    mara = open_page(viewport={"width": width, "height": 900})
    sign_in(mara, "mara", key)
    mara.goto(f"/queue/replies/?launch={key}")
    axe(mara)
    mara.get_by_label("Name").fill("Thanks")
    mara.get_by_label("Words").fill("Thank you. We look into {{ incident.key }}.")
    mara.keyboard.press("Tab")
    mara.get_by_role("button", name="Save").press("Enter")
    expect(mara.get_by_role("link", name="Thanks")).to_be_visible()
    mara.goto(f"/incidents/{key}-1/")
    mara.locator(REPLY).press_sequentially("/tha")
    expect(mara.get_by_role("option", name="Thanks")).to_be_visible()
    axe(mara)
    mara.keyboard.press("Enter")
    expect(mara.locator(REPLY)).to_have_value(f"Thank you. We look into {key}-1.")
    mara.keyboard.press("Escape")
    mara.keyboard.press("n")
    expect(mara.locator(NOTE)).to_be_focused()
    mara.keyboard.type("@il")
    expect(mara.get_by_role("option", name="Ilya Petrov")).to_be_visible()
    mara.keyboard.press("Enter")
    mara.keyboard.type("please look")
    expect(mara.locator(NOTE)).to_have_value("@Ilya Petrov please look")
    mara.keyboard.press("Control+Enter")
    expect(mara.locator("#conversation")).to_contain_text("@Ilya Petrov please look")
