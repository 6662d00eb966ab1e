"""An end user: sends a form with a screenshot, follows it, answers, rates."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

PHONE = {"viewport": {"width": 390, "height": 844}}
WORDS = "I pressed Buy once and the blotter shows the order twice."


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch with a form."""
    set_the_scene(stack, "REP")


def screenshot() -> FilePayload:
    """A picture as a phone would send it."""
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 800), "#336699").save(buffer, "PNG")
    return {"name": "blotter.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def send_form(page: Page) -> None:
    """Fill in the form and send it."""
    page.goto("/f/rep/?page=/blotter&version=1.4.2")
    page.get_by_label("What happened?").fill(WORDS)
    page.locator("input[name=kind][value=bug]").check()
    page.locator("input[name=sentiment][value='2']").check()
    page.get_by_label("Your mail address").fill("ada@desk.example")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Screenshot").set_input_files(screenshot())


@pytest.mark.parametrize("has_scripts", [True, False])
def test_report_follow_answer_rate(
    stack: Stack, open_page: OpenPage, axe: Callable[[Page], None], *, has_scripts: bool
) -> None:
    phone, desk = open_page(**PHONE, java_script_enabled=has_scripts), open_page()
    send_form(phone)
    if has_scripts:
        axe(phone)
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".receipt-number")).to_contain_text("R-")
    expect(phone.locator(".sentence")).to_contain_text("A person")
    phone.get_by_role("link", name="Open my report").click()
    reload_until(phone, WORDS)

    sign_in(desk, "mara", "REP")
    desk.goto("/queue/?launch=REP&sort=newest")
    desk.locator("[data-row]", has_text="I pressed Buy once").first.click()
    expect(desk.locator("#conversation img")).to_be_visible()
    key = desk.locator("[data-incident]").get_attribute("data-incident")
    desk.goto(f"/incidents/{key}/resolve/")
    desk.locator("select[name=cause]").select_option("code")
    desk.locator("select[name=resolution]").select_option("fixed")
    desk.locator("textarea[name=body]").fill("Fixed in 1.4.3: an order is booked once.")
    desk.locator("main form button.is-primary").click()

    reload_until(phone, "Fixed in 1.4.3")
    if has_scripts:
        axe(phone)
    reload_until(phone, "How satisfied are you")
    phone.locator("button[name=score][value='5']").click()
    expect(phone.locator("h1")).to_have_text("Thank you")
    phone.get_by_role("link", name="Your report").click()
    phone.get_by_label("Your message").fill("It works for me, thanks.")
    phone.get_by_role("button", name="Send").click()
    reload_until(phone, "It works for me, thanks.")


def reload_until(page: Page, words: str) -> None:
    """Look again, as a person would, until the page says it."""
    for _ in range(40):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"The page never said: {words}")
