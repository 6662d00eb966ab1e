"""Reporters: they send the form until they hold a receipt, answer, and rate."""

import time

import httpx

from tests.chaos.cast import FORM_KEY
from tests.chaos.claims import Fate, Rating, Receipt, Reply
from tests.chaos.client import RETRY_SECONDS, Client, World, found

KEY = r'name="idempotency_key" value="([^"]+)"'
NUMBER = r"(R-[0-9A-F]{4}-[0-9A-F]{4})"
SURVEY = r'action="(/s/[^"]+/)"'
FORM_PATH = f"/f/{FORM_KEY}/"
KINDS = ("bug", "bug", "bug", "usability", "idea", "question")


class Reporter(Client):
    """Somebody outside the team; each report comes from a mail address of its own."""

    def __init__(self, number: int, world: World) -> None:
        super().__init__(f"reporter{number}", world)
        self._held: list[Receipt] = []

    def act(self) -> None:
        """A report, or a look at one of mine."""
        if self._held and self.random.random() < 0.55:
            self._look(self.random.choice(self._held))
        else:
            self._report()

    def _report(self) -> None:
        mark, chance = self.mark(), self.random.random()
        words = f"Order {mark} appears but never executes."
        email = f"{mark}@desk.example"
        if chance < 0.06:
            self._send(words, Fate.PRAISE, kind="praise", email=email)
        elif chance < 0.12:
            self._send(words, Fate.HELD, kind="bug", email=email, website="https://spam.example")
        elif chance < 0.2:
            for _ in range(2):
                self._send(words, Fate.TWIN, kind="bug", email=email)
        else:
            kind = self.random.choice(KINDS)
            self._held.append(self._send(words, Fate.INCIDENT, kind=kind, email=email))

    def _send(self, words: str, fate: Fate, **said: str) -> Receipt:
        """Send one form, again and again with the same key, until the receipt is on the screen."""
        key = found(KEY, self.page(FORM_PATH))
        data = {"idempotency_key": key, "body": words, **said}
        answer = self._posted(FORM_PATH, data)
        token = answer.headers["Location"].rstrip("/").rpartition("/")[2]
        receipt = Receipt(key, found(NUMBER, self.page(answer.headers["Location"])), token, words, fate)
        self.claims.receipts.append(receipt)
        return receipt

    def _look(self, receipt: Receipt) -> None:
        """Open my page, rate what is solved, and now and then write."""
        page = self.page(f"/t/{receipt.token}/")
        survey = found(SURVEY, page)
        if survey:
            self._rate(survey)
        if 'id="reply"' in page and self.random.random() < 0.5:
            self._reply(receipt, page)

    def _rate(self, path: str) -> None:
        score = self.random.randint(1, 5)
        self._posted(path, {"score": str(score)})
        self.claims.ratings.append(Rating(path.strip("/").partition("/")[2], score))

    def _reply(self, receipt: Receipt, page: str) -> None:
        words, key = f"It happened again, {self.mark()}.", found(KEY, page)
        said = {"idempotency_key": key, "body": words}
        if "is_not_fixed" in page and self.random.random() < 0.7:
            said["is_not_fixed"] = "on"
        self._posted(f"/t/{receipt.token}/reply/", said)
        self.claims.replies.append(Reply(key, words))

    def _posted(self, path: str, data: dict[str, str]) -> httpx.Response:
        """Post until it is taken."""
        answer = self.until_answered("POST", path, data)
        while not answer.is_redirect:
            self.diary.refuse(f"{answer.status_code} for a lawful POST {path[:12]}")
            time.sleep(RETRY_SECONDS)
            answer = self.until_answered("POST", path, data)
        return answer
