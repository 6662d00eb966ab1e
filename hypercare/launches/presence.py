"""Who looks at which incident of a launch: in Redis alone, gone by itself, unsaid while Redis is away."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core import signing
from redis import Redis
from redis.exceptions import RedisError

from hypercare.launches.live import TOKEN_MAX_AGE_SECONDS, here_name
from hypercare.launches.models import Membership
from hypercare.lib.cache import IMPATIENT

GONE_AFTER_SECONDS = 12  # three questions of a page, so one that is late takes nobody away
FORGOTTEN_AFTER_SECONDS = 3600
SALT = "here"

_redis = Redis.from_url(settings.REDIS_URL, **IMPATIENT)


@dataclass(frozen=True, slots=True)
class Asker:
    """A person in one window of theirs."""

    launch_id: int
    user_id: int
    name: str
    window: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Present:
    """Somebody at an incident, by its number."""

    number: int
    name: str
    is_writing: bool


def here_token(membership: Membership, *, name: str) -> str:
    """What a page of this member needs to ask without a session."""
    return signing.dumps([membership.launch_id, membership.user_id, name], salt=SALT)


def asker_of_token(token: str, *, window: str) -> Asker:
    """Whose token it is. Raises `BadSignature` when forged or older than a day."""
    launch_id, user_id, name = signing.loads(token, salt=SALT, max_age=TOKEN_MAX_AGE_SECONDS)
    return Asker(launch_id, user_id, name, window)


def meet(asker: Asker, *, number: int | None, is_writing: bool) -> list[Present]:
    """Say where the asker is, nowhere without a number, and hear where everybody else is: one round trip."""
    now = time.time()
    room, mine = f"here:{asker.launch_id}", f"{asker.user_id}:{asker.window}"
    place = [number, asker.name, is_writing]
    pipeline = _redis.pipeline(transaction=False)
    pipeline.hget(room, mine)
    if number is None:
        pipeline.hdel(room, mine)
    else:
        pipeline.hset(room, mine, json.dumps([*place, now]))
    pipeline.expire(room, FORGOTTEN_AFTER_SECONDS)
    pipeline.hgetall(room)
    try:
        before, *_, found = pipeline.execute()
        if place != (json.loads(before)[:3] if before else [None, asker.name, is_writing]):
            _redis.incr(here_name(asker.launch_id))
        _forget(room, found, now=now)
    except RedisError:
        return []
    return sorted(set(_others(found, asker, now=now)))


def digest_of(people: list[Present]) -> str:
    """Changes whenever `people` do."""
    said = [[each.number, each.name, each.is_writing] for each in people]
    return sha256(json.dumps(said).encode()).hexdigest()[:12]


def _others(found: Mapping[bytes, bytes], asker: Asker, *, now: float) -> Iterator[Present]:
    for who, said in found.items():
        number, name, is_writing, seen_at = json.loads(said)
        is_asker = int(who.partition(b":")[0]) == asker.user_id
        if not is_asker and seen_at > now - GONE_AFTER_SECONDS:
            yield Present(number, name, is_writing)


def _forget(room: str, found: Mapping[bytes, bytes], *, now: float) -> None:
    """Take out windows that were closed without a word."""
    gone = [who for who, said in found.items() if json.loads(said)[3] < now - GONE_AFTER_SECONDS]
    if gone:
        _redis.hdel(room, *gone)
