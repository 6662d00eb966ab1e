"""Days and weeks are those of the launch's clock, through every change of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.domain.periods import Grain, Week, day_of, start_of_day, window_of
from hypercare.lib.errors import DomainError

ZONES = [
    "UTC",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/Havana",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Cairo",
]
FIRST = datetime(2008, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 19 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(INSTANTS, st.sampled_from(ZONES).map(ZoneInfo))
def test_an_instant_lies_within_the_bounds_of_its_day(at: datetime, zone: ZoneInfo) -> None:
    on = day_of(at, zone)
    assert start_of_day(on, zone) <= at < start_of_day(on + timedelta(days=1), zone)


@given(INSTANTS, st.sampled_from(ZONES).map(ZoneInfo))
def test_an_instant_lies_within_the_bounds_of_its_week(at: datetime, zone: ZoneInfo) -> None:
    window = window_of(Grain.WEEK, Week.of(at, zone).monday, zone=zone, at=at)
    assert window.start <= at < window.end
    assert window.is_running


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("Europe/London", date(2016, 3, 27), 23),
        ("Europe/London", date(2016, 10, 30), 25),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("UTC", date(2016, 3, 27), 24),
    ],
)
def test_how_long_a_day_lasts(zone: str, on: date, hours: float) -> None:
    start, end = (start_of_day(day, ZoneInfo(zone)) for day in (on, on + timedelta(days=1)))
    assert end - start == timedelta(hours=hours)


def test_a_week_begins_on_its_local_monday() -> None:
    zone = ZoneInfo("Pacific/Auckland")
    window = window_of(Grain.WEEK, date(2026, 11, 16), zone=zone, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert window.start == datetime(2026, 11, 15, 11, tzinfo=UTC)
    assert not window.is_running


def test_a_running_week_is_known_up_to_now() -> None:
    at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert window_of(Grain.WEEK, date(2026, 11, 16), zone=ZoneInfo("UTC"), at=at).until == at


@pytest.mark.parametrize("text", ["2016-W14", "2020-W53", "2026-W01"])
def test_a_week_reads_as_it_is_written(text: str) -> None:
    assert str(Week.parse(text)) == text


def test_the_first_iso_week_may_begin_in_the_old_year() -> None:
    assert Week.parse("2026-W01").monday == date(2025, 12, 29)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("2016-W60", "2016 has no week 60"),
        ("2021-W53", "2021 has no week 53"),
        ("2016-W00", "2016 has no week 0"),
        ("0001-W01", "between 1970 and 2199"),
        ("2016-14", "written like"),
        ("2016-W1", "written like"),
        ("٢٠١٦-W14", "written like"),
        ("2016-W14\n", "written like"),
        ("", "written like"),
    ],
)
def test_an_impossible_week_is_refused(text: str, because: str) -> None:
    with pytest.raises(DomainError, match=because) as caught:
        Week.parse(text)
    assert caught.value.field == "week"


def test_weeks_run_through_the_turn_of_the_year() -> None:
    weeks = Week.parse("2026-W52").through(Week.parse("2027-W01"))
    assert [str(week) for week in weeks] == ["2026-W52", "2026-W53", "2027-W01"]
