"""The duties, read from the beat schedule: what is entered there is watched."""

from datetime import timedelta

from hypercare.celery import app
from hypercare.watch.domain.duties import Duty

QUEUES = ("urgent", "default")
AUDIT = "hypercare.watch.tasks.audit"


def duties() -> dict[str, Duty]:
    """Every duty by its task, in the order of the schedule."""
    entries = app.conf.beat_schedule.items()
    return {
        entry["task"]: Duty(
            name, entry["task"], timedelta(seconds=entry["schedule"]), entry["options"]["queue"]
        )
        for name, entry in entries
    }
