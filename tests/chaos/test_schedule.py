"""The order of faults."""

from itertools import islice

from tests.chaos.faults import FAULTS, schedule


def test_a_seed_repeats_its_order() -> None:
    assert list(islice(schedule(7), 40)) == list(islice(schedule(7), 40))


def test_seeds_differ() -> None:
    assert list(islice(schedule(7), 40)) != list(islice(schedule(8), 40))


def test_every_fault_comes_before_any_comes_again() -> None:
    first = [step.fault for step in islice(schedule(7), len(FAULTS))]
    assert sorted(first) == sorted(FAULTS)
