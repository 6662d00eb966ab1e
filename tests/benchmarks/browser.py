"""A real Chromium, signed in on one of the sites."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, sync_playwright

from tests.benchmarks.stage import Site
from tests.journeys.conftest import FLAGS

WIDE = {"width": 1440, "height": 900}


@contextmanager
def signed_in(site: Site) -> Iterator[BrowserContext]:
    """An agent's browser with nothing in its cache."""
    cookies = [{"name": name, "value": value, "url": site.url} for name, value in site.cookies().items()]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = chromium.new_context(base_url=site.url, viewport=WIDE)  # type: ignore[arg-type]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        yield context
        chromium.close()
