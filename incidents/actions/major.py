"""Leading a major incident: roles, the sentences, updates on time, standing down, and its review."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.launches.models import Membership
from hypercare.lib.errors import DomainError
from hypercare.notifications.actions import queue_message
from hypercare.notifications.models import Audience as ReadBy
from incidents.actions.story import Actor, Story
from incidents.domain.clocks import lateness
from incidents.domain.follow_ups import sentence_in
from incidents.domain.history import Event, EventKind
from incidents.domain.lifecycle import State
from incidents.domain.major import (
    REMINDED,
    Audience,
    MajorRole,
    RoleTaken,
    check_declaration,
    check_worded,
    holders,
    is_overdue,
    link_in,
    roles_held,
)
from incidents.models import Incident, MajorIncident, MajorUpdate


@dataclass(frozen=True, slots=True)
class MajorWords:
    """What is said of it; `public_sentence` stands on reporters' pages."""

    business_impact: str = ""
    public_sentence: str = ""
    war_room: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What an audience is told, and in how long it hears again."""

    audience: Audience
    conditions: str
    next_in: timedelta
    actions: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What was learnt."""

    what_happened: str
    causes: str
    lessons: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes which role when it is declared; there is always a commander."""

    commander: User
    others: Mapping[MajorRole, User] = field(default_factory=dict)


@transaction.atomic
def declare_major(
    incident: Incident, *, cast: Cast, words: MajorWords, actor: Actor, at: datetime
) -> Incident:
    """Say that a P1 is led as a major incident from now on, which acknowledges it. `DomainError` by field."""
    story = Story.open(incident, at=at)
    check_declaration(story.state.priority, story.state.state, story.state.major)
    if story.state.state is State.NEW:
        story.append(EventKind.ACKNOWLEDGED, actor=actor, at=at)
    major, _ = MajorIncident.objects.get_or_create(incident=story.incident)
    story.append(EventKind.MAJOR_DECLARED, actor=actor, at=at)
    for role, person in {MajorRole.COMMANDER: cast.commander, **cast.others}.items():
        _take(story, role, person, actor=actor, at=at)
    _word(story, major, words, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def take_role(
    incident: Incident, *, role: MajorRole, person: User | None, actor: Actor, at: datetime
) -> Incident:
    """Hand a role to somebody, or lay it down. Without change nothing is written."""
    story, _ = _opened(incident, at=at)
    if person is None and role is MajorRole.COMMANDER:
        raise DomainError("A major incident always has a commander: name the next one.", field="person")
    if holders_in(story.events).get(role) == (person.pk if person else None):
        return story.incident
    _take(story, role, person, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def word_major(incident: Incident, *, words: MajorWords, actor: Actor, at: datetime) -> Incident:
    """Say what it means for the business and for the public, and where people meet."""
    story, major = _opened(incident, at=at)
    _word(story, major, words, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def give_update(incident: Incident, *, update: Update, actor: Actor, at: datetime) -> Incident:
    """Tell an audience how it stands. `DomainError` by field, for a missing sentence too."""
    story, major = _opened(incident, at=at)
    conditions = update.conditions.strip()
    if not conditions:
        raise DomainError("Say how it stands.", field="conditions")
    if update.audience is Audience.EXECUTIVE:
        worded = {"business_impact": major.business_impact, "public_sentence": major.public_sentence}
        check_worded(story.state.priority, **worded)
    said = MajorUpdate.objects.create(
        incident=story.incident,
        audience=update.audience,
        author_id=actor.user_id,
        at=at,
        conditions=conditions,
        actions=update.actions.strip(),
        needs=update.needs.strip(),
    )
    minutes = int(update.next_in / timedelta(minutes=1))
    story.append(
        EventKind.MAJOR_UPDATED,
        actor=actor,
        at=at,
        audience=update.audience.value,
        update_id=said.pk,
        next_in_minutes=minutes,
    )
    return story.save(at=at)


@transaction.atomic
def stand_down(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
    """It is led no longer; its roles end, and a review is due."""
    story, _ = _opened(incident, at=at)
    story.append(EventKind.STOOD_DOWN, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def review_major(incident: Incident, *, review: Review, actor: Actor, at: datetime) -> Incident:
    """Write down what was learnt, once it is over; it may be written anew."""
    story = Story.open(incident, at=at)
    major = MajorIncident.objects.select_for_update().filter(incident=story.incident).first()
    if major is None or story.state.major is not None:
        raise DomainError("Stand down first: a review looks back.", field="state")
    for name, words in asdict(review).items():
        if not words.strip():
            raise DomainError("Write it down, be it in a few words.", field=name)
        setattr(major, name, words.strip())
    major.reviewed_at = at
    major.save()
    story.append(EventKind.MAJOR_REVIEWED, actor=actor, at=at)
    return story.save(at=at)


@transaction.atomic
def miss_updates(incident: Incident, *, at: datetime) -> Incident:
    """Record each update that is overdue, and tell whoever gives it, once."""
    story = Story.open(incident, at=at)
    major = story.state.major
    overdue = [
        (audience, due_at)
        for audience, due_at in (major.due.items() if major else ())
        if major and audience not in major.reminded and is_overdue(due_at, at=at)
    ]
    for audience, due_at in overdue:
        late = int(lateness(due_at, at=at).total_seconds())
        said: dict[str, Any] = {"audience": audience.value, **({"late_seconds": late} if late else {})}
        story.append(EventKind.UPDATE_MISSED, actor=Actor.bot(), at=due_at, **said)
        _remind(story, audience, due_at, at=at)
    return story.save(at=at) if overdue else story.incident


def holders_in(events: Iterable[Event]) -> dict[MajorRole, int]:
    """Who holds each role now."""
    return holders(roles_held(takings_in(events)))


def takings_in(events: Iterable[Event]) -> list[RoleTaken]:
    """Every taking of a role in a history; standing down lays all of them down."""
    return [taken for event in events for taken in _takings(event)]


def _takings(event: Event) -> list[RoleTaken]:
    if event.kind is EventKind.STOOD_DOWN:
        return [RoleTaken(role, None, event.at) for role in MajorRole]
    if event.kind is EventKind.MAJOR_ROLE_TAKEN:
        return [RoleTaken(MajorRole(event.payload["role"]), event.payload["user_id"], event.at)]
    return []


def _opened(incident: Incident, *, at: datetime) -> tuple[Story, MajorIncident]:
    story = Story.open(incident, at=at)
    if story.state.major is None:
        raise DomainError("It is no major incident now.", field="state")
    return story, MajorIncident.objects.select_for_update().get(incident=story.incident)


def _take(story: Story, role: MajorRole, person: User | None, *, actor: Actor, at: datetime) -> None:
    if person is not None:
        member = Membership.objects.filter(launch_id=story.incident.launch_id, user=person).first()
        if member is None or not member.may(Permission.WORK_INCIDENTS):
            raise DomainError(f"{person} may not work on incidents in this launch.", field="person")
    user_id = person.pk if person else None
    story.append(EventKind.MAJOR_ROLE_TAKEN, actor=actor, at=at, role=role.value, user_id=user_id)


def _word(story: Story, major: MajorIncident, said: MajorWords, *, actor: Actor, at: datetime) -> None:
    words = {
        "business_impact": sentence_in(
            said.business_impact, field="business_impact", what="The business impact"
        ),
        "public_sentence": sentence_in(
            said.public_sentence, field="public_sentence", what="The public sentence"
        ),
        "war_room": link_in(said.war_room),
    }
    changed = [name for name, value in words.items() if getattr(major, name) != value]
    if changed:
        for name in changed:
            setattr(major, name, words[name])
        major.save()
        story.append(EventKind.MAJOR_WORDED, actor=actor, at=at, what=changed)


def _remind(story: Story, audience: Audience, due_at: datetime, *, at: datetime) -> None:
    incident, held = story.incident, holders_in(story.events)
    reader_id = next((held[role] for role in REMINDED[audience] if role in held), None)
    reader = User.objects.filter(pk=reader_id, is_active=True).first() if reader_id else None
    if reader is not None:
        queue_message(
            f"update:{incident.pk}:{audience}:{due_at.isoformat()}",
            audience=ReadBy.STAFF,
            about=incident.key,
            to=reader.email,
            subject=f"{incident.key}: the {audience} update is overdue",
            body=f"The {audience} update was due {due_at:%d %B %Y %H:%M} UTC.",
            at=at,
        )
