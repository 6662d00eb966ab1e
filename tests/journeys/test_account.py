"""Accounts in a real browser: a forgotten password, a second factor, the administration, shared computers."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.credentials import PASSWORD, mail
from tests.door.phone import code_of
from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

Check = Callable[[Page], None]
NEW = "a new horse, correct too"
PATIENCE_SECONDS = 30
SECRETS = """
from hypercare.notifications.models import OutgoingMessage
print(list(OutgoingMessage.objects.filter(is_secret=True).values_list("body", flat=True)))
"""


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch with three people, one of whom may use the administration."""
    set_the_scene(stack, "ACC")
    stack.manage(
        "shell",
        "-v0",
        "-c",
        f"""
from hypercare.accounts.models import User
User.objects.filter(email={mail("vera", "ACC")!r}).update(is_staff=True, is_superuser=True)
""",
    )


def link_in_mail(mailbox: Path, to: str) -> str:
    """The link of the last letter to somebody, once it arrived."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        letters = "".join(each.read_text() for each in mailbox.glob("*.log"))
        if found := re.search(rf"To: {to}.*?(http\S+/accounts/password/reset/\S+)", letters, re.DOTALL):
            return found[1]
        time.sleep(0.5)
    pytest.fail("no letter arrived")


def give_password(page: Page, name: str, password: str = PASSWORD) -> None:
    """The first half of signing in."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(mail(name, "ACC"))
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def give_code(page: Page, code: str) -> None:
    """The second half, for who switched it on."""
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Start of shift")


def sign_out(page: Page) -> None:
    """By the menu at the edge."""
    page.goto("/account/")
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def switch_on(page: Page) -> str:
    """From the page that shows the key; the key."""
    secret = str(page.locator("[data-secret]").text_content())
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    page.wait_for_url("**/recovery-codes/")
    return secret


def confirm(page: Page) -> None:
    """Give the password once more."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def drafts_on(page: Page) -> list[str]:
    """What is kept in the browser."""
    kept: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")
    return kept


def test_a_forgotten_password(stack: Stack, open_page: OpenPage, axe: Check, mailbox: Path) -> None:
    page, elsewhere = open_page(), open_page()
    sign_in(elsewhere, "ilya", "ACC")
    page.goto("/")
    page.get_by_role("link", name="Forgot your password?").click()
    axe(page)
    page.get_by_label("Email").fill(mail("ilya", "ACC"))
    page.get_by_role("button", name="Send the link").click()
    expect(page.locator("h1")).to_have_text("Look into your mail")
    axe(page)
    page.goto(link_in_mail(mailbox, mail("ilya", "ACC")).replace("http://127.0.0.1:8000", stack.url))
    axe(page)
    for field in page.locator("input[type=password]").all():
        field.fill(NEW)
    page.get_by_role("button", name="Save the password").click()
    page.wait_for_url("**/accounts/login/")
    give_password(page, "ilya", NEW)
    expect(page.locator("h1")).to_have_text("Start of shift")
    elsewhere.goto("/account/")
    assert "/accounts/login/" in elsewhere.url
    assert stack.manage("shell", "-v0", "-c", SECRETS).strip() == "['']"


def test_a_second_factor(open_page: OpenPage, axe: Check) -> None:
    page = open_page()
    sign_in(page, "mara", "ACC")
    page.goto("/account/")
    axe(page)
    page.get_by_role("link", name="Switch it on").click()
    axe(page)
    confirm(page)
    axe(page)
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 100
    secret = switch_on(page)
    axe(page)
    kept = page.locator(".codes li").all_inner_texts()
    assert len(set(kept)) == 10

    sign_out(page)
    give_password(page, "mara")
    axe(page)
    give_code(page, code_of(secret))
    sign_out(page)
    give_password(page, "mara")
    give_code(page, kept[0])
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("9 recovery codes left")
    page.get_by_role("link", name="Switch it off").click()
    confirm(page)
    axe(page)
    page.get_by_role("button", name="Switch it off").click()
    expect(page.locator("main")).to_contain_text("It is off.")


def test_a_changed_password(open_page: OpenPage, axe: Check) -> None:
    page = open_page()
    sign_in(page, "mara", "ACC")
    page.goto("/account/")
    page.get_by_role("link", name="Change the password").click()
    axe(page)
    page.get_by_label("Current password").fill(PASSWORD)
    for field in page.locator("input[autocomplete=new-password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    expect(page.locator(".toast")).to_contain_text("saved")


ADMINISTRATION = (
    "",
    "accounts/user/",
    "accounts/user/add/",
    "mfa/authenticator/",
    "launches/launch/",
    "launches/launch/add/",
    "audit/auditentry/",
)


@pytest.mark.parametrize("path", ADMINISTRATION)
def test_the_administration_keeps_to_the_policy(open_page: OpenPage, axe: Check, path: str) -> None:
    page = open_page()
    give_password(page, "vera")
    page.wait_for_url("**/launches/**")
    page.goto(f"/admin/{path}")
    expect(page.locator("#header")).to_be_visible()
    axe(page)


def test_signing_out_leaves_no_draft_to_the_next_person(open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, "mara", "ACC")
    page.goto("/incidents/ACC-1/reply/")
    page.locator("textarea").fill("Only for the reporter's eyes.")
    assert drafts_on(page) != []
    sign_out(page)
    assert drafts_on(page) == []
    page.go_back()
    assert "Mara" not in page.content()


@pytest.mark.parametrize("path", ["/incidents/ACC-1/", "/incidents/ACC-1/reply/"])
def test_an_ended_session_loses_no_words(open_page: OpenPage, path: str) -> None:
    page = open_page()
    sign_in(page, "mara", "ACC")
    page.goto(path)
    if not path.endswith("reply/"):
        page.keyboard.press("r")
    words = f"Typed while the session ended at {path}"
    page.locator("textarea:visible").fill(words)
    page.context.clear_cookies(name="sessionid")
    page.locator("form:has(textarea:visible) button[type=submit]").first.click()
    page.wait_for_timeout(500)
    if "/accounts/login/" not in page.url:
        expect(page.locator(".toast")).to_contain_text("You were signed out")
    sign_in(page, "mara", "ACC")
    page.goto(path)
    if not path.endswith("reply/"):
        page.keyboard.press("r")
    expect(page.locator("textarea:visible")).to_have_value(words)
