"""One Redis number per launch that grows with every visible change."""

import time

from django.conf import settings
from django.core import signing
from django.db import transaction
from redis import Redis
from redis.exceptions import RedisError

from hypercare.lib.cache import IMPATIENT

TOKEN_MAX_AGE_SECONDS = 24 * 3600
REFRESH_WITHOUT_REDIS_SECONDS = 15

_redis = Redis.from_url(settings.REDIS_URL, **IMPATIENT)
_signer = signing.TimestampSigner(salt="live")


def announce_change(launch_id: int) -> None:
    """Count one visible change once the transaction commits."""
    transaction.on_commit(lambda: _bump(launch_id), robust=True)


def live_version(launch_id: int) -> str:
    """The launch's present version. Without Redis it changes every 15 s, so that panels refetch."""
    try:
        value = _redis.get(_name(launch_id))
    except RedisError:
        return f"t{int(time.time() // REFRESH_WITHOUT_REDIS_SECONDS)}"
    return value.decode() if isinstance(value, bytes) else "0"


def live_versions(launch_id: int) -> tuple[str, str]:
    """`live_version`, and the number that grows when somebody opens or leaves an incident: one round trip."""
    try:
        found = _redis.mget(_name(launch_id), here_name(launch_id))
    except RedisError:
        return live_version(launch_id), ""
    version, here = (value.decode() if isinstance(value, bytes) else "0" for value in found)
    return version, here


def here_name(launch_id: int) -> str:
    """Where that number is kept."""
    return f"here-version:{launch_id}"


def live_token(launch_id: int) -> str:
    """What a page needs to ask for changes without a session."""
    return _signer.sign(str(launch_id))


def launch_of_token(token: str) -> int:
    """The launch a token was made for. Raises `BadSignature` when forged or older than a day."""
    return int(_signer.unsign(token, max_age=TOKEN_MAX_AGE_SECONDS))


def _bump(launch_id: int) -> None:
    try:
        _redis.incr(_name(launch_id))
    except RedisError:
        return


def _name(launch_id: int) -> str:
    return f"live:{launch_id}"


def is_broker_up() -> bool:
    """Whether Redis answers."""
    try:
        return bool(_redis.ping())
    except RedisError:
        return False
