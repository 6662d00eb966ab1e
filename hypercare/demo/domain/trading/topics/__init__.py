"""Everything reports about the trading platform are about, by slug."""

from collections.abc import Mapping

from hypercare.demo.domain.topic import Topic, by_slug
from hypercare.demo.domain.trading.topics import (
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
TOPICS: Mapping[str, Topic] = by_slug(*(module.TOPICS for module in _MODULES))
