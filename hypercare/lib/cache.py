"""A cache that may be lost at any moment without anybody noticing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

# Waiting for a server that is away would only make every page slow.
IMPATIENT: Mapping[str, Any] = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "retry": Retry(NoBackoff(), 0),
}


class ForgivingRedisCache(RedisCache):
    """Redis as a cache: while the server is away, every read is a miss and every write is dropped."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {**IMPATIENT, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default`."""
        try:
            return super().get(key, default, version)
        except RedisError:
            return default

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """The values that are there."""
        try:
            return super().get_many(keys, version)
        except RedisError:
            return {}

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether it is there."""
        try:
            return super().has_key(key, version)
        except RedisError:
            return False

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        try:
            super().set(key, value, *args, **kwargs)
        except RedisError:
            return

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several values; the keys that could not be kept."""
        try:
            return super().set_many(data, *args, **kwargs)
        except RedisError:
            return list(data)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one; true also when nothing could be kept."""
        try:
            return super().add(key, value, *args, **kwargs)
        except RedisError:
            return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        try:
            return super().delete(key, version)
        except RedisError:
            return False

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Forget several values."""
        try:
            super().delete_many(keys, version)
        except RedisError:
            return

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up; from nothing when there is no server."""
        try:
            return super().incr(key, delta, version)
        except RedisError:
            return delta

    def count(self, key: str, seconds: int) -> int:
        """Count one more under a key that is forgotten after `seconds`; 1 while the server is away."""
        name = self.make_and_validate_key(key)
        try:
            pipeline = self._cache.get_client(name, write=True).pipeline()
            pipeline.set(name, 0, ex=seconds, nx=True)
            pipeline.incr(name)
            return int(pipeline.execute()[1])
        except RedisError:
            return 1
