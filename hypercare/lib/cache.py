"""A cache that may be lost at any moment without anybody noticing."""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis import exceptions
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

# Waiting for a server that is away would only make every page slow.
IMPATIENT: Mapping[str, Any] = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "retry": Retry(NoBackoff(), 0),
}
LEFT_ALONE_SECONDS = 5  # a server that did not answer in time is not asked again for so long
T = TypeVar("T")


class ForgivingRedisCache(RedisCache):
    """Redis as a cache: while the server is away, every read is a miss and every write is dropped."""

    asked_again_at: ClassVar[float] = 0.0  # of the process, whose threads have a cache each

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {**IMPATIENT, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default`."""
        return self._ask(partial(super().get, key, default, version), otherwise=default)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """The values that are there."""
        return self._ask(partial(super().get_many, keys, version), otherwise={})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether it is there."""
        return self._ask(partial(super().has_key, key, version), otherwise=False)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        self._ask(partial(super().set, key, value, *args, **kwargs), otherwise=None)

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several values; the keys that could not be kept."""
        return self._ask(partial(super().set_many, data, *args, **kwargs), otherwise=list(data))

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one; true also when nothing could be kept."""
        return self._ask(partial(super().add, key, value, *args, **kwargs), otherwise=True)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        return self._ask(partial(super().delete, key, version), otherwise=False)

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Forget several values."""
        self._ask(partial(super().delete_many, keys, version), otherwise=None)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up; from nothing when there is no server."""
        return self._ask(partial(super().incr, key, delta, version), otherwise=delta)

    def count(self, key: str, seconds: int, *, more: int = 1) -> int:
        """Count `more` under a key that is forgotten after `seconds`; only those while the server is away."""
        return self._ask(partial(self._count, key, seconds, more), otherwise=more)

    def _count(self, key: str, seconds: int, more: int) -> int:
        name = self.make_and_validate_key(key)
        pipeline = self._cache.get_client(name, write=True).pipeline()
        pipeline.set(name, 0, ex=seconds, nx=True)
        pipeline.incr(name, more)
        return int(pipeline.execute()[1])

    def _ask(self, question: Callable[[], T], *, otherwise: T) -> T:
        """The answer, or `otherwise`. A dead server refuses at once; one that hangs costs a single wait."""
        if time.monotonic() < ForgivingRedisCache.asked_again_at:
            return otherwise
        try:
            return question()
        except exceptions.TimeoutError:
            ForgivingRedisCache.asked_again_at = time.monotonic() + LEFT_ALONE_SECONDS
        except RedisError:
            pass
        return otherwise
