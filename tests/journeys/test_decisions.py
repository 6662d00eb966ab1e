"""A decision from its question to its answer: asked on an incident, answered from the week in one click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.journeys.rows import rows
from tests.stack import Stack

WIDE = {"viewport": {"width": 1440, "height": 900}}
QUESTION = "May month-end close with the workaround?"
MANAGER = """
from hypercare.accounts.roles import Role
from hypercare.launches.models import Membership
Membership.objects.filter(launch__key='DEC', user__email__startswith='ilya').update(role=Role.BUSINESS_OWNER)
"""


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A launch in which Ilya decides."""
    set_the_scene(stack, "DEC")
    stack.manage("shell", "-v0", "-c", MANAGER)


def ask(page: Page) -> None:
    """By keyboard, on an incident."""
    page.goto("/incidents/DEC-1/")
    page.keyboard.press("t")
    form = page.locator("dialog#act .follow-up-form")
    expect(form).to_be_visible()
    form.get_by_label("Kind").select_option("decide")
    expect(form.get_by_label("Owner")).to_be_hidden()
    form.get_by_label("What is to be done").fill(QUESTION)
    form.get_by_role("button", name="Keep follow-up").click()
    expect(page.locator("dialog#act")).to_be_hidden()
    expect(page.locator("#facts .follow-up")).to_contain_text(QUESTION)


def test_a_decision_in_one_click(stack: Stack, open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page(**WIDE)
    sign_in(page, "mara", "DEC")
    ask(page)
    axe(page)
    decider = open_page(**WIDE)
    sign_in(decider, "ilya", "DEC")
    decider.goto("/launches/DEC/")
    asked = decider.locator("#decisions .follow-up")
    expect(asked).to_contain_text(QUESTION)
    axe(decider)
    asked.get_by_role("button", name="Yes").click()
    expect(decider.locator(".toast")).to_contain_text("Decided: Yes.")
    expect(decider.locator("#decisions")).to_contain_text("No decision is asked for")
    expect(page.locator("#facts .follow-up")).to_contain_text("Yes, said Ilya Petrov")
    answers = "SELECT answer, state FROM incidents_followup f JOIN launches_launch l ON l.id = f.launch_id"
    assert rows(stack, f"{answers} WHERE l.key = 'DEC'") == [("Yes", "done")]


def test_it_works_without_a_script(stack: Stack, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "mara", "DEC")
    page.goto("/incidents/DEC-2/follow-up/")
    page.get_by_label("What is to be done").fill("Tell the desks")
    page.get_by_role("button", name="Keep follow-up").click()
    expect(page.locator("#facts .follow-up")).to_contain_text("Tell the desks")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".follow-up")).to_contain_text("Done by Mara Lindqvist")
