"""What makes a run under load pass or fail."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.benchmarks.crowd import Tally
from tests.benchmarks.gauges import Reading
from tests.benchmarks.load import Seen, judged

GOOD = Seen(
    seconds=300,
    tally=Tally({"form": [0.1, 0.2, 0.3]}),
    readings=[{"web": Reading(cpu, 100)} for cpu in (1, 60, 121)],
    sent_count=3,
    afterwards={"received": 3, "created": 3},
    settle_seconds=1,
)


def figure_of(seen: Seen, what: str) -> str:
    """The figure of one line."""
    [line] = [each for each in judged(seen) if each.what == what]
    return line.figure


def is_met(seen: Seen) -> bool:
    """Whether no bar was missed."""
    return all(each.is_met is not False for each in judged(seen))


def with_memory(megabytes: Sequence[float]) -> Seen:
    """The same run of a process that held this much."""
    return replace(GOOD, readings=[{"web": Reading(0, each)} for each in megabytes])


def test_a_good_run_passes() -> None:
    assert is_met(GOOD)


def test_one_failed_request_fails_the_run() -> None:
    assert not is_met(replace(GOOD, tally=Tally(errors=["500 for form"])))


@pytest.mark.parametrize("afterwards", [{"received": 2, "created": 2}, {"received": 3, "created": 4}])
def test_a_report_lost_or_doubled_fails_the_run(afterwards: dict[str, int]) -> None:
    assert not is_met(replace(GOOD, afterwards=afterwards))


@pytest.mark.parametrize(
    ("megabytes", "is_flat"),
    [((50, 100, 126, 126), True), ((50, 100, 127, 127), False), ((50, 100, 100, 400), True)],
)
def test_memory_is_compared_with_the_first_look(
    megabytes: Sequence[float],
    is_flat: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_met(with_memory(megabytes)) is is_flat


def test_a_short_run_says_nothing_of_memory() -> None:
    assert is_met(replace(with_memory((50, 100, 900, 900)), seconds=45))


def test_processor_time_is_a_share_of_one_core() -> None:
    assert figure_of(GOOD, "web").startswith("40% of a core")


def test_times_are_given_by_kind_of_request() -> None:
    assert figure_of(GOOD, "form") == "200 / 290 / 298 ms (3)"
