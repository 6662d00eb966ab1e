"""A person at a browser: sends, and tries again like a person while the house is shaking."""

import re
import threading
import time
from dataclasses import dataclass
from random import Random

import httpx

from tests.chaos.claims import Claims
from tests.chaos.diary import Diary

RETRY_SECONDS = 0.5
TIMEOUT_SECONDS = 30.0
PATIENCE_SECONDS = 150.0
# Besides pages and redirects: a rule said no (422), somebody was faster (409), too many at once (429).
HONEST = frozenset({200, 302, 303, 409, 422, 429})
WAIT = frozenset({429, 503})


class GaveUpError(Exception):
    """Nobody answered for longer than a person waits."""


@dataclass(frozen=True, slots=True)
class World:
    """What all people of a run share; they stop when `stopping` is set."""

    url: str
    seed: int
    stopping: threading.Event
    claims: Claims
    diary: Diary


class Client(threading.Thread):
    """One person with cookies of their own, who acts until the world stops."""

    def __init__(self, name: str, world: World) -> None:
        super().__init__(name=name, daemon=True)
        self.random = Random(f"{world.seed} {name}")
        self.claims, self.diary = world.claims, world.diary
        self.http = httpx.Client(base_url=world.url, timeout=TIMEOUT_SECONDS)
        self._stopping = world.stopping
        self._count = 0

    def run(self) -> None:
        """Act, pause, act again."""
        try:
            self.begin()
            while not self._stopping.is_set():
                self.act()
                time.sleep(self.random.uniform(0.05, 0.3))
        except GaveUpError as gone:
            self.diary.refuse(f"{self.name} gave up: {gone}")
        except Exception as error:
            self.diary.refuse(f"{self.name} ended: {error!r}")
            raise

    def begin(self) -> None:
        """What comes once."""

    def act(self) -> None:
        """What comes again and again."""
        raise NotImplementedError

    def once(self, method: str, path: str, data: dict[str, str] | None = None) -> httpx.Response | None:
        """One try; `None` when no answer came, or "come back later"."""
        try:
            answer = self.http.request(method, path, data=data, headers=self.headers())
        except httpx.TransportError as error:
            self.diary.answered(type(error).__name__)
            return None
        is_later = answer.status_code in WAIT and "Retry-After" in answer.headers
        self.diary.answered(f"{answer.status_code}{' with Retry-After' if is_later else ''}")
        if is_later:
            return None
        if answer.status_code not in HONEST:
            self.diary.refuse(f"{answer.status_code} for {method} {path}")
            return None
        return answer

    def headers(self) -> dict[str, str]:
        """What a browser would add."""
        return {}

    def until_answered(self, method: str, path: str, data: dict[str, str] | None = None) -> httpx.Response:
        """Try again until there is an answer; only for what may be said twice."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            answer = self.once(method, path, data)
            if answer is not None:
                return answer
            time.sleep(RETRY_SECONDS)
        raise GaveUpError(f"no answer to {method} {path}")

    def page(self, path: str) -> str:
        """The text of a page."""
        return self.until_answered("GET", path).text

    def mark(self) -> str:
        """A word that nobody ever said before."""
        self._count += 1
        return f"{self.name}x{self._count}x"


def found(pattern: str, text: str) -> str:
    """The first group of the first match, or nothing."""
    match = re.search(pattern, text)
    return match[1] if match else ""
