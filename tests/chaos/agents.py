"""Agents: signed in, each with one incident at a time, doing whatever its page offers."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

from tests.chaos.cast import KEY, PASSWORD, address
from tests.chaos.claims import Deed, Standing
from tests.chaos.client import RETRY_SECONDS, Client, World, found

CSRF = r'name="csrfmiddlewaretoken" value="([^"]+)"'
LEVELS = ("high/high", "high/medium", "medium/medium", "medium/low")
WAITS = ("reporter", "evidence", "vendor", "team")
PRIORITIES = ("1", "2", "3", "4")
OFFER = 'href="/incidents/{key}/{verb}/|action="/incidents/{key}/{verb}/|hx-[a-z]+="/incidents/{key}/{verb}/'
NUMBERS_EACH = 100_000
P1_RESPONSE = timedelta(minutes=15)


class Desk:
    """Which incidents there are, and who has which one in hand: nobody works on another's."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._taken: set[str] = set()
        self._lock = Lock()

    def learn(self, keys: set[str]) -> None:
        """Remember what a queue shows."""
        with self._lock:
            self._known |= keys

    def take(self, choose: Callable[[list[str]], str]) -> str:
        """One that nobody has in hand, or nothing."""
        with self._lock:
            free = sorted(self._known - self._taken)
            key = choose(free) if free else ""
            self._taken |= {key}
            return key

    def put_back(self, key: str) -> None:
        """Let others have it."""
        with self._lock:
            self._taken -= {key}


@dataclass(frozen=True, slots=True)
class Verb:
    """Something the page offers: how often it is chosen, and what is sent; of several words one is drawn."""

    weight: int
    fields: Mapping[str, tuple[str, ...]]

    @property
    def has_words(self) -> bool:
        """Whether it says something that can be read on the page afterwards."""
        return bool({"body", "reason"} & self.fields.keys())


VERBS: Mapping[str, Verb] = {
    "acknowledge": Verb(8, {}),
    "assign": Verb(3, {"assignee": ()}),
    "triage": Verb(3, {"levels": LEVELS, "nature": ("defect",), "affected_users": ("{mark}",)}),
    "override": Verb(1, {"priority": PRIORITIES, "reason": ("The board asked, {mark}.",)}),
    "reply": Verb(6, {"body": ("We look into it, {mark}.",)}),
    "note": Verb(3, {"body": ("Seen before, {mark}.",)}),
    "wait": Verb(2, {"waiting_on": WAITS}),
    "end-wait": Verb(4, {}),
    "resolve": Verb(4, {"resolution": ("fixed",), "cause": ("code",), "body": ("It works again, {mark}.",)}),
    "reopen": Verb(2, {"body": ("Still there, {mark}.",)}),
    "decline": Verb(1, {"reason": ("works_as_designed",), "body": ("It is meant so, {mark}.",)}),
    "close": Verb(1, {}),
}


class Agent(Client):
    """A member of the team."""

    def __init__(self, number: int, world: World, desk: Desk) -> None:
        super().__init__(f"agent{number}", world)
        self._email, self._desk, self._token = address(number), desk, ""
        self._base = number * NUMBERS_EACH

    def begin(self) -> None:
        """Sign in."""
        self._token = found(CSRF, self.page("/accounts/login/"))
        signed = {"login": self._email, "password": PASSWORD}
        while not self.until_answered("POST", "/accounts/login/", signed).is_redirect:
            self._token = found(CSRF, self.page("/accounts/login/"))
        self._token = found(CSRF, self.page(f"/incidents/new/?launch={KEY}"))

    def headers(self) -> dict[str, str]:
        """The token against forged posts."""
        return {"X-CSRFToken": self._token} if self._token else {}

    def act(self) -> None:
        """Look at the queue, take one, do a few things to it; now and then somebody phones."""
        if self.random.random() < 0.08:
            self._declare()
        sort = self.random.choice(("due", "priority", "newest", "oldest"))
        queue = self.page(f"/queue/?launch={KEY}&sort={sort}")
        self._desk.learn(set(re.findall(rf"/incidents/({KEY}-\d+)/", queue)))
        key = self._desk.take(self.random.choice)
        if key:
            for _ in range(self.random.randint(1, 4)):
                self._step(key)
            self._desk.put_back(key)

    def _step(self, key: str) -> None:
        page = self.page(f"/incidents/{key}/")
        verbs = [verb for verb in VERBS if re.search(OFFER.format(key=key, verb=verb), page)]
        if not verbs:
            return
        verb = self.random.choices(verbs, [VERBS[verb].weight for verb in verbs])[0]
        mark = str(self._number()) if verb == "triage" else self.mark()
        fields = self._assignment(key) if verb == "assign" else self._filled(verb, mark)
        self._do(key, verb, fields, mark if VERBS[verb].has_words or verb == "triage" else "")

    def _filled(self, verb: str, mark: str) -> dict[str, str]:
        fields = VERBS[verb].fields
        return {name: self.random.choice(words).format(mark=mark) for name, words in fields.items()}

    def _do(self, key: str, verb: str, fields: dict[str, str], mark: str) -> None:
        """Send it; without an answer look first, and say words again only when they are not there."""
        standing = self._sent(f"/incidents/{key}/{verb}/", fields)
        while standing is Standing.UNKNOWN and VERBS[verb].has_words:
            time.sleep(RETRY_SECONDS * 2)  # a server that lost its client may still be writing
            is_there = mark in self.page(f"/incidents/{key}/")
            standing = Standing.DONE if is_there else self._sent(f"/incidents/{key}/{verb}/", fields)
        self.claims.deeds.append(Deed(key, verb, self._email, standing, mark or self._meaning(fields)))

    def _sent(self, path: str, fields: dict[str, str]) -> Standing:
        answer = self.once("POST", path, fields)
        if answer is None:
            return Standing.UNKNOWN
        if answer.headers.get("Location", "").startswith("/accounts/"):
            self.diary.refuse(f"{self.name} was signed out")
        return Standing.DONE if answer.is_redirect else Standing.REFUSED

    def _meaning(self, fields: dict[str, str]) -> str:
        return "".join(fields.get(name, "") for name in ("waiting_on", "assignee"))

    def _assignment(self, key: str) -> dict[str, str]:
        """Somebody other than the form shows now."""
        form = self.page(f"/incidents/{key}/assign/")
        people = found(r'(?s)<select name="assignee"(.*?)</select>', form)
        others = re.findall(r'<option value="(\d+)">', people)
        return {"assignee": self.random.choice(others)} if others else {"assignee": ""}

    def _declare(self) -> None:
        """Somebody phones about what happened a quarter of an hour ago: its promise is nearly broken."""
        mark = self.mark()
        reported_at = datetime.now(UTC) - P1_RESPONSE + timedelta(minutes=self.random.choice((1, 2)))
        said = {
            "title": f"Prices stand still {mark}",
            "body": f"They said {mark} on the phone.",
            "reporter_name": "Somebody",
            "reporter_email": f"{mark}@desk.example",
            "nature": "defect",
            "levels": "high/high",
            "reported_at": f"{reported_at:%Y-%m-%dT%H:%M}",
        }
        standing = self._sent(f"/incidents/new/?launch={KEY}", said)
        self.claims.deeds.append(Deed("", "declare", self._email, standing, mark))

    def _number(self) -> int:
        self._count += 1
        return self._base + self._count
