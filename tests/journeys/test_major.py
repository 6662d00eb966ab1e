"""A major incident from its declaration to its review, and what its reporter reads meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.journeys.rows import rows
from tests.stack import Stack

WIDE = {"viewport": {"width": 1440, "height": 900}}
PUBLIC = "We know that orders cannot be entered and are working on it."
P1 = """
from feedback.tokens import token_for_incident
from incidents.models import Incident
from tests.journeys.scene import due_in
due_in("MAJ", 600)
rows = Incident.objects.select_related("launch").filter(launch__key="MAJ")
made = rows.latest("number")
made.reporter = rows.get(number=1).reporter
made.save(update_fields=["reporter"])
print(token_for_incident(made))
"""


@pytest.fixture(scope="module")
def token(stack: Stack) -> str:
    """The reporter's link of MAJ-4, a P1."""
    set_the_scene(stack, "MAJ")
    return stack.manage("shell", "-v0", "-c", P1).strip().splitlines()[-1]


def fill(page: Page, **said: str) -> None:
    """The form in the dialog, sent; it closes when its action is done."""
    form = page.locator("dialog#act form")
    expect(form).to_be_visible()
    for name, words in said.items():
        form.locator(f"[name={name}]").fill(words)
    form.locator("button[type=submit]").first.click()


def done(page: Page) -> None:
    """The dialog has closed."""
    expect(page.locator("dialog#act")).to_be_hidden()


def declare(page: Page) -> None:
    """From the incident's own suggestion."""
    page.goto("/incidents/MAJ-4/")
    page.locator("#declare-major").click()
    fill(page, war_room="https://meet.bank.example/orders")
    done(page)
    expect(page.locator("#major-panel")).to_contain_text("Mara Lindqvist")


def inform(page: Page) -> None:
    """Executives wait until both sentences are there; those who work on it do not."""
    page.goto("/incidents/MAJ-4/major/")
    page.locator("#major-update-executive").click()
    fill(page, conditions="Frankfurt works by phone.")
    expect(page.locator("dialog#act .form-errors")).to_contain_text("one sentence of business impact")
    page.locator("dialog#act [data-close]").click()
    done(page)
    page.locator("#major-words").click()
    fill(page, business_impact="No orders in Frankfurt.", public_sentence=PUBLIC)
    done(page)
    page.locator("#major-update-executive").click()
    fill(page, conditions="Frankfurt works by phone.")
    done(page)
    page.locator("#major-update-tactical").click()
    fill(page, conditions="Session 4 drops.", actions="Restarting.", needs="The vendor.")
    done(page)
    expect(page.locator("#major")).to_contain_text("Session 4 drops.")


def review(page: Page) -> None:
    """Stood down, written down, with what is to be done."""
    page.locator("#stand-down").click()
    expect(page.locator("#major")).to_contain_text("It has not been written yet.")
    page.locator("#major-review").click()
    fill(page, what_happened="It ran over.", causes="No limit.", lessons="Set limits.")
    done(page)
    page.locator("#review-follow-up").click()
    fill(page, words="Set the limits of production")
    done(page)
    expect(page.locator("#major .follow-up")).to_contain_text("Set the limits of production")
    expect(page.locator("#major")).to_contain_text("Set limits.")


def test_from_declaration_to_review(
    stack: Stack, open_page: OpenPage, axe: Callable[[Page], None], token: str
) -> None:
    page, queue, reporter = open_page(**WIDE), open_page(**WIDE), open_page()
    sign_in(page, "mara", "MAJ")
    declare(page)
    axe(page)
    inform(page)
    axe(page)
    reporter.goto(f"/t/{token}/")
    expect(reporter.locator("#report")).to_contain_text(PUBLIC)
    expect(reporter.locator("body")).not_to_contain_text("No orders in Frankfurt.")
    sign_in(queue, "ilya", "MAJ")
    queue.goto("/queue/?launch=MAJ")
    queue.locator("#views").get_by_role("link", name="Major").click()
    expect(queue.locator("[data-row]")).to_have_count(1)
    review(page)
    axe(page)
    page.goto("/incidents/MAJ-4/")
    expect(page.locator("#timeline")).to_contain_text("Mara Lindqvist declared it a major incident")
    expect(page.locator("#timeline")).to_contain_text("Mara Lindqvist wrote the review")
    assert "0 differences" in stack.manage("verify_history")
    asked = "SELECT asked_by FROM incidents_followup f JOIN launches_launch l ON l.id = f.launch_id"
    assert rows(stack, f"{asked} WHERE l.key = 'MAJ'") == [("review",)]
