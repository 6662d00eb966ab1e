"""Instants in a reporter's words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def day_and_time(instant: datetime, *, at: datetime, zone: ZoneInfo) -> str:
    """Such as "10:40 today", "10:40 tomorrow", "10:40 on Monday 24 November", in `zone`."""
    local, today = instant.astimezone(zone), at.astimezone(zone).date()
    return f"{local:%H:%M} {_day(local, today)}"


def _day(local: datetime, today: date) -> str:
    near = {timedelta(): "today", timedelta(days=1): "tomorrow", timedelta(days=-1): "yesterday"}
    return near.get(local.date() - today, f"on {local:%A} {local.day} {local:%B}")


def place_of(zone: ZoneInfo) -> str:
    """Whose clock it is: "London time", "UTC"."""
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return city if city == "UTC" else f"{city} time"


def first_name(name: str) -> str:
    """What a reporter is told of a member of the team."""
    return name.split(maxsplit=1)[0] if name.split() else ""
