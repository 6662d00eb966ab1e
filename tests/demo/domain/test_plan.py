from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from statistics import mean

import pytest

from feedback.domain.submissions import title_of
from hypercare.demo.domain.lives import Life, Rate, Reply, ReporterSays, Triage, Wait
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.plot import Plot, Stage
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.domain.portal import PORTAL
from hypercare.demo.domain.today import working_ago
from hypercare.demo.domain.trading import TRADING
from incidents.domain.history import Nature
from tests.factories.demo import UNTIL

MONDAY = datetime(2026, 3, 16, 0, 40, tzinfo=UTC)
ANY_HOUR = [UNTIL, *(MONDAY + timedelta(hours=hours) for hours in (0, 33, 90, 131, 157))]
# How many incidents, and how many of them open.
VOLUMES = {"TRD": ((285, 335), (25, 36)), "BOT": ((180, 270), (18, 34)), "PRT": ((150, 215), (8, 20))}
each_plot = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
at_any_hour = pytest.mark.parametrize("until", ANY_HOUR, ids=str)


plan = cache(plan_lives)


def reports(plot: Plot, until: datetime) -> list[Life]:
    return [life for life in plan(plot, until) if life.leads_to_incident]


def shares(lives: Sequence[Life], go_live_at: datetime) -> list[float]:
    weeks: dict[int, list[bool]] = {}
    for life in lives:
        for moment in life.moments:
            if isinstance(moment.deed, Rate):
                weeks.setdefault((moment.at - go_live_at).days // 7, []).append(moment.deed.score >= 4)
    return [mean(weeks[week]) for week in range(4)]


def test_the_same_instant_gives_the_same_plan() -> None:
    plan_lives.cache_clear()
    assert plan_lives(TRADING, UNTIL) == plan(TRADING, UNTIL)


@each_plot
@at_any_hour
def test_a_plan_has_its_volume(plot: Plot, until: datetime) -> None:
    low, high = VOLUMES[plot.key][0]
    assert low <= len(reports(plot, until)) <= high


@each_plot
@at_any_hour
def test_the_desk_is_alive_at_every_hour(plot: Plot, until: datetime) -> None:
    low, high = VOLUMES[plot.key][1]
    left = [life for life in plan(plot, until) if life.is_open]
    assert low <= len(left) <= high
    assert 2 <= sum(not life.moments for life in left) <= 12


@each_plot
def test_only_sagas_are_worked_on_round_the_clock(plot: Plot) -> None:
    hours = Stage.before(plot, UNTIL).calendar
    lives = plan(plot, UNTIL)
    ordinary = [life for life in lives if not life.key.startswith(("fire:", "echo:", "today:fire"))]
    # A wait may begin in the second after the last question of the day.
    acts = [each for life in ordinary for each in life.moments if each.by and not isinstance(each.deed, Wait)]
    assert len(acts) > 400
    assert all(hours.is_open(each.at) for each in acts)


@each_plot
def test_most_of_the_staff_takes_part(plot: Plot) -> None:
    named = {moment.by for life in plan(plot, UNTIL) for moment in life.moments} - {""}
    workers = {handle for handles in plot.people.workers.values() for handle in handles}
    assert len(workers - named) <= 1


@each_plot
def test_open_work_is_made_first_and_then_the_newest(plot: Plot) -> None:
    order = [(life.is_open, life.declared_at) for life in plan(plot, UNTIL)]
    assert order == sorted(order, reverse=True)


@each_plot
def test_numbers_are_given_as_reports_came(plot: Plot) -> None:
    numbered = sorted(reports(plot, UNTIL), key=lambda life: life.declared_at)
    assert [life.number for life in numbered] == list(range(1, len(numbered) + 1))


def test_reports_come_as_a_wave_that_calms_down() -> None:
    stage = Stage.before(TRADING, UNTIL)
    weeks = Counter(stage.week_of(life.reported_at) for life in reports(TRADING, UNTIL))
    assert weeks[0] > weeks[1] > weeks[2] >= weeks[3] > 30


def test_the_portal_is_calm_in_the_end() -> None:
    stage = Stage.before(PORTAL, UNTIL)
    weeks = Counter(stage.week_of(life.reported_at) for life in reports(PORTAL, UNTIL))
    assert weeks[0] > weeks[2] > weeks[4]
    assert weeks[0] > 2 * weeks[4]
    assert not [
        life for life in reports(PORTAL, UNTIL) if life.is_open and stage.week_of(life.reported_at) < 3
    ]


def test_people_become_more_satisfied() -> None:
    first, *_, last = shares(plan(TRADING, UNTIL), Stage.before(TRADING, UNTIL).go_live_at)
    assert first < 0.75
    assert last > 0.8


@each_plot
def test_no_title_is_worn_out(plot: Plot) -> None:
    titles = Counter(title_of(life.words) for life in reports(plot, UNTIL))
    assert max(titles.values()) <= 6
    assert len(titles) > 0.6 * titles.total()


@each_plot
def test_people_say_different_things(plot: Plot) -> None:
    titles = Counter(title_of(life.words) for life in reports(plot, UNTIL) if life.key.startswith("report:"))
    assert len(titles) > 0.8 * titles.total()


@each_plot
def test_nobody_without_a_name_is_given_one(plot: Plot) -> None:
    nameless = [life for life in plan(plot, UNTIL) if life.colleague is None]
    said = [
        moment.deed.words for life in nameless for moment in life.moments if isinstance(moment.deed, Reply)
    ]
    assert said
    assert not [words for words in said if ", there" in words]


def test_only_one_partner_fights_with_tokens() -> None:
    token = PORTAL.topics["token-refresh"].openings
    words = [life for life in reports(PORTAL, UNTIL) if life.words.startswith(token)]
    sites = {
        PORTAL.people.colleagues[life.colleague].site.name for life in words if life.colleague is not None
    }
    assert sites == {"Halden Outdoor"}


def test_the_list_is_slow_until_it_is_repaired() -> None:
    stage, slow = Stage.before(PORTAL, UNTIL), PORTAL.topics["slow-list"].service
    weeks = Counter(
        stage.week_of(life.reported_at)
        for life in reports(PORTAL, UNTIL)
        for moment in life.moments
        if isinstance(moment.deed, Triage)
        and (moment.deed.service, moment.deed.nature) == (slow, Nature.PERFORMANCE)
    )
    assert weeks[0] + weeks[1] + weeks[2] > 4 * (weeks[3] + weeks[4] + weeks[5])


@each_plot
def test_some_things_come_back(plot: Plot) -> None:
    deeds = [moment.deed for life in plan(plot, UNTIL) for moment in life.moments]
    assert sum(isinstance(deed, ReporterSays) and deed.is_not_fixed for deed in deeds) >= 4


@each_plot
@at_any_hour
def test_no_holiday_falls_on_today(plot: Plot, until: datetime) -> None:
    assert (until - Stage.before(plot, until).go_live_at).days not in plot.hours.holidays


def test_working_time_is_counted_backwards() -> None:
    hours = Stage.before(TRADING, UNTIL).calendar
    for minutes in (5, 170, 660, 4000):
        amount = timedelta(minutes=minutes)
        assert hours.working_between(working_ago(hours, UNTIL, amount), UNTIL) == amount
