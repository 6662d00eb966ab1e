"""What follows for the reporter from what happened to an incident: mail, and a question at the end."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from feedback.actions.mailing import Letter, write_to_reporter
from feedback.actions.ratings import ask_for_rating
from feedback.domain.standing import DECLINE_WORDS, RESOLUTION_WORDS, WAITS_FOR_REPORTER
from feedback.queries import promise_for
from incidents.actions.bulk import settle_next
from incidents.actions.following import follow_events
from incidents.domain.history import ActorKind, DeclineReason, EventKind, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.undoing import standing
from incidents.models import Incident, IncidentEvent, Message

READER = "feedback"
# A question mailed this shortly before a wait began is the question, and is not mailed twice.
ASKED_JUST_BEFORE = timedelta(minutes=10)


def follow_incidents(*, at: datetime) -> int:
    """Tell reporters what the next batch of events means to them; how many events were read."""
    return follow_events(READER, _tell_at_once, at=at)


def settle_change(*, at: datetime) -> bool:
    """Tell reporters of one act on many that can no longer be undone; False when none is due."""
    return settle_next(tell_reporters, at=at)


def _tell_at_once(events: Sequence[IncidentEvent], at: datetime) -> None:
    tell_reporters([event for event in events if not event.is_held], at)


def tell_reporters(events: Sequence[IncidentEvent], at: datetime) -> None:
    """Write what these events mean to each reporter, once; imported history writes to nobody."""
    for event in events:
        tell = _LETTERS.get(EventKind(event.kind))
        if tell and event.actor_kind != ActorKind.IMPORT:
            tell(event, at)


def _declared(event: IncidentEvent, at: datetime) -> None:
    """Whoever wrote to us is promised a reader; whoever staff wrote down for has been read already."""
    is_written = event.actor_kind == ActorKind.REPORTER
    promise = promise_for(event.incident, at=event.at) if is_written else ""
    write_to_reporter(event, Letter.RECEIVED, at=at, promise=promise)


def _replied(event: IncidentEvent, at: datetime) -> None:
    words = _public_words(event)
    if words:
        write_to_reporter(event, Letter.ANSWER, at=at, words=words)


def _wait_started(event: IncidentEvent, at: datetime) -> None:
    if WaitingOn(event.payload["waiting_on"]) not in WAITS_FOR_REPORTER:
        return
    last = _last_reply(event.incident, by=event.at)
    if last is None or last.at < event.at - ASKED_JUST_BEFORE:
        write_to_reporter(event, Letter.QUESTION, at=at, words=_public_words(last) if last else "")


def _last_reply(incident: Incident, *, by: datetime) -> IncidentEvent | None:
    kinds = (EventKind.REPLIED, EventKind.UNDONE)
    told = standing(IncidentEvent.objects.filter(incident=incident, kind__in=kinds))
    return max((each for each in told if each.at <= by), key=attrgetter("at", "seq"), default=None)


def _resolved(event: IncidentEvent, at: datetime) -> None:
    survey = ask_for_rating(event.incident, resolution_seq=event.seq, at=event.at)
    verdict = RESOLUTION_WORDS[Resolution(event.payload["resolution"])]
    words = _public_words(event)
    write_to_reporter(event, Letter.SOLVED, at=at, words=words, verdict=verdict, survey=survey)


def _declined(event: IncidentEvent, at: datetime) -> None:
    verdict = DECLINE_WORDS[DeclineReason(event.payload["reason"])]
    write_to_reporter(event, Letter.DECLINED, at=at, words=_public_words(event), verdict=verdict)


def _reopened(event: IncidentEvent, at: datetime) -> None:
    """Who was told that it is solved hears that a rollback undid it; other reasons are the reporter's own."""
    if "release_id" in event.payload:
        write_to_reporter(event, Letter.TAKEN_BACK, at=at)


def _public_words(event: IncidentEvent) -> str:
    """The words of an event, if they may leave the house."""
    public = Message.objects.public().filter(incident=event.incident, pk=event.payload.get("message_id"))
    message = public.first()
    return message.body if message else ""


_LETTERS: Mapping[EventKind, Callable[[IncidentEvent, datetime], None]] = {
    EventKind.DECLARED: _declared,
    EventKind.REPLIED: _replied,
    EventKind.WAIT_STARTED: _wait_started,
    EventKind.RESOLVED: _resolved,
    EventKind.REOPENED: _reopened,
    EventKind.DECLINED: _declined,
}
