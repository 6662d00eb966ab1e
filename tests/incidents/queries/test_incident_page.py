"""The incident page as a whole."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Membership
from incidents.actions import (
    Actor,
    Picture,
    add_note,
    assign_incident,
    decline_incident,
    receive_reporter_message,
    reply_to_reporter,
    resolve_incident,
    start_wait,
    triage_incident,
)
from incidents.domain.history import Cause, DeclineReason, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level
from incidents.domain.steps import Step
from incidents.models import Incident
from incidents.queries.incident import IncidentPage, incident_page, version_of
from tests.factories.incidents import make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    SiteFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 9, tzinfo=UTC)
LATER = MONDAY + timedelta(minutes=10)
PIXEL = Picture("screen.png", "image/png", b"bytes", 1, 1)


@pytest.fixture
def member() -> Membership:
    """Mara, a responder of a launch with office hours in Berlin."""
    launch = LaunchFactory(office_hours=True, time_zone="Europe/Berlin")
    made: Membership = MembershipFactory(launch=launch, user__name="Mara Kessler")
    return made


@pytest.fixture
def incident(member: Membership) -> Incident:
    """Reported on Monday at 10:00 local time."""
    return make_incident(member.launch, at=MONDAY)


def page(incident: Incident, member: Membership, at: datetime = LATER) -> IncidentPage:
    fresh = Incident.objects.select_related("assignee", "team", "reporter", "launch").get(pk=incident.pk)
    return incident_page(fresh, member=member, at=at)


def words(shown: IncidentPage) -> str:
    return ", ".join(part.words for part in shown.sentence)


def test_a_new_incident_in_a_sentence(incident: Incident, member: Membership) -> None:
    assert words(page(incident, member)) == (
        "New, nobody assigned, response due today 14:00, resolution due Thu 12 Nov 10:00"
    )


def test_a_running_promise_says_how_long(incident: Incident, member: Membership) -> None:
    assert [part.due.words for part in page(incident, member).sentence] == ["", "in 3 h 50 min", "in 2 d"]


def test_work_in_a_sentence(incident: Incident, member: Membership) -> None:
    mara = Actor.human(member.user)
    assign_incident(incident, assignee=member.user, team=None, actor=mara, at=MONDAY)
    reply_to_reporter(incident, body="Soon.", actor=mara, at=MONDAY)
    assert words(page(incident, member)).startswith(
        "In progress with Mara Kessler, response met, resolution due"
    )


def test_a_wait_in_a_sentence(incident: Incident, member: Membership) -> None:
    team = TeamFactory(launch=member.launch, name="Front desk")
    mara = Actor.human(member.user)
    assign_incident(incident, assignee=None, team=team, actor=mara, at=MONDAY)
    start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=mara, at=MONDAY)
    start = "Waiting on the vendor, with Front desk, nobody assigned, response due today 14:00"
    assert words(page(incident, member)).startswith(start)


def test_an_end_in_a_sentence(incident: Incident, member: Membership) -> None:
    mara = Actor.human(member.user)
    cause, how = Cause.CODE, Resolution.ROLLED_BACK
    resolve_incident(incident, cause=cause, resolution=how, body="Done.", actor=mara, at=MONDAY)
    assert words(page(incident, member)) == "Resolved today 10:00: rolled back"


def test_a_refusal_in_a_sentence(incident: Incident, member: Membership) -> None:
    reason = DeclineReason.WORKS_AS_DESIGNED
    decline_incident(incident, reason=reason, body="No.", actor=Actor.human(member.user), at=MONDAY)
    assert words(page(incident, member)) == "Declined: works as designed"


def test_the_conversation_tells_public_from_internal(member: Membership) -> None:
    site = SiteFactory(launch=member.launch, name="Frankfurt")
    jonas = ReporterFactory(launch=member.launch, name="Jonas Weber", site=site, persona="Trader")
    incident = make_incident(member.launch, at=MONDAY, reporter=jonas, pictures=[PIXEL])
    add_note(incident, body="Looks bad.", actor=Actor.human(member.user), at=LATER)
    receive_reporter_message(incident, body="Again!", reporter=jonas, at=LATER)
    said = page(incident, member).conversation
    assert [(each.who, each.about, each.is_internal, each.is_staff, len(each.pictures)) for each in said] == [
        ("Jonas Weber", "Trader, Frankfurt", False, False, 1),
        ("Mara Kessler", "", True, True, 0),
        ("Jonas Weber", "Trader, Frankfurt", False, False, 0),
    ]


def test_a_business_owner_reads_and_notes(incident: Incident, member: Membership) -> None:
    owner = MembershipFactory(launch=member.launch, role=Role.BUSINESS_OWNER)
    shown = page(incident, owner)
    assert (shown.can_work, shown.can_note, shown.can_override, shown.primary, shown.steps) == (
        False,
        True,
        False,
        None,
        frozenset(),
    )


def test_the_likely_step_comes_with_the_page(incident: Incident, member: Membership) -> None:
    assert page(incident, member).primary is Step.TAKE


def test_any_event_changes_the_version(incident: Incident, member: Membership) -> None:
    before = version_of(incident)
    noted = add_note(incident, body="Hm.", actor=Actor.human(member.user), at=LATER)
    assert version_of(noted) != before


def test_the_page_costs_the_same_however_long_the_history(
    incident: Incident, member: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mara = Actor.human(member.user)
    for minute in range(6):
        at = MONDAY + timedelta(minutes=minute)
        add_note(incident, body="Once more.", actor=mara, at=at)
        triage_incident(incident, affected_users=minute, actor=mara, at=at)
    page(incident, member)
    fresh = Incident.objects.select_related("assignee", "team", "reporter", "launch", "major").get(
        pk=incident.pk
    )
    with django_assert_num_queries(7):
        incident_page(fresh, member=member, at=LATER)


def test_an_urgency_told_late_does_not_break_the_page(incident: Incident, member: Membership) -> None:
    triage_incident(incident, urgency=Level.HIGH, actor=Actor.human(member.user), at=LATER)
    assert page(incident, member).priority.is_pending
