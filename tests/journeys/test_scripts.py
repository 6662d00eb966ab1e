"""The pages' own scripts in a real browser, against a server that answers as the test says."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

HERE = "http://desk.test"
PAGE = """
<!doctype html><html lang="en"><head>{head}</head><body>
<p class="offline">Offline</p>
<span hidden data-live-url="/live/" data-live-version="1"></span>
<p id="panel" hx-get="/panel" hx-trigger="launch-changed from:body">old</p>
<input type="search" data-key="/" aria-label="Search">
<div data-list>
<a data-row id="one" href="/one">One</a><a data-row id="two" href="/two">Two</a>
</div>
<details class="menu"><summary data-key="a">Assign</summary>
<div class="menu-body"><button type="button">To me</button></div></details>
<form method="post" action="/plain">
<textarea id="plain" data-draft="plain"></textarea><button>Send</button></form>
<form hx-post="/partial" hx-swap="none">
<textarea id="partial" data-draft="partial"></textarea><button>Save</button></form>
<button type="button" data-choose="theme" value="dark">Dark</button>
<div class="toasts" role="status"></div>
<dialog id="keys"><dl data-keys></dl></dialog>
</body></html>
"""
EMPTY = "<!doctype html><html><head>{head}</head><body {data}>An answer</body></html>"


@dataclass
class Desk:
    """A page with all scripts; `answers` has status, body and headers by path, `None` for a dead line."""

    page: Page
    answers: dict[str, tuple[int, str, dict[str, str]] | None] = field(default_factory=dict)

    def answer(self, route: Route) -> None:
        """What the server says."""
        path = "/" + route.request.url.removeprefix(HERE).split("?")[0].lstrip("/")
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=file, content_type=mimetypes.guess_type(path)[0])
        elif (answer := self.answers[path]) is None:
            route.abort()
        else:
            status, body, headers = answer
            route.fulfill(status=status, body=body, headers={"Content-Type": "text/html", **headers})

    def draft(self, name: str) -> str | None:
        """What is kept on the device."""
        kept: str | None = self.page.evaluate(f"localStorage.getItem('draft:{name}')")
        return kept


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    """The page, opened, with nothing new on the server."""
    head = render_to_string("components/head.html").replace("css/all.css", "css/components/state.css")
    page = browser.new_page()
    desk = Desk(page)
    desk.answers = {
        "/": (200, PAGE.format(head=head), {}),
        "/live/": (204, "", {}),
        "/panel": (200, "new", {}),
        "/two": (200, EMPTY.format(head=head, data=""), {}),
        "/plain": (200, EMPTY.format(head=head, data=""), {}),
        "/broken": (500, EMPTY.format(head=head, data="data-failed"), {}),
        "/dead": None,
        "/partial": (204, "", {}),
    }
    page.route("**/*", desk.answer)
    page.goto(f"{HERE}/")
    yield desk
    page.close()


def test_words_survive_a_reload(desk: Desk) -> None:
    desk.page.locator("#plain").press_sequentially("Half a thought")
    desk.page.reload()
    assert desk.page.input_value("#plain") == "Half a thought"


def test_words_are_forgotten_once_the_server_has_them(desk: Desk) -> None:
    desk.page.fill("#plain", "Sent")
    desk.page.click("text=Send")
    desk.page.wait_for_url("**/plain")
    assert desk.draft("plain") is None


@pytest.mark.parametrize(("answer", "landing"), [("/broken", "**/plain"), ("/dead", "chrome-error://**")])
def test_words_survive_a_server_that_failed(desk: Desk, answer: str, landing: str) -> None:
    desk.answers["/plain"] = desk.answers[answer]
    desk.page.fill("#plain", "Not lost")
    desk.page.click("text=Send")
    desk.page.wait_for_url(landing)
    desk.page.goto(f"{HERE}/")
    assert desk.page.input_value("#plain") == "Not lost"


def test_a_refused_partial_keeps_the_words_and_says_why(desk: Desk) -> None:
    toast = '{"toast": {"words": "A note needs an author.", "stays": true}}'
    desk.answers["/partial"] = (422, "", {"HX-Reswap": "none", "HX-Trigger": toast})
    desk.page.fill("#partial", "Mine")
    desk.page.click("text=Save")
    desk.page.wait_for_selector("text=A note needs an author.")
    assert desk.draft("partial") == "Mine"


def test_an_accepted_partial_forgets_the_words(desk: Desk) -> None:
    desk.page.fill("#partial", "Mine")
    with desk.page.expect_response("**/partial"):
        desk.page.click("text=Save")
    desk.page.wait_for_function("localStorage.getItem('draft:partial') === null")


def test_a_change_makes_panels_refetch_themselves(desk: Desk) -> None:
    desk.answers["/live/"] = (200, "2", {"HX-Trigger": "launch-changed"})
    desk.page.wait_for_selector("#panel:has-text('new')", timeout=4000)


def test_a_dead_line_is_said_and_its_return_too(desk: Desk) -> None:
    desk.answers["/live/"] = None
    desk.page.wait_for_selector(".offline", timeout=4000)
    desk.answers["/live/"] = (204, "", {})
    desk.page.wait_for_selector(".offline", state="hidden", timeout=4000)


def test_j_and_k_move_and_enter_opens(desk: Desk) -> None:
    for key in ("j", "j", "k", "j", "Enter"):
        desk.page.keyboard.press(key)
    desk.page.wait_for_url("**/two")


def test_a_key_opens_its_menu_and_escape_goes_back(desk: Desk) -> None:
    desk.page.keyboard.press("a")
    assert desk.page.locator(":focus").inner_text() == "To me"
    desk.page.keyboard.press("Escape")
    assert desk.page.locator(":focus").inner_text() == "Assign"


def test_keys_are_letters_again_while_typing(desk: Desk) -> None:
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("jak?")
    assert desk.page.input_value("[type=search]") == "jak?"


def test_all_keys_are_listed_from_the_page(desk: Desk) -> None:
    desk.page.keyboard.press("?")
    listed = desk.page.locator("#keys kbd").all_inner_texts()
    assert listed == ["j", "k", "Enter", "/", "a", "?"]


def test_the_theme_is_remembered(desk: Desk) -> None:
    desk.page.click("text=Dark")
    desk.page.reload()
    assert desk.page.evaluate("document.documentElement.dataset.theme") == "dark"
