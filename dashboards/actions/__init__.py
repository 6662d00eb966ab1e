"""Every write of the dashboards: what became dirty, what it amounts to now, and its pictures."""

from dashboards.actions.drawing import draw_charts
from dashboards.actions.hurrying import hurry, is_due
from dashboards.actions.marking import (
    follow_changes,
    has_followed_all,
    mark_incidents,
    mark_launch,
    mark_ratings,
    mark_recalculated,
    note_events,
)
from dashboards.actions.rolling_up import roll_up_next

__all__ = [
    "draw_charts",
    "follow_changes",
    "has_followed_all",
    "hurry",
    "is_due",
    "mark_incidents",
    "mark_launch",
    "mark_ratings",
    "mark_recalculated",
    "note_events",
    "roll_up_next",
]
