"""A launch's support hours as the pure calendar that clocks are computed with."""

from functools import lru_cache

from hypercare.launches.models import Launch
from hypercare.lib.working_time import Calendar, Window


def calendar_for(launch: Launch) -> Calendar:
    """The calendar in force; a launch without any support window works round the clock."""
    return _calendar(launch.pk, launch.calendar_version, launch.time_zone)


@lru_cache(maxsize=512)
def _calendar(launch_id: int, _version: int, _time_zone: str) -> Calendar:
    launch = Launch.objects.get(pk=launch_id)
    windows = launch.support_windows.values_list("weekday", "opens", "closes")
    holidays = frozenset(launch.holidays.values_list("on", flat=True))
    if not windows:
        return Calendar.always(launch.zone)
    return Calendar(launch.zone, tuple(Window(*window) for window in windows), holidays)
