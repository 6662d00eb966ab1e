"""A real Chromium on the running stack."""

import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.stack import Stack

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT_MILLISECONDS = 10_000
AFTERMATH_MILLISECONDS = 500
WINDOWS = pytest.StashKey[list[Page]]()
SEEN = """() => ({
  address: location.href,
  focus: document.activeElement.outerHTML.slice(0, 300),
  dialogs: [...document.querySelectorAll("dialog[open]")].map((each) => each.innerText.slice(0, 300)),
  rows: [...document.querySelectorAll("[data-row]")].map((each) => `${each.id} ${each.className}`),
  words: document.body.innerText.slice(0, 2000),
})"""
expect.set_options(timeout=TIMEOUT_MILLISECONDS)
OpenPage = Callable[..., Page]


# Per module: Playwright's event loop must be gone before other modules use the database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def mailbox(stack: Stack) -> Path:
    """The folder in which mail arrives."""
    return Path(urlsplit(stack.environment["EMAIL_URL"]).path)


@pytest.fixture
def faults() -> list[str]:
    """Script errors and policy violations that any page of the test has seen."""
    return []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to a failed journey's report what its windows showed."""
    report = yield
    windows: list[Page] = item.stash.get(WINDOWS, [])
    if report.when == "call" and report.failed:
        for number, page in enumerate(windows):
            report.sections.append((f"window {number}", str(page.evaluate(SEEN))))
    return report


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, browser: Browser, stack: Stack, faults: list[str]
) -> Iterator[OpenPage]:
    """Opens pages as separate people; afterwards none may have seen a script error or a policy violation."""
    pages = request.node.stash.setdefault(WINDOWS, [])

    def opened(**options: Any) -> Page:
        context = browser.new_context(base_url=stack.url, locale="en-GB", timezone_id="UTC", **options)
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.extend(_violations(message)))
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One person's browser window."""
    return open_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def axe(faults: list[str]) -> Callable[[Page], None]:
    """Asserts that the page has no serious or critical accessibility finding."""

    def check(page: Page) -> None:
        known = len(faults)
        assert_accessible(page)
        page.wait_for_timeout(AFTERMATH_MILLISECONDS)
        del faults[known:]  # axe measures with inline styles, which the policy refuses

    return check


def assert_accessible(page: Page) -> None:
    """Fail with rule and place of every serious or critical finding."""
    found = Axe().run(page).response["violations"]
    grave = [
        (finding["id"], [node["target"] for node in finding["nodes"]])
        for finding in found
        if finding["impact"] in {"serious", "critical"}
    ]
    assert grave == []


def _violations(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []
