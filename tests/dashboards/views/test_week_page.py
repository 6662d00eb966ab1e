"""The week an executive opens."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from dashboards.actions import draw_charts, roll_up_next
from dashboards.domain.periods import Week
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership, Policy
from incidents.models import Incident
from tests.factories.dashboards import LATER, count, make_resolved
from tests.factories.generated import generate
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
W45 = Week.parse("2026-W45")


@pytest.fixture
def viewer() -> Membership:
    """Somebody who may see numbers and nothing else."""
    return MembershipFactory(role=Role.VIEWER)


@pytest.fixture
def page(client: Client, viewer: Membership) -> str:
    """The address of their launch's week, signed in."""
    client.force_login(viewer.user)
    return viewer.launch.get_absolute_url()


def test_before_the_first_report_it_says_what_comes(client: Client, page: str) -> None:
    assertContains(client.get(page), "Nothing to count yet")


def test_a_week_shows_value_cohort_time_base_and_version(
    client: Client, page: str, viewer: Membership
) -> None:
    make_resolved(viewer.launch, hours=3)
    count(viewer.launch)
    response = client.get(f"{page}?week=2026-W45")
    for words in (
        "3.00 h",
        "Incidents whose last resolution fell in the week.",
        "Calendar time, round the clock.",
        "from its first report on. Formula version 2.",
        "hypercare day 7 of 43",
    ):
        assertContains(response, words)


def test_too_few_are_grey_and_never_judged(client: Client, page: str, viewer: Membership) -> None:
    make_resolved(viewer.launch)
    make_resolved(viewer.launch, at=REPORTED_AT + timedelta(weeks=1), hours=1)
    count(viewer.launch)
    response = client.get(f"{page}?week=2026-W46")
    assertContains(response, ">1</a>, too few to judge")
    tile = re.search(r'<section class="tile has-too-few".*?time_to_resolve.*?</section>', response.text, re.S)
    assert tile is not None
    assert "trend" not in tile[0]


def test_enough_are_judged_in_word_and_shape(client: Client, page: str, viewer: Membership) -> None:
    generate(viewer.launch, seed=3, count=300, since=REPORTED_AT - timedelta(days=1), days=13)
    mark_all(viewer.launch)
    response = client.get(f"{page}?week=2026-W46")
    assert re.search(r'class="trend is-(better|worse)".*?[▲▼].*?(better|worse)<', response.text)


def mark_all(launch: Launch) -> None:
    """Numbers of rows that have no history."""
    make_incident(launch, at=REPORTED_AT)
    count(launch)
    while roll_up_next(at=LATER + timedelta(days=1), launch=launch):
        pass


def test_tiles_without_data_are_not_there(client: Client, page: str, viewer: Membership) -> None:
    make_incident(viewer.launch)
    count(viewer.launch)
    response = client.get(f"{page}?week=2026-W45")
    assertContains(response, "Open backlog")
    assertNotContains(response, "Satisfied")
    assertNotContains(response, "as the source recorded")


def test_a_young_resolution_is_maturing_and_no_good_news(
    client: Client, page: str, viewer: Membership
) -> None:
    for n in range(2):
        make_resolved(viewer.launch, at=REPORTED_AT + timedelta(days=8 * n), hours=1)
    count(viewer.launch, at=REPORTED_AT + timedelta(days=9))
    with time_machine.travel(REPORTED_AT + timedelta(days=9), tick=False):
        response = client.get(f"{page}?week=2026-W46")
    assertContains(response, "maturing, not counted")
    tile = re.search(r'id="tile-reopen_rate".*?tile-facts', response.text, re.S)
    assert tile is not None
    assert "nothing to measure yet" in tile[0]
    assert "%" not in tile[0]


def test_a_running_week_is_so_far(client: Client, page: str, viewer: Membership) -> None:
    at = REPORTED_AT + timedelta(hours=2)
    make_incident(viewer.launch)
    count(viewer.launch, at=at)
    with time_machine.travel(at, tick=False):
        assertContains(client.get(page), "So far in week 45")


