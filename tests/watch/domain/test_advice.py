"""What the health page says first, and what to do next."""

import pytest

from hypercare.watch.domain.advice import REFUSED_LINE, Symptoms, advice_for, headline_for
from hypercare.watch.domain.duties import Standing

WELL = (Standing.ON_TIME,) * 3
STILL = (Standing.LATE,) * 3


def symptoms(urgent: tuple[Standing, ...] = WELL, **more: int) -> Symptoms:
    """Two queues of three duties, the second one well."""
    return Symptoms({"urgent": urgent, "default": WELL}, **more)  # type: ignore[arg-type]


def test_with_all_well_there_is_nothing_to_say() -> None:
    assert (headline_for(symptoms()), advice_for(symptoms())) == ("", [])


TABLE = [
    (symptoms(STILL), "3 of 6 duties are late.", "worker of the queue urgent does not run"),
    (symptoms((Standing.LATE, *WELL[1:])), "1 of 6 duties is late.", "busy with something long"),
    (
        Symptoms({"urgent": STILL, "default": STILL}),
        "6 of 6 duties are late.",
        "Start beat and the workers",
    ),
    (Symptoms({"urgent": (Standing.UNSEEN,)}), "1 of 1 duties is late.", "Start beat and the workers"),
    (symptoms(is_broker_up=False), "Redis does not answer.", "Redis does not answer"),
    (symptoms((Standing.FAILED,)), "Something ended with an error.", "log of its worker"),
    (symptoms((Standing.BEHIND,)), "Work waits longer than it should.", "another worker"),
    (symptoms(refused_count=REFUSED_LINE), "Letters do not leave.", "EMAIL_URL"),
]


@pytest.mark.parametrize(("found", "headline", "advice"), TABLE)
def test_it_says_what_is_wrong_and_what_to_do(found: Symptoms, headline: str, advice: str) -> None:
    assert headline_for(found) == headline
    assert advice in advice_for(found)[0]


def test_one_wrong_address_alarms_nobody() -> None:
    assert headline_for(symptoms(refused_count=1)) == ""


def test_letters_given_up_are_told_even_when_all_is_well() -> None:
    assert headline_for(symptoms(given_up_count=1)) == ""
    assert "given up" in advice_for(symptoms(given_up_count=1))[0]


def test_without_redis_no_worker_is_blamed() -> None:
    found = Symptoms({"urgent": STILL, "default": STILL}, is_broker_up=False)
    assert len(advice_for(found)) == 1
