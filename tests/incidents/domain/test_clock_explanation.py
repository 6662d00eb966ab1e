"""The stretches listed under "why is it due then?"."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hypercare.lib.working_time import Calendar, Window
from incidents.domain.clock_explanation import Segment, explain
from incidents.domain.clocks import ClockKind, Span, Wait
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Priority

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = frozenset({date(2025, 12, 25), date(2025, 12, 26)})
MORNING_AND_AFTERNOON = tuple(Window(day, *hours) for day in range(5) for hours in ((540, 720), (780, 1020)))
OFFICE = Calendar(LONDON, MORNING_AND_AFTERNOON, CHRISTMAS)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"2025-12-{text}").replace(tzinfo=UTC)


def _explain(
    start: str,
    until: str,
    *waits: Wait,
    calendar: Calendar = OFFICE,
    rest: tuple[Span, ...] = (),
    met_at: datetime | None = None,
) -> list[tuple[str, str]]:
    segments = explain(
        ClockKind.RESOLUTION,
        priority=Priority.P2,
        calendar=calendar,
        reported_at=_at(start),
        until=_at(until),
        waits=waits,
        at_rest=rest,
        met_at=met_at,
    )
    return [_line(segment) for segment in segments]


def _line(segment: Segment) -> tuple[str, str]:
    return f"{segment.start:%d %H:%M}-{segment.end:%d %H:%M}", segment.label


def test_closed_hours_and_each_holiday_are_named() -> None:
    assert _explain("24T16:00", "29T10:00") == [
        ("24 16:00-24 17:00", "counted"),
        ("24 17:00-25 09:00", "outside support hours"),
        ("25 09:00-25 17:00", "holiday 2025-12-25"),
        ("25 17:00-26 09:00", "outside support hours"),
        ("26 09:00-26 17:00", "holiday 2025-12-26"),
        ("26 17:00-29 09:00", "outside support hours"),
        ("29 09:00-29 10:00", "counted"),
    ]


def test_a_lunch_break_shows() -> None:
    lines = _explain("22T11:00", "22T14:00")
    assert [label for _, label in lines] == ["counted", "outside support hours", "counted"]


def test_waits_that_pause_are_named_and_neighbours_joined() -> None:
    waits = [
        Wait(WaitingOn.REPORTER, Span(_at("22T10:00"), _at("22T10:20"))),
        Wait(WaitingOn.REPORTER, Span(_at("22T10:20"), _at("22T10:40"))),
        Wait(WaitingOn.EVIDENCE, Span(_at("22T10:40"), _at("22T18:00"))),
    ]
    assert _explain("22T09:30", "23T09:30", *waits) == [
        ("22 09:30-22 10:00", "counted"),
        ("22 10:00-22 10:40", "waiting on the reporter"),
        ("22 10:40-22 18:00", "waiting on evidence from the reporter"),
        ("22 18:00-23 09:00", "outside support hours"),
        ("23 09:00-23 09:30", "counted"),
    ]


def test_a_wait_that_does_not_pause_is_counted() -> None:
    vendor = Wait(WaitingOn.VENDOR, Span(_at("22T10:00"), None))
    assert _explain("22T09:30", "22T11:00", vendor) == [("22 09:30-22 11:00", "counted")]


def test_an_open_wait_lasts_until_asked() -> None:
    waiting = Wait(WaitingOn.REPORTER, Span(_at("22T10:00"), None))
    assert _explain("22T09:30", "23T09:30", waiting)[-1] == ("22 10:00-23 09:30", "waiting on the reporter")


def test_rest_between_two_stretches_of_work_is_named() -> None:
    rest = (Span(_at("22T10:00"), _at("22T11:00")),)
    assert _explain("22T09:30", "22T11:30", rest=rest)[1] == ("22 10:00-22 11:00", "resolved or declined")


def test_the_rest_after_it_was_met_moves_nothing() -> None:
    rest = (Span(_at("22T10:00"), None),)
    lines = _explain("22T09:30", "22T11:30", rest=rest, met_at=_at("22T10:00"))
    assert lines == [("22 09:30-22 11:30", "counted")]


def test_a_night_window_lost_to_a_holiday_names_the_day_it_opens_on() -> None:
    nights = Calendar(LONDON, tuple(Window(day, 1320, 1800) for day in range(7)), CHRISTMAS)
    labels = [label for _, label in _explain("27T01:00", "27T07:00", calendar=nights)]
    assert labels == ["holiday 2025-12-26", "outside support hours"]


@pytest.mark.parametrize(
    ("second_window", "ends"),
    [((600, 1020), ["25 00:00-26 12:00", "26 12:00-26 17:00"]), ((480, 600), ["25 00:00-26 12:00"])],
)
def test_overlapping_holidays_are_listed_without_overlap(
    second_window: tuple[int, int], ends: list[str]
) -> None:
    windows = (Window(3, 0, 2160), Window(4, *second_window), Window(0, 540, 1020))
    lines = _explain("25T00:00", "27T00:00", calendar=Calendar(LONDON, windows, CHRISTMAS))
    assert [stretch for stretch, label in lines if label.startswith("holiday")] == ends
    assert lines[-1] == (f"{ends[-1][-8:]}-27 00:00", "outside support hours")
