"""What happens to what people say: every write of this app."""

from feedback.actions.following import follow_incidents, settle_change
from feedback.actions.ratings import ask_for_rating, rate_survey
from feedback.actions.understanding import try_item, understand_item

__all__ = [
    "ask_for_rating",
    "follow_incidents",
    "rate_survey",
    "settle_change",
    "try_item",
    "understand_item",
]
