"""Walking a queue page by page yields every row once, in order, whatever ties there are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from incidents.queries import queue as queue_module
from incidents.queries.choices import LaunchNames
from incidents.queries.filters import QueueFilter, StateFilter
from incidents.queries.paging import ORDERS, Sort, cursor_after, parse_cursor
from incidents.queries.queue import queue_page
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory

NOBODY = LaunchNames({}, {}, {})
AT = REPORTED_AT + timedelta(hours=6)
LEVELS = [Level.HIGH, Level.MEDIUM, Level.LOW]
PAGE = 4
INSTANTS = st.datetimes(timezones=st.just(UTC))


@pytest.fixture
def launch(monkeypatch: pytest.MonkeyPatch) -> Launch:
    """Fifteen incidents full of ties: three instants, few priorities, two not yet computed; pages of four."""
    monkeypatch.setattr(queue_module, "PAGE_SIZE", PAGE)
    made: Launch = LaunchFactory()
    for number in range(15):
        at = REPORTED_AT + timedelta(hours=number % 3)
        impact = LEVELS[number % 3]
        make_incident(made, at=at, impact=impact, urgency=impact, is_prioritised=number < 13)
    return made


def walk(launch: Launch, sort: Sort, state: StateFilter = StateFilter.OPEN) -> list[str]:
    """The keys of all pages, one after the other."""
    keys, after = [], ""
    while True:
        page = queue_page(launch, QueueFilter(state), sort=sort, names=NOBODY, at=AT, after=after)
        keys += [row.key for row in page.rows]
        after = page.next_cursor
        if not after:
            return keys


def expected(launch: Launch, sort: Sort) -> list[str]:
    """The same by sorting in Python."""
    order = ORDERS[sort]
    rows = Incident.objects.filter(launch=launch).values()
    placed = sorted(
        [(order.key_of(row), row["id"], row["number"]) for row in rows], reverse=order.is_descending
    )
    return [f"{launch.key}-{number}" for _, _, number in placed]


@pytest.mark.django_db
@pytest.mark.parametrize("sort", Sort)
def test_all_pages_together_are_every_row_once_in_order(launch: Launch, sort: Sort) -> None:
    assert walk(launch, sort) == expected(launch, sort)
    assert walk(launch, sort, StateFilter.ALL) == expected(launch, sort)


@pytest.mark.django_db
def test_a_row_that_arrives_on_an_earlier_page_shifts_nothing(launch: Launch) -> None:
    first = queue_page(launch, QueueFilter(), sort=Sort.NEWEST, names=NOBODY, at=AT)
    make_incident(launch, at=REPORTED_AT + timedelta(hours=5))
    second = queue_page(launch, QueueFilter(), sort=Sort.NEWEST, names=NOBODY, at=AT, after=first.next_cursor)
    assert not {row.key for row in first.rows} & {row.key for row in second.rows}


@pytest.mark.django_db
@pytest.mark.parametrize("priority", Priority)
@pytest.mark.parametrize("rank", [0, 100])
def test_one_priority_in_its_work_order_is_all_of_it(launch: Launch, priority: Priority, rank: int) -> None:
    Incident.objects.update(rank=rank)
    wanted = QueueFilter(priority=priority)
    page = queue_page(launch, wanted, sort=Sort.PRIORITY, names=NOBODY, at=AT)
    count = Incident.objects.filter(priority=priority).count()
    assert (len(page.rows), bool(page.next_cursor)) == (min(count, PAGE), count > PAGE)


@pytest.mark.django_db
def test_the_last_page_has_no_next(launch: Launch) -> None:
    page = queue_page(launch, QueueFilter(words="never said"), sort=Sort.NEWEST, names=NOBODY, at=AT)
    assert (page.rows, page.next_cursor) == ((), "")


@pytest.mark.django_db
def test_a_refetch_holds_back_what_came_after_the_page(launch: Launch) -> None:
    make_incident(launch, at=REPORTED_AT + timedelta(hours=5))
    page = queue_page(launch, QueueFilter(), sort=Sort.NEWEST, names=NOBODY, at=AT, upto=15)
    assert page.news_count == 1
    assert f"{launch.key}-16" not in {row.key for row in page.rows}


@given(
    st.sampled_from(Sort),
    st.datetimes(timezones=st.just(UTC)),
    st.integers(0, 9999),
    st.integers(1, 2**63 - 1),
)
def test_a_cursor_comes_back_as_it_went(sort: Sort, instant: datetime, number: int, row_id: int) -> None:
    rank = number % 1000
    row = {"id": row_id, "next_due_at": instant, "reported_at": instant, "priority": 3, "rank": rank}
    key = 3000 - rank if sort is Sort.PRIORITY else instant
    assert parse_cursor(sort, cursor_after(sort, row)) == (key, row_id)


@given(st.sampled_from(Sort), st.text(max_size=60))
def test_a_damaged_cursor_gets_a_sentence(sort: Sort, text: str) -> None:
    with pytest.raises(DomainError, match="damaged"):
        parse_cursor(sort, text)


@pytest.mark.parametrize("sort", [Sort.PRIORITY, Sort.NEWEST])
def test_a_cursor_of_another_sort_is_refused(sort: Sort) -> None:
    row = {"id": 1, "next_due_at": None, "reported_at": REPORTED_AT, "priority": 1, "rank": 0}
    with pytest.raises(DomainError, match="damaged"):
        parse_cursor(Sort.DUE, cursor_after(sort, row))
