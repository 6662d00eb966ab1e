"""Everything reports are about, by slug."""

from collections.abc import Mapping

from hypercare.demo.domain.topics import (
    access,
    confirmations,
    desktop,
    gateway,
    ideas,
    market_data,
    orders,
    positions,
    questions,
    records,
)
from hypercare.demo.domain.topics.topic import Topic

_MODULES = (
    orders,
    gateway,
    confirmations,
    market_data,
    desktop,
    access,
    positions,
    records,
    questions,
    ideas,
)
TOPICS: Mapping[str, Topic] = {topic.slug: topic for module in _MODULES for topic in module.TOPICS}

__all__ = ["TOPICS", "Topic"]
