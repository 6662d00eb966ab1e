"""What came between a person's look at an incident and their word about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from incidents.models import Incident
from incidents.models.timeline import Visibility
from incidents.queries.choices import launch_choices
from incidents.queries.timeline import timeline


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that happened, with the words that were said."""

    at: datetime
    sentence: str
    words: str
    is_internal: bool
    is_staff: bool


def came_between(incident: Incident, seqs: Collection[int]) -> tuple[Came, ...]:
    """These events of its history as the timeline tells them, the earliest first."""
    names = launch_choices(incident.launch_id).names()
    events = list(incident.events.select_related("actor").order_by("seq"))
    messages = {each.pk: each for each in incident.messages.all()}
    told = timeline(incident, events, messages=messages, names=names)
    sentences = {entry.seq: entry.sentence for entry in told.entries}
    said = {event.seq: messages.get(event.payload.get("message_id", 0)) for event in events}
    return tuple(
        Came(
            at=event.at,
            sentence=sentences[event.seq],
            words=message.body if message else "",
            is_internal=bool(message and message.visibility == Visibility.INTERNAL),
            is_staff=bool(message and not message.is_from_reporter),
        )
        for event in events
        if event.seq in seqs
        for message in (said[event.seq],)
    )
