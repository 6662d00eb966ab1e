"""Every life of every plan can be lived, whenever the demo is made."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hypercare.demo.domain.lives import Acknowledge, Deed, Life, Moment, Rate, Reopen, ReporterSays, Resolve
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.plot import Plot, Stage
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.domain.trading import TRADING
from incidents.domain.history import Cause, Resolution
from tests.demo.domain.rehearsal import events_of, why_impossible
from tests.factories.demo import UNTIL

SOLVED = Resolve(Cause.CODE, Resolution.FIXED, "It works again.")
# Clocks go forward and back in Europe and America, a leap day, the turn of the year, weekends, midnight.
DAYS = (
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 4, 6, 23, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    datetime(2027, 1, 2, 3, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 0, 0, tzinfo=UTC),
)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
each_plot = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)


def troubles(plot: Plot, until: datetime) -> list[str]:
    """What stands against a plan made at an instant."""
    lives = plan_lives.__wrapped__(plot, until)
    go_live_at = Stage.before(plot, until).go_live_at
    outside = [life.key for life in lives if not go_live_at < life.reported_at <= last_instant(life) <= until]
    return [*filter(None, (why_impossible(life, plot) for life in lives)), *outside]


def last_instant(life: Life) -> datetime:
    return max([life.declared_at, *(moment.at for moment in life.moments)])


@each_plot
@pytest.mark.parametrize("until", DAYS, ids=str)
def test_everything_can_be_lived_on_an_odd_day(plot: Plot, until: datetime) -> None:
    assert not troubles(plot, until)


@each_plot
@settings(max_examples=12, deadline=None)
@example(UNTIL)
@given(until=instants)
def test_everything_can_be_lived_on_any_day(plot: Plot, until: datetime) -> None:
    assert not troubles(plot, until)


def with_deeds(*deeds: Deed) -> Life:
    life = next(life for life in plan_lives(TRADING, UNTIL) if life.colleague is not None)
    at = life.declared_at
    moments = [Moment(at + timedelta(minutes=index), deed, "mara") for index, deed in enumerate(deeds)]
    return Life(life.key, life.words, life.kind, at, at, life.colleague, moments=tuple(moments))


@pytest.mark.parametrize(
    "deeds",
    [
        (Reopen("Again."),),
        (SOLVED, SOLVED),
        (Acknowledge(), Acknowledge()),
        (Rate(5),),
        (ReporterSays("Still there.", is_not_fixed=True),),
        (Resolve(Cause.CODE, Resolution.FIXED, "Works since {now}."),),
    ],
    ids=str,
)
def test_the_rehearsal_finds_what_cannot_be(deeds: tuple[Deed, ...]) -> None:
    assert why_impossible(with_deeds(*deeds), TRADING)


def test_the_rehearsal_lets_pass_what_can_be() -> None:
    assert why_impossible(with_deeds(Acknowledge(), SOLVED, Rate(4)), TRADING) == ""


def test_the_rehearsal_knows_every_deed() -> None:
    assert set(Deed.__args__) <= events_of.registry.keys()
