"""A launch in which an internal word was written wherever one can be, and an example of every address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from feedback.tokens import token_for_incident, token_for_item, token_for_survey
from hypercare.accounts.actions import create_api_key
from hypercare.accounts.models import ApiKey
from hypercare.accounts.roles import Role
from hypercare.intake.actions import InboundFile
from hypercare.intake.models import RawItem
from hypercare.launches.live import live_token
from hypercare.launches.models import Launch, Release
from hypercare.launches.presence import here_token
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import (
    Actor,
    add_follow_up,
    add_note,
    assign_incident,
    declare_major,
    give_update,
    hand_over,
    override_priority,
    prioritise_incident,
    reopen_incident,
    reply_to_reporter,
    start_wait,
)
from incidents.actions.bulk import change_many
from incidents.actions.follow_ups import Asking, Promise, today_in
from incidents.actions.major import Cast, MajorWords, Update
from incidents.domain.bulk import BulkAct
from incidents.domain.follow_ups import AskedBy, FollowUpKind
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.major import Audience
from incidents.domain.priority import Priority
from incidents.models import Attachment, BulkChange, CannedReply, FollowUp, Incident, SavedView
from tests.factories.dashboards import count
from tests.factories.feedback import (
    incident_of,
    picture,
    reply_to,
    resolve,
    staff_of,
    submit,
    tell_all,
)
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import MembershipFactory, ReleaseFactory
from tests.security.routes import path_of

CANARY = "canary-7f3a"
SEARCHED = "plinthwork"  # stands beside the canary, so that a search for it would find the note
INTERNAL = f"{CANARY} {SEARCHED}"
MINUTE = timedelta(minutes=1)
PathFor = Callable[[str], str]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """No throttle remembers another test."""
    cache.clear()


@pytest.fixture
def incident(db: None) -> Incident:
    """One with an internal word in every place that takes one, solved in the end and counted."""
    incident = incident_of(submit(files=[InboundFile("shot.png", "image/png", picture())]))
    actor, at = staff_of(incident), REPORTED_AT + MINUTE
    add_note(incident, body=INTERNAL, actor=actor, at=at)
    follow_up_of(incident, actor)
    override_priority(incident, priority=Priority.P1, reason=INTERNAL, actor=actor, at=at)
    reply_to_reporter(incident, body="Hello.", actor=actor, at=at)
    lead(incident, actor)
    start_wait(incident, waiting_on=WaitingOn.EVIDENCE, actor=actor, at=at + 60 * MINUTE)
    resolve(incident, at=at + 61 * MINUTE)
    reopen_incident(incident, body=INTERNAL, actor=actor, at=at + 62 * MINUTE)
    resolve(incident, at=at + 63 * MINUTE)
    reply_to(incident)
    hand_over(
        incident.launch,
        body=INTERNAL,
        author=MembershipFactory(launch=incident.launch).user,
        at=timezone.now(),
    )
    tell_all(incident)
    count(incident.launch)
    return Incident.objects.select_related("launch").get(pk=incident.pk)


def follow_up_of(incident: Incident, actor: Actor) -> FollowUp:
    """A decision asked for in internal words."""
    at = timezone.now()
    due_on, options = today_in(incident.launch, at), ("Yes", INTERNAL)
    said = Promise(FollowUpKind.DECIDE, INTERNAL, None, due_on, done_when=INTERNAL, options=options)
    asking = Asking(AskedBy.INCIDENT, incident)
    return add_follow_up(incident.launch, said, asking=asking, actor=actor, at=at)


def lead(incident: Incident, actor: Actor) -> None:
    """It is led as a major incident, with an internal word wherever one can be."""
    at = REPORTED_AT + MINUTE
    prioritise_incident(incident, at=at)
    commander = MembershipFactory(launch=incident.launch).user
    room = f"https://meet.bank.example/{CANARY}"
    words = MajorWords(INTERNAL, "We know of it.", room)
    declare_major(incident, cast=Cast(commander), words=words, actor=actor, at=at)
    update = Update(Audience.TACTICAL, INTERNAL, MINUTE, INTERNAL, INTERNAL)
    give_update(incident, update=update, actor=actor, at=at)


@dataclass(frozen=True)
class People:
    """Who tries."""

    anonymous: Client
    viewer: Client
    viewer_key: str


@pytest.fixture
def people(incident: Incident) -> People:
    """Nobody, a viewer, and a viewer's program."""
    viewer = MembershipFactory(launch=incident.launch, role=Role.VIEWER).user
    signed_in = Client(raise_request_exception=False)
    signed_in.force_login(viewer)
    return People(Client(raise_request_exception=False), signed_in, create_api_key(viewer, label="viewer"))


