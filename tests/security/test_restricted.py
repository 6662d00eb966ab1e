"""What is restricted to named people tries every way out, and nobody else meets it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.models import User
from hypercare.accounts.roles import Role, Scope
from hypercare.intake.actions import InboundFile
from hypercare.notifications.models import Audience, OutgoingMessage
from incidents.actions import (
    Actor,
    add_follow_up,
    add_note,
    assign_incident,
    plan_fix,
    resolve_incident,
    restrict_incident,
    tie_incident,
)
from incidents.actions.follow_ups import Asking, Promise, today_in
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.follow_ups import AskedBy, FollowUpKind
from incidents.domain.history import Cause, Resolution
from incidents.models import Incident
from tests.factories.dashboards import count
from tests.factories.feedback import incident_of, picture, reply_to, submit, tell_all
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory, ReleaseFactory
from tests.security.routes import path_of, routes
from tests.security.test_leaks import TAKE_A_LAUNCH, post, words_of

CANARY, SEARCHED = "heron-51c8", "quaywork"
# The links of whoever reported it are that person's own, whoever else has them.
OF_THE_REPORTER = ("t/", "s/", "f/")


@dataclass(frozen=True)
class Scene:
    """The restricted incident, its one reader, and everybody else who may do much."""

    incident: Incident
    reader: User
    others: tuple[Client, ...]


@pytest.fixture
def scene(db: None) -> Scene:
    """Canaries in whatever of an incident holds words, and what was sent about it."""
    cache.clear()
    files = [InboundFile("shot.png", "image/png", picture())]
    words, email = f"{CANARY} {SEARCHED}.", f"{CANARY}@desk.example"
    incident = incident_of(submit(files=files, body=words, name=CANARY, email=email))
    launch = incident.launch
    reader = MembershipFactory(launch=launch, role=Role.RESPONDER).user
    mara, at = Actor.human(reader), REPORTED_AT + timedelta(minutes=1)
    assign_incident(incident, assignee=reader, team=None, actor=mara, at=at)
    add_note(incident, body=f"{CANARY} {SEARCHED}", actor=mara, at=at)
    plan_fix(incident, release=ReleaseFactory(launch=launch), actor=mara, at=at)
    parent = make_incident(launch, title=f"{SEARCHED} hangs", body=SEARCHED)
    tie_incident(incident, parent=parent, actor=mara, at=at)
    _promise(incident, mara)
    restrict_incident(incident, readers=[], actor=mara, at=at)
    sweep_clocks(at=at + timedelta(days=30))
    how, solved_at = Resolution.FIXED, at + timedelta(days=31)
    resolve_incident(incident, cause=Cause.CODE, resolution=how, body=CANARY, actor=mara, at=solved_at)
    reply_to(incident, body=CANARY)
    tell_all(incident)
    count(launch)
    return Scene(Incident.objects.select_related("launch").get(pk=incident.pk), reader, _others(incident))


def _promise(incident: Incident, actor: Actor) -> None:
    at = timezone.now()
    due_on, options = today_in(incident.launch, at), ("Yes", CANARY)
    said = Promise(FollowUpKind.DECIDE, CANARY, None, due_on, done_when=CANARY, options=options)
    asking = Asking(AskedBy.INCIDENT, incident)
    add_follow_up(incident.launch, said, asking=asking, actor=actor, at=at)


@pytest.fixture
def incident(scene: Scene) -> Incident:
    """The one that the examples of addresses name."""
    return scene.incident


def _others(incident: Incident) -> tuple[Client, ...]:
    manager = MembershipFactory(launch=incident.launch, role=Role.LAUNCH_MANAGER).user
    key = create_api_key(manager, label="all", scopes=tuple(Scope))
    browsers = [Client(raise_request_exception=False) for _ in range(3)]
    for browser, role in zip(browsers, (Role.RESPONDER, Role.BUSINESS_OWNER), strict=False):
        browser.force_login(MembershipFactory(launch=incident.launch, role=role).user)
    browsers[2].force_login(manager)
    headers = {"Authorization": f"Bearer {key}"}
    return (*browsers, Client(raise_request_exception=False, headers=headers))


def urls_of(route: str, path: str, launch_key: str) -> Iterator[str]:
    """Plain, and asking in every way for the word beside the canary."""
    if route.startswith("api/") and route not in TAKE_A_LAUNCH:
        yield path
        return
    for more in ("", f"&q={SEARCHED}", "&state=all&sort=newest", "&kpi=backlog"):
        yield f"{path}?launch={launch_key}{more}"


def found_by(client: Client, url: str) -> Iterator[HttpResponseBase]:
    yield client.get(url)
    yield client.get(url, headers={"HX-Request": "true"})
    yield post(client, url)


def test_no_address_gives_it_to_others(scene: Scene, examples: dict[str, str]) -> None:
    key = scene.incident.launch.key
    leaks = []
    for route in (each for each in routes() if not each.startswith((*OF_THE_REPORTER, "admin/"))):
        urls = list(urls_of(route, path_of(route, examples), key))
        answers = chain.from_iterable(found_by(each, url) for each in scene.others for url in urls)
        leaks += [(route, answer.status_code) for answer in answers if CANARY in words_of(answer)]
    assert leaks == []


def test_its_reader_meets_it(scene: Scene) -> None:
    browser = Client()
    browser.force_login(scene.reader)
    for path in (
        f"/incidents/{scene.incident.key}/",
        f"/queue/?launch={scene.incident.launch.key}&state=all",
    ):
        assert CANARY in words_of(browser.get(path))


def test_others_see_that_it_is_there(scene: Scene) -> None:
    key = scene.incident.launch.key
    page = words_of(scene.others[0].get(f"/queue/?launch={key}&state=all"))
    assert scene.incident.key in page
    assert "Restricted" in page


def test_they_are_told_whom_to_ask(scene: Scene) -> None:
    refused = scene.others[0].get(f"/incidents/{scene.incident.key}/")
    assert refused.status_code == 403
    assert "its content is for named people" in words_of(refused)


def test_no_letter_to_staff_carries_it(scene: Scene) -> None:
    letters = OutgoingMessage.objects.filter(audience=Audience.STAFF)
    assert not any(CANARY in each.subject + each.body for each in letters)
