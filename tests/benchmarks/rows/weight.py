"""What a first visit costs on the wire, compressed: the page, all that it names, and their heads."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from tests.benchmarks.browser import signed_in
from tests.benchmarks.report import Measured
from tests.benchmarks.stage import Stage

KILOBYTE = 1000
SETTLING_MILLISECONDS = 1000
# There is no widget yet: its bar of 15 KB is measured once there is one.
BARS = {"queue": ("/queue/?launch=B0", 60), "week page": ("/launches/B0/", 120)}


def measure(stage: Stage) -> Iterator[Measured]:
    """Each page in a browser with an empty cache."""
    for what, (path, most) in BARS.items():
        with signed_in(stage.large) as browser:
            sizes = received(browser, path)
        kilobytes = sum(sizes.values()) / KILOBYTE
        figure = f"{kilobytes:.1f} KB in {len(sizes)} requests"
        yield Measured("weight", what, f"<= {most} KB", figure, kilobytes <= most, detail=dict(sizes))


def received(browser: BrowserContext, path: str) -> dict[str, float]:
    """The bytes of every request that opening the page leads to, by its path."""
    page, paths, sizes = browser.new_page(), {}, {}
    session = browser.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda sent: paths.update({sent["requestId"]: _path(sent)}))
    session.on(
        "Network.loadingFinished",
        lambda done: sizes.update({paths[done["requestId"]]: done["encodedDataLength"]}),
    )
    page.goto(path, wait_until="load")
    page.wait_for_timeout(SETTLING_MILLISECONDS)
    return sizes


def _path(sent: dict[str, dict[str, str]]) -> str:
    return urlsplit(sent["request"]["url"]).path
