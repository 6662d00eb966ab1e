"""What people say about an incident, in public and among themselves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from hypercare.launches.domain.releases import is_from_before
from hypercare.launches.models import Release, Reporter
from hypercare.lib.errors import DomainError
from incidents.actions.mentioning import tell_mentioned
from incidents.actions.searching import add_words
from incidents.actions.story import Actor, Story
from incidents.domain.history import EventKind
from incidents.domain.lifecycle import AT_REST_STATES, State, WaitingOn
from incidents.domain.snooze import WokenBy
from incidents.models import Attachment, Incident, Message
from incidents.models.timeline import Visibility

WAITS_FOR_REPORTER = frozenset({WaitingOn.REPORTER, WaitingOn.EVIDENCE})


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned image: encoded bytes and size in pixels. Its fields are those of an `Attachment`."""

    name: str
    content_type: str
    content: bytes
    width: int
    height: int


def write_message(
    incident: Incident,
    *,
    body: str,
    visibility: Visibility,
    at: datetime,
    author_id: int | None = None,
    reporter: Reporter | None = None,
    is_from_reporter: bool = False,
    pictures: Sequence[Picture] = (),
) -> Message:
    """Store words and pictures; the caller appends the event that names them.

    Raises `DomainError` on field `body` when there are no words.
    """
    if not body.strip():
        raise DomainError("Write something first.", field="body")
    message = Message.objects.create(
        incident=incident,
        visibility=visibility,
        author_id=author_id,
        reporter=reporter,
        is_from_reporter=is_from_reporter,
        body=body.strip(),
        at=at,
    )
    Attachment.objects.bulk_create(Attachment(message=message, **asdict(picture)) for picture in pictures)
    return message


@transaction.atomic
def reply_to_reporter(
    incident: Incident, *, body: str, actor: Actor, at: datetime, pictures: Sequence[Picture] = ()
) -> Incident:
    """Answer in public. The first human reply keeps the response promise."""
    story = Story.open(incident, at=at)
    message = say(story, body=body, visibility=Visibility.PUBLIC, actor=actor, at=at, pictures=pictures)
    story.append(EventKind.REPLIED, actor=actor, at=at, message_id=message.pk)
    return story.save(at=at)


@transaction.atomic
def add_note(
    incident: Incident, *, body: str, actor: Actor, at: datetime, pictures: Sequence[Picture] = ()
) -> Incident:
    """Write an internal note, which no outward path may ever carry. Whoever it names is told of it."""
    story = Story.open(incident, at=at)
    message = say(story, body=body, visibility=Visibility.INTERNAL, actor=actor, at=at, pictures=pictures)
    story.append(EventKind.NOTED, actor=actor, at=at, message_id=message.pk)
    tell_mentioned(story.incident, message, at=at)
    return story.save(at=at)


@transaction.atomic
def receive_reporter_message(
    incident: Incident,
    *,
    body: str,
    reporter: Reporter | None,
    at: datetime,
    because: str = "",
    is_not_fixed: bool = False,
    version: str = "",
    pictures: Sequence[Picture] = (),
) -> Incident:
    """Append what the reporter wrote. It ends a wait for them and a snooze; "not fixed" reopens.

    Not so when they say the version of a release from before the one with the fix.
    """
    story = Story.open(incident, at=at)
    message = write_message(
        story.incident,
        body=body,
        visibility=Visibility.PUBLIC,
        reporter=reporter,
        is_from_reporter=True,
        pictures=pictures,
        at=at,
    )
    add_words(story.incident, body)
    actor = Actor.reporter()
    story.append(EventKind.REPORTER_WROTE, actor=actor, at=at, because=because, message_id=message.pk)
    story.wake(WokenBy.REPORTER, actor=actor, at=at, because=because)
    if story.state.state is State.WAITING and story.state.waiting_on in WAITS_FOR_REPORTER:
        story.append(EventKind.WAIT_ENDED, actor=actor, at=at, because=because)
    if is_not_fixed and story.state.state in AT_REST_STATES and not _is_outdated(story, version):
        story.append(EventKind.REOPENED, actor=actor, at=at, because=because)
    return story.save(at=at, is_stale=True)


def _is_outdated(story: Story, version: str) -> bool:
    """Whether somebody speaks of a release older than the one that resolved it.

    A version we do not know, however high, says nothing: only releases of the launch have an order.
    """
    if not version or story.state.release_id is None:
        return False
    releases = Release.objects.filter(launch=story.incident.launch_id).values_list("position", flat=True)
    said = releases.filter(version__iexact=version).first()
    return is_from_before(said, releases.filter(pk=story.state.release_id).first())


def say(
    story: Story,
    *,
    body: str,
    visibility: Visibility,
    actor: Actor,
    at: datetime,
    pictures: Sequence[Picture] = (),
) -> Message:
    """Store words of staff within an open story and make them findable; those of an act on many are held."""
    add_words(story.incident, body)
    message = write_message(
        story.incident,
        body=body,
        visibility=visibility,
        author_id=actor.user_id,
        pictures=pictures,
        at=at,
    )
    if actor.act:
        message.is_held = True
        message.save(update_fields=["is_held"])
    return message
