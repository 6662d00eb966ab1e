"""What lies in the broker, asked within a second or not at all."""

from collections.abc import Mapping

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from hypercare.lib.cache import IMPATIENT
from hypercare.watch.schedule import QUEUES

_redis = Redis.from_url(settings.REDIS_URL, **IMPATIENT)


def messages_by_queue() -> Mapping[str, int] | None:
    """How many messages wait in each queue; `None` while the broker does not answer."""
    asked = _redis.pipeline(transaction=False)
    for queue in QUEUES:
        asked.llen(queue)
    try:
        return dict(zip(QUEUES, asked.execute(), strict=True))
    except RedisError:
        return None
