"""Everything reports about the partner portal are about, by slug."""

from collections.abc import Mapping

from hypercare.demo.domain.portal.topics import access, asking, learning, running, shipments
from hypercare.demo.domain.topic import Topic, by_slug

_MODULES = (shipments, access, learning, running, asking)
TOPICS: Mapping[str, Topic] = by_slug(*(module.TOPICS for module in _MODULES))
