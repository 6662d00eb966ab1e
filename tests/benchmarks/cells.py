"""The addresses under test, worked out inside the process that sees the data."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from incidents.forms.queue import QueueForm
from incidents.queries.choices import launch_choices
from incidents.queries.filters import StateFilter, filtered_incidents
from incidents.queries.narrowing import ClockFilter
from incidents.queries.paging import PAGE_SIZE, Sort, cursor_after, ordered
from incidents.queries.rows import COLUMNS

COMBINATIONS = 50
DEEP = 200
# Lists, negations and spans, which only the search box can ask for.
WORDS = (
    "priority:P1,P2",
    "-is:waiting",
    "is:resolved,declined",
    "-assignee:me",
    "reported:>2d",
    "breached:no",
)
Params = Mapping[str, str]


def addresses(key: str) -> list[str]:
    """The first and the 200th page (or the last full one) of every sort with every filter and combination."""
    launch = Launch.objects.get(key=key)
    return list(dict.fromkeys(_addresses(launch)))


def _addresses(launch: Launch) -> Iterator[str]:
    singles = list(_singles(launch))
    random = Random(42)
    combinations = [_combined(random.sample(singles, random.randint(2, 4))) for _ in range(COMBINATIONS)]
    for sort, params in itertools.product(Sort, [{}, *singles, *combinations]):
        asked = {"launch": launch.key, "sort": sort.value, **params}
        yield f"/queue/?{urlencode(asked)}"
        cursor = _deep(launch, asked)
        if cursor:
            yield f"/queue/?{urlencode({**asked, 'after': cursor})}"


def _singles(launch: Launch) -> Iterator[Params]:
    offered = launch_choices(launch.pk)
    yield from ({"state": each.value} for each in StateFilter)
    yield from ({"priority": str(number)} for number in range(1, 5))
    yield from ({"service": str(pk)} for pk, _ in offered.services[:3])
    yield from ({"assignee": name} for name in ("me", "none", str(offered.people[-1][0])))
    yield from ({"team": str(pk)} for pk, _ in offered.teams[:2])
    yield from ({"clock": each.value} for each in ClockFilter)
    yield from ({"q": words} for words in WORDS)


def _combined(parts: Iterable[Params]) -> Params:
    return {name: value for part in parts for name, value in part.items()}


def _deep(launch: Launch, asked: Params) -> str:
    """The cursor of the 200th page, or of the last full one; empty when there is one page."""
    user = User.objects.get(email="agent0@bench.example")
    form = QueueForm(asked, launch=launch, offered=launch_choices(launch.pk), user_id=user.pk)
    assert form.is_valid(), form.errors
    rows = ordered(filtered_incidents(launch.pk, form.wanted(), at=timezone.now()), form.wanted_sort)
    count = rows.values("pk")[: DEEP * PAGE_SIZE].count()
    pages = min(DEEP, count // PAGE_SIZE) - 1
    if pages < 1:
        return ""
    last = rows.values(*COLUMNS)[pages * PAGE_SIZE - 1 : pages * PAGE_SIZE].get()
    return cursor_after(form.wanted_sort, last)


def queries_beside(floor: str, paths: list[str]) -> tuple[int, int]:
    """How many queries the floor has, and how many more the pages have at most."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(email="agent0@bench.example"))
    own = _count(client, floor)
    return own, max(_count(client, path) for path in paths) - own


def _count(client: Client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)
