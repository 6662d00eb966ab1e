"""People at their browsers, as cheap as they can be: a thread and one connection each.

They ask for what the pages ask for: a desk polls for changes, and refetches its panels when there are some.
"""

import contextlib
import gzip
import http.client
import re
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode

from hypercare.runtime import application

POLL_SECONDS = 1.5  # as static/js/live.js
TELL_SECONDS, LIST_TELLS_SECONDS = 4.0, 20.0  # as static/js/presence.js
TIMEOUT_SECONDS = 30.0
NO_FIELDS: Mapping[str, str] = {}
SORTS = ("due", "due", "priority", "newest", "oldest")
KINDS = ("bug", "bug", "bug", "usability", "question")
PANEL = r'hx-get="(/incidents/[^"]+/panels/live/[^"]*)"'


@dataclass(slots=True)
class Tally:
    """What everybody saw: seconds of each kind of request, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many requests there were."""
        return sum(map(len, self.seconds.values()))


@dataclass(frozen=True, slots=True)
class World:
    """What all of them share; they go home when `closing` is set."""

    port: int
    seed: int
    tally: Tally = field(default_factory=Tally)
    closing: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The page, unpacked only where somebody reads it."""
        is_packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


class DoorsClosedError(Exception):
    """Time to go home, whatever one was about to do."""


class Person(threading.Thread):
    """Somebody who acts until the doors close."""

    def __init__(self, name: str, world: World, cookies: Mapping[str, str] = NO_FIELDS) -> None:
        super().__init__(name=name, daemon=True)
        self.world, self.random = world, Random(f"{world.seed} {name}")
        self.cookies = dict(cookies)
        self.connection = http.client.HTTPConnection(application.HOST, world.port, timeout=TIMEOUT_SECONDS)

    def run(self) -> None:
        """Come at a time of one's own, then act again and again."""
        with contextlib.suppress(DoorsClosedError):
            self.think(0, 10)
            while True:
                self._act_or_tell()

    def _act_or_tell(self) -> None:
        try:
            self.act()
        except (OSError, http.client.HTTPException, AssertionError) as problem:
            self.world.tally.errors.append(f"{self.name}: {problem!r}")
            self.connection.close()
            self.think(1, 2)

    def act(self) -> None:
        """What comes again and again."""
        raise NotImplementedError

    def think(self, least: float, most: float) -> None:
        """Let some seconds pass. Raises `DoorsClosedError`."""
        self.wait(self.random.uniform(least, most))

    def wait(self, seconds: float) -> None:
        """Let this time pass. Raises `DoorsClosedError`."""
        if self.world.closing.wait(seconds):
            raise DoorsClosedError

    def ask(
        self,
        kind: str,
        path: str,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] = NO_FIELDS,
        lawful: tuple[int, ...] = (200,),
    ) -> Answer:
        """One request, timed under its kind. Raises `AssertionError` for an answer that is not lawful."""
        method, body = ("GET", None) if fields is None else ("POST", urlencode(fields))
        sent = {"Accept-Encoding": "gzip", "Cookie": self._cookie(), **headers}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body=body, headers=sent)
        response = self.connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        self.world.tally.seconds[kind].append(time.perf_counter() - started)
        self._keep_cookies(answer)
        assert answer.status in lawful, f"{answer.status} for {kind}: {method} {path[:60]}"
        return answer

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


