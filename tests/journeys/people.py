"""What people do in a browser."""

from playwright.sync_api import Page

from tests.credentials import PASSWORD, mail
from tests.stack import Stack


def set_the_scene(stack: Stack, key: str, **said: int) -> None:
    """Build a launch inside the stack."""
    code = f"from tests.journeys.scene import build; build({key!r}, **{said!r})"
    stack.manage("shell", "-v0", "-c", code)


def sign_in(page: Page, name: str, key: str) -> None:
    """Sign in as a person of the scene."""
    page.goto("/")
    page.get_by_label("Email").fill(mail(name, key))
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
