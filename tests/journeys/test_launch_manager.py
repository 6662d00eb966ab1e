"""A launch manager: connects a program, sees that it works, and shuts it out again."""

from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

PROMOTE = (
    "from hypercare.launches.models import Membership; "
    "Membership.objects.filter(launch__key='MGR', user__name='Mara Lindqvist').update(role='launch_manager')"
)


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch that Mara manages."""
    set_the_scene(stack, "MGR")
    stack.manage("shell", "-v0", "-c", PROMOTE)


def status_for(stack: Stack, key: str) -> int:
    """What a program with this key is told about the launch."""
    request = Request(f"{stack.url}/api/v1/launches/MGR/", headers={"Authorization": f"Bearer {key}"})
    try:
        with urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def test_a_program_is_let_in_and_shut_out(
    open_page: OpenPage, axe: Callable[[Page], None], stack: Stack
) -> None:
    page = open_page(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    sign_in(page, "mara", "MGR")
    page.get_by_role("link", name="API keys").click()
    axe(page)
    page.get_by_label("Name").fill("Grafana")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_role("heading", name="The key Grafana is made")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    key = page.evaluate("navigator.clipboard.readText()")
    assert key == page.get_by_label("The new key").input_value()
    assert status_for(stack, key) == 200
    page.goto("/keys/?launch=MGR")
    assert key not in page.content()
    expect(page.get_by_text("Last used")).to_be_visible()
    page.get_by_label("Revoke Grafana").click()
    page.get_by_role("button", name="Revoke for good").click()
    expect(page.get_by_text("Revoked", exact=True)).to_be_visible()
    axe(page)
    assert status_for(stack, key) == 401
