"""What a first visit costs on the wire, everything counted: bars of the design, section 9."""

import pytest
from playwright.sync_api import CDPSession, Page

from tests.journeys.conftest import OpenPage
from tests.journeys.people import set_the_scene, sign_in
from tests.stack import Stack

KILOBYTE = 1000
SETTLING_MILLISECONDS = 800


@pytest.fixture(scope="module", autouse=True)
def scene(stack: Stack) -> None:
    """A queue of a full page, and a week with numbers and charts."""
    set_the_scene(stack, "WGT", resolved=60)
    set_the_scene(stack, "WGQ", more=60)
    stack.manage("refresh_kpis", "--launch", "WGT")


def first_visit(page: Page, path: str) -> int:
    """Every byte that comes when somebody opens a page with an empty cache: pages, styles, scripts, heads."""
    received: list[float] = []
    session = _emptied(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="load")
    page.wait_for_timeout(SETTLING_MILLISECONDS)
    print(f"{path}: {sum(received) / KILOBYTE:.1f} KB in {len(received)} requests")  # noqa: T201 - the figure
    return round(sum(received))


def _emptied(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    return session


@pytest.mark.parametrize(
    ("key", "path", "most"), [("WGQ", "/queue/?launch=WGQ", 60), ("WGT", "/launches/WGT/", 120)]
)
def test_a_first_visit_stays_below_its_bar(open_page: OpenPage, key: str, path: str, most: int) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    sign_in(page, "mara", key)
    assert first_visit(page, path) <= most * KILOBYTE
