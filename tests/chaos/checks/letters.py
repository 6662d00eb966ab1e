"""Mail: what had to be written is written once, and handed over."""

import hashlib
import re
from collections import Counter

from django.db import transaction

from feedback.actions.following import tell_reporters
from feedback.models import Submission
from hypercare.notifications.models import Audience, OutgoingMessage
from hypercare.notifications.queries import messages_of
from incidents.models import IncidentEvent, Message
from incidents.models.timeline import Visibility
from tests.chaos.checks.findings import Findings, Held
from tests.chaos.claims import Standing

TOLD = ("reply", "resolve", "decline")
PRAISE = "praise"
MESSAGE_ID = re.compile(r"^Message-ID: <([0-9a-f]+)@", re.MULTILINE)


def written(held: Held) -> Findings:
    """Every event is told to its reporter again, in a transaction that is thrown away: nothing is added."""
    found = Findings()
    before = _keys(held)
    events = IncidentEvent.objects.filter(launch=held.launch).select_related("incident__launch", "launch")
    with transaction.atomic():
        tell_reporters(list(events.order_by("incident", "seq")), held.at)
        wanted = _keys(held)
        transaction.set_rollback(True)
    praise = Submission.objects.filter(launch=held.launch, kind=PRAISE).exclude(reporter=None)
    wanted |= {f"praise:{item}" for item in praise.values_list("raw_item", flat=True)}
    for key in wanted:
        found.look(f"{key} is not written", is_right=key in before)
    return found


def _keys(held: Held) -> set[str]:
    reporters = messages_of(held.launch.key).filter(audience=Audience.REPORTER)
    return set(reporters.values_list("key", flat=True))


def doubles(held: Held) -> Findings:
    """Public words leave the house in one letter, internal ones in none; a warning goes once to each."""
    found = Findings()
    sent = list(messages_of(held.launch.key))
    bodies = [message.body for message in sent if message.audience == Audience.REPORTER]
    for deed in held.claims.deeds:
        if deed.verb in TOLD and deed.standing is Standing.DONE:
            count = sum(f" {deed.mark}." in body for body in bodies)
            found.look(f"{deed.incident} {deed.verb} is in {count} letters", is_right=count == 1)
    internal = Message.objects.filter(incident__launch=held.launch, visibility=Visibility.INTERNAL)
    for note in internal:
        is_inside = not any(note.body in body for body in bodies)
        found.look(f"an internal note left the house: {note.body}", is_right=is_inside)
    warnings = Counter((each.about, each.subject, each.to) for each in sent if _is_warning(each))
    for warning, count in warnings.items():
        found.look(f"{' '.join(warning)}: {count} times", is_right=count == 1)
    return found


def _is_warning(message: OutgoingMessage) -> bool:
    return message.key.startswith("warn:")


def handed_over(held: Held) -> Findings:
    """Every message was given to the mail server and is noted as sent."""
    found = Findings()
    times = times_handed_over(held)
    for message in messages_of(held.launch.key):
        is_right = message.sent_at is not None and times[digest_of(message)] >= 1
        found.look(f"{message.key} ({message.error or 'no error'}) was not sent", is_right=is_right)
    return found


def times_handed_over(held: Held) -> Counter[str]:
    """How often the mail server got each message, by its Message-ID."""
    files = sorted(held.letters.glob("*.log")) if held.letters else []
    texts = (file.read_text(errors="replace") for file in files)
    return Counter(found for text in texts for found in MESSAGE_ID.findall(text))


def digest_of(message: OutgoingMessage) -> str:
    """The part of its Message-ID that comes from its key."""
    return hashlib.sha256(message.key.encode()).hexdigest()[:32]
