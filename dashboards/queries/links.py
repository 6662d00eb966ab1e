"""Addresses of the week and of the rows behind a number."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from dashboards.domain.periods import LAUNCH_TO_DATE_STARTS_ON, Week


def week_url(key: str, week: Week) -> str:
    """The page of one week."""
    return f"{reverse('dashboards:week', args=[key])}?{urlencode({'week': str(week)})}"


def rows_url(key: str, slug: str, starts_on: date, *, part: str = "") -> str:
    """The rows behind a number of a week, or of everything to date; or behind a part of it."""
    which = {} if starts_on == LAUNCH_TO_DATE_STARTS_ON else {"week": str(Week(starts_on))}
    asked = {"kpi": slug, **which, **({"part": part} if part else {})}
    return f"{reverse('dashboards:rows', args=[key])}?{urlencode(asked)}"
