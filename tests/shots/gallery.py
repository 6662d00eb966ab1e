"""Opens pages as their people in a real browser, and takes the pictures."""

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Route, sync_playwright
from playwright.sync_api import Page as Window

from tests.journeys.conftest import FLAGS
from tests.shots.checks import axe_findings, findings
from tests.shots.pages import Page
from tests.shots.sheet import Shot
from tests.stack import Stack

WIDTHS = {1440: 900, 390: 844}
ZOOMED = {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2}
TALLEST = 2400
SETTLING_MILLISECONDS = 250
EXPECTED_NOISE = ("Failed to load resource", "net::ERR_INTERNET_DISCONNECTED")
Options = dict[str, Any]


class Gallery:
    """A browser, and for each person who looks one signed-in state."""

    def __init__(self, browser: Browser, stack: Stack, scenes: dict[str, Any], folder: Path) -> None:
        self.browser, self.stack, self.scenes, self.folder = browser, stack, scenes, folder
        self.signed_in: dict[str, Any] = {}
        self.contexts: dict[tuple[str, str, str], BrowserContext] = {}

    def shoot(self, page: Page, scene: str, width: int) -> Iterator[Shot]:
        """One page at one width, light and dark."""
        options: Options = {"viewport": {"width": width, "height": WIDTHS[width]}}
        window, faults = self._open(page, scene, options)
        looks = findings(window)
        for scheme in ("light", "dark"):
            window.emulate_media(color_scheme=scheme)
            shot = Shot(page.name, scene, f"{width}-{scheme}", [*faults, *looks])
            self._take(window, shot, is_whole=not page.steps)
            # What a colour scheme may change is contrast only.
            shot.findings += axe_findings(window, only="" if scheme == "light" else "color-contrast")
            yield shot
            faults, looks = [], []
        self._close(window)

    def shoot_zoomed(self, page: Page, scene: str) -> Shot:
        """A page at 200 % zoom, for somebody who asks for less motion."""
        window, faults = self._open(page, scene, {**ZOOMED, "reduced_motion": "reduce"})
        shot = Shot(page.name, scene, "zoomed", [*faults, *findings(window)])
        window.screenshot(path=self.folder / shot.file, animations="disabled")
        self._close(window)
        return shot

    def _open(self, page: Page, scene: str, options: Options) -> tuple[Window, list[str]]:
        context = self._context(page.who, scene, options)
        window = context.new_page()
        faults: list[str] = []
        window.on("pageerror", lambda error: faults.append(f"script: {error}"))
        window.on("console", lambda message: faults.extend(_complaints(message)))
        for name, html in self.scenes["errors"].items():
            answer = {"status": int(name), "body": html, "content_type": "text/html"}
            window.route(f"**/shots/{name}/", partial(_fulfill, answer=answer))
        response = window.goto(page.path_in(self.scenes[scene]), wait_until="load")
        if response is None or response.status != page.status:
            faults.append(f"answered {response and response.status}, not {page.status}")
        window.wait_for_timeout(SETTLING_MILLISECONDS)
        try:
            for step in page.steps:
                step(window)
        except Error as problem:
            faults.append(f"step: {problem.message.splitlines()[0]}")
        window.wait_for_load_state("load")  # a step may have led to another page
        return window, faults

    def _close(self, window: Window) -> None:
        window.context.set_offline(False)
        window.close()

    def _context(self, who: str, scene: str, options: Options) -> BrowserContext:
        """One for each person, scene and screen, so that what a browser keeps is fetched once."""
        key = (who, scene, str(options))
        if key not in self.contexts:
            self.contexts[key] = self._new_context(who, scene, options)
        return self.contexts[key]

    def _new_context(self, who: str, scene: str, options: Options) -> BrowserContext:
        common: Options = {"base_url": self.stack.url, "locale": "en-GB", "timezone_id": "Europe/Berlin"}
        state = self._state(who, scene) if who else None
        context = self.browser.new_context(**common, **options, storage_state=state)
        context.set_default_timeout(8_000)
        return context

    def _state(self, who: str, scene: str) -> Any:
        """The cookies of somebody who signed in once."""
        address = self.scenes[scene]["people"][who]
        if address not in self.signed_in:
            context = self.browser.new_context(base_url=self.stack.url)
            window = context.new_page()
            window.goto("/accounts/login/")
            window.get_by_label("Email").fill(address)
            window.get_by_label("Password").fill(self.scenes["password"])
            window.keyboard.press("Enter")
            window.wait_for_url(lambda url: "/accounts/" not in url)
            self.signed_in[address] = context.storage_state()
            context.close()
        return self.signed_in[address]

    def _take(self, window: Window, shot: Shot, *, is_whole: bool) -> None:
        """The whole page up to a length; what floats is taken as it is seen."""
        size = window.viewport_size
        if is_whole and size is not None:
            height = window.evaluate("document.documentElement.scrollHeight")
            window.set_viewport_size({**size, "height": max(size["height"], min(height, TALLEST))})
        window.screenshot(path=self.folder / shot.file, animations="disabled")
        if size is not None:
            window.set_viewport_size(size)


class OpenGallery:
    """The gallery with its browser, closed at the end."""

    def __init__(self, stack: Stack, scenes: dict[str, Any], folder: Path) -> None:
        self.playwright = sync_playwright().start()
        chromium = self.playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        self.gallery = Gallery(chromium, stack, scenes, folder)

    def __enter__(self) -> Gallery:
        return self.gallery

    def __exit__(self, *problem: object) -> None:
        self.gallery.browser.close()
        self.playwright.stop()


def build_scenes(stack: Stack) -> dict[str, Any]:
    """Build them inside the stack; their facts, by launch key."""
    told = stack.manage(
        "shell", "-v0", "-c", "import json; from tests.shots.scenes import build; print(json.dumps(build()))"
    )
    scenes: dict[str, Any] = json.loads(told.splitlines()[-1])
    return scenes


def _fulfill(route: Route, *, answer: dict[str, Any]) -> None:
    route.fulfill(**answer)


def _complaints(message: ConsoleMessage) -> list[str]:
    is_noise = message.type != "error" or any(noise in message.text for noise in EXPECTED_NOISE)
    return [] if is_noise else [f"console: {message.text[:200]}"]
