"""Releases: their pages, the letters of a deployment, and how far each report has come."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from feedback.actions import rate_survey
from feedback.releases import way_of
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Release
from hypercare.launches.releasing import deploy_release, roll_back_release
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import Actor, acknowledge_incident, mark_fix_ready, plan_fix, settle_fix, sweeps
from incidents.domain.history import Cause
from incidents.models import Incident
from tests.factories.feedback import incident_of, submit, tell_all
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReleaseFactory,
    ReporterFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
READY_AT, LIVE_AT, LATER = (REPORTED_AT + hours * HOUR for hours in (1, 2, 3))


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No throttle and no shift remembers another test."""
    cache.clear()


@pytest.fixture
def launch() -> Launch:
    """TRD."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def release(launch: Launch) -> Release:
    """1.4.3, ahead."""
    made: Release = ReleaseFactory(launch=launch, version="1.4.3", name="Orders")
    return made


def in_work(launch: Launch, **said: Any) -> Incident:
    """One of a reporter with an address that somebody has taken up."""
    incident = make_incident(launch, reporter=ReporterFactory(launch=launch), **said)
    actor = Actor.human(MembershipFactory(launch=launch).user)
    return acknowledge_incident(incident, actor=actor, at=REPORTED_AT)


def ready(release: Release, incident: Incident | None = None) -> Incident:
    """One with its fix in the release."""
    incident = incident or in_work(release.launch)
    actor = Actor.human(UserFactory())
    return mark_fix_ready(
        incident, release=release, cause=Cause.CODE, body="It works now.", actor=actor, at=READY_AT
    )


def deploy(release: Release) -> None:
    deploy_release(release, actor=UserFactory(), at=LIVE_AT)


def browser(launch: Launch, role: Role = Role.INCIDENT_MANAGER) -> Client:
    client = Client()
    client.force_login(MembershipFactory(launch=launch, role=role).user)
    return client


def text_of(answer: Any) -> str:
    return " ".join(str(answer.content.decode()).split())


def tell_everybody() -> None:
    for incident in Incident.objects.all():
        tell_all(incident, at=LATER)


def solved_letters() -> Counter[str]:
    """How many letters of a solution each address got."""
    solved = OutgoingMessage.objects.filter(subject__endswith="is solved")
    return Counter(solved.values_list("to", flat=True))


def test_sixty_reporters_of_a_deployment_are_told_once_each(release: Release) -> None:
    incidents = [ready(release) for _ in range(60)]
    tell_everybody()
    assert solved_letters() == {}
    deploy(release)
    for incident in incidents[:25]:
        settle_fix(incident, at=LATER)
    tell_everybody()
    sweeps.settle_releases(at=LATER)
    for _ in range(2):
        tell_everybody()
    assert solved_letters() == {each.reporter.email: 1 for each in incidents if each.reporter}


def test_the_letter_carries_the_words_that_waited(release: Release) -> None:
    incident = ready(release)
    deploy(release)
    settle_fix(incident, at=LATER)
    tell_all(incident, at=LATER)
    letter = OutgoingMessage.objects.latest("pk")
    assert "It works now." in letter.body
    assert "We fixed the cause." in letter.body


def test_a_rollback_is_told_to_whom_the_fix_was_told(release: Release) -> None:
    told, not_told = ready(release), ready(release)
    deploy(release)
    settle_fix(told, at=LIVE_AT)
    roll_back_release(release, actor=UserFactory(), at=LATER)
    sweeps.settle_releases(at=LATER)
    for _ in range(2):
        tell_everybody()
    letters = OutgoingMessage.objects.filter(subject__endswith="is open again")
    assert [each.about for each in letters] == [told.key]
    assert not_told.key not in {each.about for each in letters}


def test_the_list_shows_what_is_ahead_first(launch: Launch, release: Release) -> None:
    past = ReleaseFactory(launch=launch, version="1.4.2")
    deploy(past)
    ready(release)
    plan_fix(in_work(launch), release=release, actor=Actor.human(UserFactory()), at=READY_AT)
    page = text_of(browser(launch).get("/releases/?launch=TRD"))
    assert page.index("1.4.3") < page.index("1.4.2")
    assert "1 ready, 1 not" in page
    assert "2 wait" in page


def test_a_list_without_one_says_what_to_do(launch: Launch) -> None:
    assert "Prepare one" in text_of(browser(launch).get("/releases/?launch=TRD"))
    reader = text_of(browser(launch, Role.RESPONDER).get("/releases/?launch=TRD"))
    assert "An incident manager prepares one" in reader
    assert "Prepare it" not in reader


def test_a_release_is_prepared_on_the_page(launch: Launch) -> None:
    said = {"version": "1.4.4", "name": "Orders", "kind": "hotfix", "once": "k"}
    client = browser(launch)
    first, second = (client.post("/releases/?launch=TRD", said) for _ in range(2))
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert launch.releases.get().kind == "hotfix"


@pytest.mark.parametrize(("said", "rule"), [("", "Fill in “Version”."), ("1 4", "A version has 1 to 40")])
def test_what_is_no_version_is_refused_at_its_field(launch: Launch, said: str, rule: str) -> None:
    answer = browser(launch).post("/releases/?launch=TRD", {"version": said, "kind": "planned"})
    assert (answer.status_code, launch.releases.count()) == (422, 0)
    assert rule in text_of(answer)


def test_its_page_says_what_is_not_ready_and_who_waits(launch: Launch, release: Release) -> None:
    ready(release, in_work(launch, title="Orders hang"))
    late = in_work(launch, title="Confirmations late")
    plan_fix(late, release=release, actor=Actor.human(UserFactory()), at=READY_AT)
    page = text_of(browser(launch).get(f"/releases/{release.pk}/?launch=TRD"))
    assert "1 fix ready, 1 not; 2 people wait for it." in page
    assert page.index("Not ready, 1") < page.index("Confirmations late") < page.index("Fix ready, 1")
    assert str(late.reporter) in page


def test_its_page_costs_the_same_for_many(
    launch: Launch, release: Release, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(8):
        ready(release)
    client = browser(launch)
    client.get(f"/releases/{release.pk}/?launch=TRD")
    with django_assert_max_num_queries(12):
        client.get(f"/releases/{release.pk}/?launch=TRD")


def test_it_is_deployed_with_one_press(launch: Launch, release: Release) -> None:
    answer = browser(launch).post(f"/releases/{release.pk}/deploy/?launch=TRD", follow=True)
    release.refresh_from_db()
    assert release.state == "deployed"
    assert "1.4.3 is deployed" in text_of(answer)


def test_an_unlawful_step_changes_nothing(launch: Launch, release: Release) -> None:
    answer = browser(launch).post(f"/releases/{release.pk}/roll-back/?launch=TRD")
    assert (answer.status_code, Release.objects.get().state) == (422, "in_preparation")


def test_an_unknown_step_is_not_found(launch: Launch, release: Release) -> None:
    assert browser(launch).post(f"/releases/{release.pk}/explode/?launch=TRD").status_code == 404


def test_a_release_of_another_launch_is_not_found(launch: Launch) -> None:
    other = ReleaseFactory()
    assert browser(launch).get(f"/releases/{other.pk}/?launch=TRD").status_code == 404


def test_the_way_of_a_report_has_four_instants(launch: Launch, release: Release) -> None:
    incident = ready(release)
    deploy(release)
    settle_fix(incident, at=LATER)
    tell_all(incident, at=LATER)
    rate_survey(incident.surveys.get(), score=4, at=LATER)
    way = way_of(Incident.objects.select_related("release").get(pk=incident.pk))
    assert [mark.at for mark in way.marks] == [REPORTED_AT, READY_AT, LIVE_AT, LATER]
    assert way.marks[2].label == "Fix deployed with 1.4.3"


def test_a_bad_rating_confirms_nothing(launch: Launch, release: Release) -> None:
    incident = ready(release)
    deploy(release)
    settle_fix(incident, at=LATER)
    tell_all(incident, at=LATER)
    rate_survey(incident.surveys.get(), score=2, at=LATER)
    assert way_of(Incident.objects.get(pk=incident.pk)).confirmed_at is None


def test_the_way_stands_beside_the_incident(launch: Launch, release: Release) -> None:
    incident = ready(release)
    panel = text_of(browser(launch).get(f"/incidents/{incident.key}/way/", headers={"HX-Request": "true"}))
    assert "Cause found" in panel
    assert "<html" not in panel


@pytest.mark.parametrize(
    ("version", "words"),
    [("1.4.3", "Reported from 1.4.3"), ("999.9.9", "said it runs “999.9.9”, which is no release here")],
)
def test_a_version_is_told_as_it_was_said(launch: Launch, release: Release, version: str, words: str) -> None:
    incident = incident_said(launch, version)
    assert words in text_of(browser(launch).get(f"/incidents/{incident.key}/way/"))


def incident_said(launch: Launch, version: str) -> Incident:
    """One from the form of a page that says this version."""
    return incident_of(submit(launch, version=version))


def test_who_left_before_a_deployment_is_told_of_it(launch: Launch, release: Release) -> None:
    client = browser(launch)
    with time_machine.travel(REPORTED_AT, tick=False):
        client.get("/?launch=TRD")
    deploy(release)
    cache.clear()
    with time_machine.travel(REPORTED_AT + 20 * HOUR, tick=False):
        assert "1.4.3 deployed" in text_of(client.get("/?launch=TRD"))
