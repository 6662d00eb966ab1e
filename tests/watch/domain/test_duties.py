"""When a duty is late, and how it is doing."""

from datetime import UTC, datetime, timedelta

import pytest

from hypercare.watch.domain.duties import Duty, Standing

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SWEEP = Duty("sweep", "tasks.sweep", 5 * SECOND, "urgent")
HOURLY = Duty("tidy", "tasks.tidy", 3600 * SECOND, "default")


@pytest.mark.parametrize(
    ("duty", "age", "is_late"),
    [
        (SWEEP, 60, False),
        (SWEEP, 61, True),
        (HOURLY, 10_800, False),
        (HOURLY, 10_801, True),
        (SWEEP, -61, True),
    ],
)
def test_late_is_three_missed_runs_but_a_minute_at_least(duty: Duty, age: int, *, is_late: bool) -> None:
    assert duty.is_late(NOON - age * SECOND, at=NOON) is is_late


#   last good run, last failure (seconds ago), late rows
TABLE = [
    (None, None, 0, Standing.UNSEEN),
    (4, None, 0, Standing.ON_TIME),
    (4, 9, 0, Standing.ON_TIME),
    (4, 2, 0, Standing.FAILED),
    (4, None, 3, Standing.BEHIND),
    (4, 2, 3, Standing.FAILED),
    (90, 2, 3, Standing.LATE),
    (90, None, 0, Standing.LATE),
]


@pytest.mark.parametrize(("ended", "failed", "late", "standing"), TABLE)
def test_how_it_is_doing(ended: int | None, failed: int | None, late: int, standing: Standing) -> None:
    since, failed_at = (None if ago is None else NOON - ago * SECOND for ago in (ended, failed))
    assert SWEEP.standing(since, failed_at=failed_at, late_count=late, at=NOON) is standing