def key_of(launch: Launch) -> ApiKey:
    """A key that opens this launch alone."""
    owner = MembershipFactory(launch=launch, role=Role.LAUNCH_MANAGER).user
    create_api_key(owner, label="example", launch_key=launch.key)
    return ApiKey.objects.get(launch_key=launch.key, label="example")


def view_of(launch: Launch) -> SavedView:
    """A view that a responder shares."""
    owner = MembershipFactory(launch=launch, role=Role.RESPONDER).user
    return SavedView.objects.create(
        launch=launch, owner=owner, name="Shared", query="is:open", is_shared=True
    )


def reply_of(launch: Launch) -> CannedReply:
    """Words for everybody who answers."""
    return CannedReply.objects.create(launch=launch, name="Thanks", body=f"Thank you. {INTERNAL}")


def release_of(launch: Launch) -> Release:
    """A release that is ahead."""
    return ReleaseFactory(launch=launch, name="Orders")


def changed(incident: Incident) -> BulkChange:
    """An act on many of this launch."""
    user = incident.launch.memberships.exclude(role=Role.VIEWER)[0].user
    deed = partial(assign_incident, assignee=user, team=None)
    launch, act = incident.launch, BulkAct.ASSIGN
    return change_many(launch, [incident], deed, act=act, once="k", user=user, now=lambda: REPORTED_AT)


@pytest.fixture
def examples(incident: Incident) -> Mapping[str, str]:
    """What stands for each parameter; the key is the part of the path before it and its name."""
    item = RawItem.objects.get(result_key=incident.key)
    shown = Attachment.objects.get()
    return {
        "f/form_key": incident.launch.form_key,
        "sent/token": token_for_item(item),
        "t/token": token_for_incident(incident),
        "s/token": token_for_survey(incident.surveys.latest("resolution_seq")),
        "live/token": live_token(incident.launch.pk),
        "here/token": here_token(incident.launch.memberships.all()[0], name="Mara"),
        "picture/picture_id": str(shown.pk),
        "pictures/picture_id": str(shown.pk),
        "incidents/key": incident.key,
        "launches/key": incident.launch.key,
        "panels/name": "conversation",
        "drafts/kind": "note",
        "words/kind": "note",
        "replies/reply_id": str(reply_of(incident.launch).pk),
        "feedback/item_id": str(item.pk),
        "views/view_id": str(view_of(incident.launch).pk),
        "keys/key_id": str(key_of(incident.launch).pk),
        "submissions/item_id": str(item.pk),
        "reset/uidb36": "1",
        "<str:uidb36>/key": "1-1",
        "follow-ups/follow_up_id": str(FollowUp.objects.latest("pk").pk),
        "<int:follow_up_id>/step": "drop",
        "update/audience": "tactical",
        "bulk/act": "take",
        "references/reference_id": "7",
        "releases/release_id": str(release_of(incident.launch).pk),
        "<int:release_id>/verb": "test",
        "changes/change_id": str(changed(incident).pk),
        "outbox/message_id": str(OutgoingMessage.objects.latest("pk").pk),
    }


@pytest.fixture
def path_for(examples: Mapping[str, str], incident: Incident) -> PathFor:
    """Fills in a route and asks for the launch."""
    return lambda route: f"{path_of(route, examples)}?launch={incident.launch.key}"