class Agent(Person):
    """Looks at the queue, opens a row, answers its reporter; meanwhile the page keeps itself fresh."""

    def __init__(self, name: str, world: World, cookies: Mapping[str, str], launch: str) -> None:
        super().__init__(name, world, cookies)
        self.launch = launch
        self.live, self.version, self.token = "", "", ""
        self.here, self.tells_at = "", 0.0
        self.panels: dict[str, str] = {}

    def act(self) -> None:
        """One incident."""
        key = self.look()
        self.watch(3, 8)
        pane = self.ask("incident", f"/incidents/{key}/", headers=_htmx("detail"))
        self.panels["incident"] = found(PANEL, pane.text)
        self.watch(5, 12)
        self.send("reply", key, {"body": f"We look into it. {self.random.random()}"})
        self._refresh()
        self.watch(2, 5)
        del self.panels["incident"]

    def look(self) -> str:
        """The queue in some order; the key of one of its rows."""
        page = self.ask("queue", f"/queue/?launch={self.launch}&sort={self.random.choice(SORTS)}").text
        self.live = found(r'data-live-url="([^"]+)"', page)
        self.version = found(r'data-live-version="([^"]+)"', page)
        self.here, self.tells_at = found(r'data-here-url="([^"]+)"', page), time.monotonic()
        self.token = found(r'"X-CSRFToken": "([^"]+)"', page)
        self.panels["rows"] = found(r'id="rows"\s+hx-get="([^"]+)"', page)
        keys: list[str] = re.findall(r'id="row-([^"]+)"', page)
        return self.random.choice(keys)

    def send(self, verb: str, key: str, fields: Mapping[str, str]) -> None:
        """Do something to an incident."""
        headers = {**_htmx(""), "X-CSRFToken": self.token}
        self.ask(verb, f"/incidents/{key}/{verb}/", fields=fields, headers=headers, lawful=(204,))

    def watch(self, least: float, most: float) -> None:
        """Let some seconds pass; every one and a half the page asks for changes, sometimes for people."""
        until = time.monotonic() + self.random.uniform(least, most)
        while (left := until - time.monotonic()) > 0:
            self.wait(min(left, POLL_SECONDS))
            answer = self.ask("live poll", f"{self.live}?since={self.version}", lawful=(200, 204))
            if answer.status == 200:
                self.version = answer.text
                self._refresh()
            if time.monotonic() >= self.tells_at:
                self._tell()

    def _tell(self) -> None:
        """Say which incident is open, and hear where everybody else is."""
        panel = self.panels.get("incident", "")
        number = found(r"-(\d+)/panels/", panel) if panel else ""
        self.ask("presence", f"{self.here}?window={self.name}&at={number}", lawful=(200, 204))
        self.tells_at = time.monotonic() + (TELL_SECONDS if panel else LIST_TELLS_SECONDS)

    def _refresh(self) -> None:
        """The panels fetch themselves again."""
        self.ask("queue, refreshed", self.panels["rows"], headers=_htmx("rows"))
        if "incident" in self.panels:
            panel = self.panels["incident"]
            news = self.ask("incident, refreshed", panel, headers=_htmx("watch"), lawful=(200, 204))
            self.panels["incident"] = found(PANEL, news.text) if news.status == 200 else panel


class Watcher(Agent):
    """Has the queue open and does nothing."""

    def act(self) -> None:
        """Look once, and stay."""
        self.look()
        while True:
            self.watch(60, 60)


class Reporter(Person):
    """Opens the form, writes, sends, reads the receipt and opens the report's page."""

    def __init__(self, name: str, world: World, form_key: str) -> None:
        super().__init__(name, world)
        self.form, self.sent = f"/f/{form_key}/", 0

    def act(self) -> None:
        """One report."""
        key = found(r'name="idempotency_key" value="([^"]+)"', self.ask("form", self.form).text)
        self.think(6, 14)
        said = {
            "idempotency_key": key,
            "body": f"The order appears but never executes. {self.name} {self.random.random()}",
            "kind": self.random.choice(KINDS),
            "email": f"{self.name}@load.example",
        }
        answer = self.ask("send", self.form, fields=said, lawful=(302,))
        self.sent += 1
        receipt = self.ask("receipt", answer.headers["Location"]).text
        self.think(2, 4)
        self.ask("my report", found(r'href="(/t/[^"]+)"', receipt))
        self.think(6, 14)


def found(pattern: str, text: str) -> str:
    """The first group of the first match. Raises `AssertionError`."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in {text[:200]!r}"
    return unescape(match[1])


def _htmx(target: str) -> dict[str, str]:
    return {"HX-Request": "true", **({"HX-Target": target} if target else {})}
