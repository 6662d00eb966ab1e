"""The queue's sorts, and pages that begin where the last one ended."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Coalesce

from hypercare.lib.errors import DomainError
from incidents.domain.priority import Priority
from incidents.models.incident import (
    DUE_ORDER,
    NEVER_DUE,
    NO_PRIORITY_YET,
    RANKS_IN_PRIORITY,
    WORK_ORDER,
    IncidentQuerySet,
)

Values = Mapping[str, Any]
PAGE_SIZE = 50
LARGEST_ID = 2**63 - 1


class Sort(StrEnum):
    """The order of a queue; ties go by age of the row."""

    DUE = "due"
    PRIORITY = "priority"
    NEWEST = "newest"
    OLDEST = "oldest"


SORT_LABELS: Mapping[Sort, str] = {
    Sort.DUE: "Due first",
    Sort.PRIORITY: "Priority, then rank",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
}


@dataclass(frozen=True, slots=True)
class Order:
    """A sort key in SQL, the same key of a row in Python, and how it travels in a cursor."""

    key: F | Coalesce | CombinedExpression
    key_of: Callable[[Values], Any]
    parse: Callable[[Any], Any]
    is_descending: bool = False


def _due(row: Values) -> str:
    return (row["next_due_at"] or NEVER_DUE).isoformat()


def _work(row: Values) -> int:
    priority = row["priority"] or NO_PRIORITY_YET
    return int(priority * RANKS_IN_PRIORITY - row["rank"])


def _reported(row: Values) -> str:
    return str(row["reported_at"].isoformat())


def _instant(text: Any) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("without zone")
    return instant


def _whole(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= LARGEST_ID:
        raise ValueError("not a whole number")
    return number


# Uses index: queue_by_*; in a state at rest rest_by_*, over all states incident_by_*.
ORDERS: Mapping[Sort, Order] = {
    Sort.DUE: Order(DUE_ORDER, _due, _instant),
    Sort.PRIORITY: Order(WORK_ORDER, _work, _whole),
    Sort.NEWEST: Order(F("reported_at"), _reported, _instant, is_descending=True),
    Sort.OLDEST: Order(F("reported_at"), _reported, _instant),
}


def ordered(rows: IncidentQuerySet, sort: Sort, *, after: str = "") -> IncidentQuerySet:
    """The rows in their order, from behind the cursor on. Raises `DomainError` for a damaged cursor."""
    order = ORDERS[sort]
    if after:
        place, behind = Tuple(order.key, F("id")), TupleLessThan if order.is_descending else TupleGreaterThan
        rows = rows.filter(behind(place, parse_cursor(sort, after)))
    if order.is_descending:
        return rows.order_by(order.key.desc(), "-id")
    return rows.order_by(order.key.asc(), "id")


def within_priority(rows: IncidentQuerySet, priority: Priority) -> IncidentQuerySet:
    """The same rows of one priority, by its stretch of the work order.

    Said twice, for the walk along queue_by_priority or incident_by_priority then begins where they do.
    """
    last = priority * RANKS_IN_PRIORITY
    return rows.alias(work=WORK_ORDER).filter(work__gt=last - RANKS_IN_PRIORITY, work__lte=last)


def cursor_after(sort: Sort, row: Values) -> str:
    """An opaque mark of this row's place in the order."""
    place = json.dumps([sort, ORDERS[sort].key_of(row), row["id"]], separators=(",", ":"))
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def parse_cursor(sort: Sort, cursor: str) -> tuple[Any, int]:
    """The key and id in a cursor of this sort. Raises `DomainError` when it is damaged or of another sort."""
    try:
        return _place(sort, json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))))
    except (ValueError, TypeError, RecursionError) as problem:
        raise DomainError(
            "This page link is damaged. Start again from the first page.", field="after"
        ) from problem


def _place(sort: Sort, place: Any) -> tuple[Any, int]:
    name, key, row_id = place
    if name != sort:
        raise ValueError("of another sort")
    return ORDERS[sort].parse(key), _whole(row_id)
