"""Doing a thing once, however often a program asks."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from hypercare.accounts.models import User
from hypercare.api.models import KeptAnswer
from hypercare.lib.errors import ConflictError

KEPT_FOR = timedelta(hours=24)
FORGOTTEN_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, JSON body and the address of what was made."""

    status: int
    body: Any
    location: str = ""
    is_replayed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may come twice: who sends it, under which key, and what it says."""

    user: User
    key: str
    method: str
    path: str
    body: Any

    @property
    def digest(self) -> str:
        """SHA-256 of all but the key: 64 hexadecimal digits."""
        said = json.dumps([self.method, self.path, self.body], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def answer_once(asked: Asked, effect: Callable[[], Answer], *, at: datetime) -> Answer:
    """Run `effect` and keep its answer, or give the answer kept under this key.

    Of two at once the second waits for the first. A refused request keeps nothing, so that it may be
    mended and sent again. Raises `ConflictError` when the key was used for another request.
    """
    kept = _take(asked, at)
    if kept is None:
        return _replay(asked)
    answer = effect()
    kept.status, kept.body, kept.location = answer.status, answer.body, answer.location
    kept.save(update_fields=["status", "body", "location"])
    return answer


def _take(asked: Asked, at: datetime) -> KeptAnswer | None:
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user=asked.user, key=asked.key, digest=asked.digest, kept_at=at)
    except IntegrityError:
        return None


def _replay(asked: Asked) -> Answer:
    kept = KeptAnswer.objects.get(user=asked.user, key=asked.key)
    if kept.digest != asked.digest:
        raise ConflictError(
            "This key was used before for another request. Take a new key for each thing you do.",
            field="Idempotency-Key",
        )
    return Answer(kept.status, kept.body, kept.location, is_replayed=True)


def forget_answers(*, at: datetime) -> int:
    """Remove a batch of the answers older than `KEPT_FOR`; how many there were."""
    # Uses index: answer_by_age
    old = KeptAnswer.objects.filter(kept_at__lt=at - KEPT_FOR).order_by("kept_at")
    return KeptAnswer.objects.filter(pk__in=old.values("pk")[:FORGOTTEN_AT_ONCE]).delete()[0]
