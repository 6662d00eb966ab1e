"""The Celery application and the whole beat schedule, on one screen."""

from typing import Any

from celery import Celery

app = Celery("hypercare", task_cls="hypercare.watch.recording:WatchedTask")
app.set_default()  # for every thread, also where the settings were named after this import
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _every(seconds: float, task: str, queue: str = "default") -> dict[str, Any]:
    """One beat entry: its message expires after one interval, so a stopped worker finds no backlog."""
    return {"task": task, "schedule": seconds, "options": {"queue": queue, "expires": seconds}}


app.conf.beat_schedule = {
    "sweep due clocks": _every(1, "incidents.tasks.sweep_clocks", "urgent"),
    "sweep stale priorities": _every(5, "incidents.tasks.sweep_priorities"),
    "sweep stale calendars": _every(10, "incidents.tasks.sweep_calendars"),
    "sweep hot services": _every(60, "incidents.tasks.sweep_hot_services"),
    "wake snoozed incidents": _every(10, "incidents.tasks.wake_snoozed"),
    "settle releases": _every(10, "incidents.tasks.settle_releases"),
    "remind of overdue updates": _every(10, "incidents.tasks.remind_of_updates", "urgent"),
    "close resolved incidents": _every(300, "incidents.tasks.close_resolved"),
    "sweep raw items": _every(5, "feedback.tasks.sweep_raw_items"),
    "tell reporters": _every(5, "feedback.tasks.follow_incidents"),
    "send messages": _every(5, "hypercare.notifications.tasks.send_due_messages", "urgent"),
    "mark dirty days": _every(5, "dashboards.tasks.mark_dirty_days"),
    "roll up dirty days": _every(5, "dashboards.tasks.roll_up"),
    "audit the background": _every(30, "hypercare.watch.tasks.audit"),
    "forget kept answers": _every(3600, "hypercare.api.tasks.forget_answers"),
    "seed the demo": _every(10, "hypercare.demo.tasks.continue_seeding"),
}