def test_weeks_lead_to_their_neighbours(client: Client, page: str, viewer: Membership) -> None:
    make_incident(viewer.launch)
    count(viewer.launch)
    response = client.get(f"{page}?week=2026-W46")
    assertContains(response, f"{page}?week=2026-W45")
    assertContains(response, f"{page}?week=2026-W47")
    assertNotContains(client.get(f"{page}?week=2026-W45"), "Week before")


def test_an_imported_launch_shows_both_promises_labelled(
    client: Client, page: str, viewer: Membership
) -> None:
    incident = make_resolved(viewer.launch, hours=2)
    closed = REPORTED_AT + timedelta(days=1)
    Incident.objects.filter(pk=incident.pk).update(made_sla=False, closed_at=closed)
    count(viewer.launch)
    response = client.get(f"{page}?week=2026-W45")
    assertContains(response, "Promises kept, as the source recorded")
    assertContains(response, "Answered in time".lower())


def test_an_imported_launch_without_policy_shows_the_source_only(client: Client) -> None:
    viewer = MembershipFactory(role=Role.VIEWER, launch__policy=Policy.NONE)
    client.force_login(viewer.user)
    incident = make_resolved(viewer.launch, hours=2)
    closed = REPORTED_AT + timedelta(days=1)
    Incident.objects.filter(pk=incident.pk).update(made_sla=True, closed_at=closed)
    count(viewer.launch)
    response = client.get(f"{viewer.launch.get_absolute_url()}?week=2026-W45")
    assertContains(response, "Promises kept, as the source recorded")
    assertNotContains(response, "answered in time")


def test_charts_are_drawn_with_a_table_beside(client: Client, page: str, viewer: Membership) -> None:
    make_resolved(viewer.launch, hours=2)
    count(viewer.launch)
    draw_charts(viewer.launch, W45, at=LATER)
    response = client.get(f"{page}?week=2026-W45")
    assert response.text.count('role="img"') == 3
    assertContains(response, "As a table", count=3)


def test_the_page_reads_facts_only(
    client: Client, page: str, viewer: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_resolved(viewer.launch)
    count(viewer.launch)
    client.get(page)
    with django_assert_num_queries(7) as context:
        client.get(page)
    assert not [each for each in context.captured_queries if "incidents_" in each["sql"]]


@pytest.mark.parametrize("week", ["2016-W60", "x", "", "2026-46"])
def test_an_impossible_week_is_said(client: Client, page: str, week: str) -> None:
    response = client.get(page, {"week": week})
    assertContains(response, "week", status_code=422)


def test_an_outsider_finds_nothing(client: Client) -> None:
    client.force_login(MembershipFactory().user)
    assert client.get(LaunchFactory().get_absolute_url()).status_code == 404


def test_nobody_signed_in_is_asked_to(client: Client) -> None:
    assert client.get(LaunchFactory().get_absolute_url()).status_code == 302


def test_daylight_saving_shifts_no_count(client: Client) -> None:
    viewer = MembershipFactory(role=Role.VIEWER, launch__time_zone="Europe/London")
    client.force_login(viewer.user)
    make_incident(viewer.launch, at=datetime(2026, 10, 25, 23, 30, tzinfo=UTC))  # Sunday, after the change
    count(viewer.launch)
    assertContains(client.get(f"{viewer.launch.get_absolute_url()}?week=2026-W43"), "1 incident came in")


def test_a_launch_long_over_opens_at_its_last_busy_week(
    client: Client, page: str, viewer: Membership
) -> None:
    make_resolved(viewer.launch)
    count(viewer.launch)
    with time_machine.travel(LATER + timedelta(days=90), tick=False):
        client.force_login(viewer.user)
        assertContains(client.get(page), "week 45")
