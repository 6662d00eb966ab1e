"""When something was reported: ages, days and ranges, where the launch is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.errors import DomainError
from incidents.domain.reported import Span, parse_reported

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
BAD = (
    "",
    "2d",
    ">d",
    ">1234d",
    "2026-13-01",
    "2026-11-20..2026-11-01",
    "today..yesterday",
    "..",
    "0001-01-01",
    "x",
)


def span(text: str) -> Span:
    """The instants a value means."""
    return parse_reported(text).span(at=AT, zone=ZONE)


def day(number: int) -> datetime:
    """Midnight of a day of November in New York."""
    return datetime(2026, 11, number, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        (">2d", None, AT - timedelta(days=2)),
        ("<4h", AT - timedelta(hours=4), None),
        ("<30min", AT - timedelta(minutes=30), None),
        (">1w", None, AT - timedelta(weeks=1)),
        ("2026-11-20", day(20), day(21)),
        ("today", day(24), day(25)),
        ("yesterday", day(23), day(24)),
        (">2026-11-20", day(21), None),
        (">=2026-11-20", day(20), None),
        ("<2026-11-20", None, day(20)),
        ("<=2026-11-20", None, day(21)),
        ("<today", None, day(24)),
        ("2026-11-20..2026-11-22", day(20), day(23)),
        ("2026-11-20..today", day(20), day(25)),
        ("2026-11-20..", day(20), None),
        ("..yesterday", None, day(24)),
    ],
)
def test_a_value_is_a_span(text: str, since: datetime | None, until: datetime | None) -> None:
    assert span(text) == Span(since, until)


@pytest.mark.parametrize("text", BAD)
def test_whatever_else_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(DomainError) as problem:
        parse_reported(text)
    assert problem.value.field == "reported"


def test_a_day_of_25_hours_is_one_day() -> None:
    found = span("2026-11-01")
    assert (found.since, found.until) == (datetime(2026, 11, 1, 4, tzinfo=UTC), day(2))
