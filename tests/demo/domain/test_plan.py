from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from statistics import mean

import pytest

from feedback.domain.submissions import title_of
from hypercare.demo.domain.hours import HOLIDAYS, go_live_before, support_hours
from hypercare.demo.domain.lives import Life, Rate, ReporterSays, Wait
from hypercare.demo.domain.people import STAFF
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.today import working_ago
from tests.factories.demo import UNTIL

MONDAY = datetime(2026, 3, 16, 0, 40, tzinfo=UTC)
ANY_HOUR = [UNTIL, *(MONDAY + timedelta(hours=hours) for hours in (0, 33, 90, 131, 157))]
HANDLES = {each.handle for each in STAFF}


plan = cache(plan_lives)


def reports(until: datetime) -> list[Life]:
    return [life for life in plan(until) if life.leads_to_incident]


def shares(lives: Sequence[Life], go_live_at: datetime) -> list[float]:
    weeks: dict[int, list[bool]] = {}
    for life in lives:
        for moment in life.moments:
            if isinstance(moment.deed, Rate):
                weeks.setdefault((moment.at - go_live_at).days // 7, []).append(moment.deed.score >= 4)
    return [mean(weeks[week]) for week in range(4)]


def test_the_same_instant_gives_the_same_plan() -> None:
    plan_lives.cache_clear()
    assert plan_lives(UNTIL) == plan(UNTIL)


@pytest.mark.parametrize("until", ANY_HOUR, ids=str)
def test_there_are_about_three_hundred_reports(until: datetime) -> None:
    assert 285 <= len(reports(until)) <= 330


@pytest.mark.parametrize("until", ANY_HOUR, ids=str)
def test_the_desk_is_alive_at_every_hour(until: datetime) -> None:
    left = [life for life in plan(until) if life.is_open]
    assert 25 <= len(left) <= 36
    assert 5 <= sum(not life.moments for life in left) <= 12


@pytest.mark.parametrize("until", ANY_HOUR, ids=str)
def test_a_life_goes_forward_and_ends_by_now(until: datetime) -> None:
    for life in plan(until):
        instants = [life.reported_at, life.declared_at, *(moment.at for moment in life.moments)]
        assert instants == sorted(instants), life.key
        assert go_live_before(until) < instants[0]
        assert instants[-1] <= until


def test_only_the_fires_are_worked_on_round_the_clock() -> None:
    hours = support_hours(go_live_before(UNTIL).date())
    ordinary = [life for life in plan(UNTIL) if not life.key.startswith(("fire:", "echo:", "today:fire"))]
    # A wait may begin in the second after the last question of the day.
    acts = [each for life in ordinary for each in life.moments if each.by and not isinstance(each.deed, Wait)]
    assert len(acts) > 1000
    assert all(hours.is_open(each.at) for each in acts)


def test_everybody_named_takes_part() -> None:
    named = {moment.by for life in plan(UNTIL) for moment in life.moments} - {""}
    assert named <= HANDLES
    assert len(named) > 15


def test_open_work_is_made_first() -> None:
    is_open = [life.is_open for life in plan(UNTIL)]
    assert is_open == sorted(is_open, reverse=True)


def test_numbers_are_given_as_reports_came() -> None:
    numbered = sorted(reports(UNTIL), key=lambda life: life.declared_at)
    assert [life.number for life in numbered] == list(range(1, len(numbered) + 1))


def test_reports_come_as_a_wave_that_calms_down() -> None:
    weeks = Counter((life.reported_at - go_live_before(UNTIL)).days // 7 for life in reports(UNTIL))
    assert weeks[0] > weeks[1] > weeks[2] >= weeks[3] > 30


def test_people_become_more_satisfied() -> None:
    first, *_, last = shares(plan(UNTIL), go_live_before(UNTIL))
    assert first < 0.75
    assert last > 0.8


def test_no_title_is_worn_out() -> None:
    titles = Counter(title_of(life.words) for life in reports(UNTIL))
    assert max(titles.values()) <= 5
    assert len(titles) > 230


def test_some_things_come_back() -> None:
    deeds = [moment.deed for life in plan(UNTIL) for moment in life.moments]
    assert sum(isinstance(deed, ReporterSays) and deed.is_not_fixed for deed in deeds) >= 5


def test_no_holiday_falls_on_today() -> None:
    go_lives = {at: go_live_before(at).date() for at in ANY_HOUR}
    assert not [at for at, monday in go_lives.items() if (at.date() - monday).days in HOLIDAYS]


def test_working_time_is_counted_backwards() -> None:
    hours = support_hours(go_live_before(UNTIL).date())
    for minutes in (5, 170, 660, 4000):
        amount = timedelta(minutes=minutes)
        assert hours.working_between(working_ago(hours, UNTIL, amount), UNTIL) == amount
