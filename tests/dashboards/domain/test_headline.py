"""The week in the sentences a person would say."""

from dataclasses import replace

from dashboards.domain.headline import WeekInNumbers, headline
from dashboards.domain.judgement import Direction, Trend, Verdict

WEEK = WeekInNumbers(
    number=47,
    is_running=False,
    came_in=38,
    went_out=45,
    still_open=34,
    days_to_clear=2.1,
    median_hours=6.2,
    resolved=44,
    median_trend=Trend(Direction.DOWN, 31, Verdict.BETTER),
    promises_kept=94.1,
    promises=305,
)


def test_a_whole_week_in_four_sentences() -> None:
    assert headline(WEEK) == (
        "In week 47, 38 incidents came in and 45 went out. 34 were left open, cleared in 2.1 business "
        "days at the present pace. Half of those resolved took at most 6.20 h, 31 % faster than the week "
        "before. 94 % of 305 promises were kept."
    )


def test_a_running_week_says_so() -> None:
    assert headline(replace(WEEK, is_running=True)).startswith("So far in week 47, 38")


def test_a_growing_backlog_is_said() -> None:
    assert "34 were left open, and not shrinking." in headline(replace(WEEK, days_to_clear=None))
    assert "34 were left open, and hardly shrinking." in headline(replace(WEEK, days_to_clear=220))


def test_too_few_are_said_and_not_judged() -> None:
    text = headline(replace(WEEK, resolved=8, promises=1))
    assert "Only 8 resolved, too few to judge how fast." in text
    assert "Only 1 promise fell due, too few to judge." in text


def test_promises_of_a_foreign_log_name_their_source() -> None:
    assert headline(replace(WEEK, is_as_recorded=True)).endswith(
        "promises were kept, as the source recorded."
    )


def test_a_quiet_week_is_short() -> None:
    quiet = WeekInNumbers(number=47, is_running=True, came_in=0, went_out=0, still_open=0, days_to_clear=0.0)
    assert headline(quiet) == "So far in week 47, 0 incidents came in and 0 went out. Nothing is open."


def test_a_manifold_rise_is_said_in_times() -> None:
    slower = Trend(Direction.UP, 4626, Verdict.WORSE)
    assert "47.3 times as long as the week before" in headline(replace(WEEK, median_trend=slower))


def test_a_small_rise_is_said_in_percent() -> None:
    slower = Trend(Direction.UP, 12, Verdict.WORSE)
    assert "12 % slower than the week before" in headline(replace(WEEK, median_trend=slower))
