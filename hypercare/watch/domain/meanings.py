"""What each duty is there for, and what people notice when it is late."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """One duty in words: what it `does`, and what is so while it is `late`."""

    does: str
    late: str


MEANINGS: Mapping[str, Meaning] = {
    "incidents.tasks.sweep_clocks": Meaning(
        "Warns before a promise is broken, and records a breach.",
        "Nobody is warned. A breach is recorded later, at its true instant, and marked late.",
    ),
    "incidents.tasks.sweep_priorities": Meaning(
        "Computes priority and rank where a message was lost.",
        "New incidents may stand in the queue without a priority.",
    ),
    "incidents.tasks.sweep_calendars": Meaning(
        "Plans clocks anew after support hours or targets were changed.",
        "Due times are still those of the former hours.",
    ),
    "incidents.tasks.sweep_hot_services": Meaning(
        "Notices services with unusually many reports.",
        "The rank of incidents does not yet know which services are hot.",
    ),
    "incidents.tasks.wake_snoozed": Meaning(
        "Tells open pages that a snoozed incident is back in the inbox.",
        "What was snoozed until now shows in the inbox only when its page is opened anew.",
    ),
    "incidents.tasks.settle_releases": Meaning(
        "Resolves what a deployed release fixed, and reopens what one that was rolled back no longer fixes.",
        "What a release fixed still stands as fix ready, and its reporters have not heard.",
    ),
    "incidents.tasks.remind_of_updates": Meaning(
        "Tells whoever leads a major incident that an update is overdue.",
        "The page still says so. Nobody is reminded by mail.",
    ),
    "incidents.tasks.close_resolved": Meaning(
        "Closes what has stayed resolved.",
        "Resolved incidents stay open a little longer.",
    ),
    "feedback.tasks.sweep_raw_items": Meaning(
        "Reads what has arrived and makes incidents of it.",
        "Reports are kept in the ledger and are not in the queue yet.",
    ),
    "feedback.tasks.follow_incidents": Meaning(
        "Writes to reporters about what happened.",
        "Reporters do not hear of it yet.",
    ),
    "hypercare.notifications.tasks.send_due_messages": Meaning(
        "Hands mails to the mail server.",
        "Mails wait in the outbox. None is lost.",
    ),
    "dashboards.tasks.mark_dirty_days": Meaning(
        "Finds the days and weeks whose numbers changed.",
        "The week is older than the queue: its numbers miss what happened since.",
    ),
    "dashboards.tasks.roll_up": Meaning(
        "Computes those days and weeks anew.",
        "The week is older than the queue: its numbers miss what happened since.",
    ),
    "hypercare.watch.tasks.audit": Meaning(
        "Compares what should have run with what did, and repairs it.",
        "Nobody repairs what other duties leave undone, and no heartbeat is sent.",
    ),
    "hypercare.api.tasks.forget_answers": Meaning(
        "Removes answers that were kept for programs that ask twice.",
        "A table grows. Nobody notices.",
    ),
    "hypercare.demo.tasks.continue_seeding": Meaning(
        "Makes the reports of the demo launches.",
        "The demo is not complete. Nothing else depends on it.",
    ),
}
