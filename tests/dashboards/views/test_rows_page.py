"""From a number down to its rows."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from dashboards.models import KpiFact
from hypercare.accounts.roles import Role
from hypercare.launches.models import Membership
from tests.factories.dashboards import count, make_resolved, rate
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory, ReporterFactory, SiteFactory

pytestmark = pytest.mark.django_db
ROWS = "rows/?kpi=time_to_resolve&week=2026-W45"


def launch_page(client: Client, role: Role) -> tuple[Membership, str]:
    """A member of that role with one resolved incident of a named reporter."""
    member = MembershipFactory(role=role)
    client.force_login(member.user)
    site = SiteFactory(launch=member.launch, name="Frankfurt")
    reporter = ReporterFactory(launch=member.launch, name="Ada Trader", site=site, persona="Sales trader")
    incident = make_resolved(member.launch, hours=3)
    incident.reporter = reporter
    incident.save(update_fields=["reporter"])
    rate(incident, score=5, at=REPORTED_AT + timedelta(hours=4))
    count(member.launch)
    return member, member.launch.get_absolute_url()


def test_every_number_on_the_page_leads_to_as_many_rows(client: Client) -> None:
    _, page = launch_page(client, Role.VIEWER)
    html = client.get(f"{page}?week=2026-W45").text
    found = set(re.findall(r'href="([^"]+rows/[^"]+)"', html))
    links = {link for link in found if "part=" not in link}  # a part counts for itself
    assert len(links) >= 12
    for link in links:
        slug = re.search(r"kpi=(\w+)", link)
        assert slug is not None
        facts = KpiFact.objects.filter(
            slug=slug[1], starts_on="2026-11-02" if "week=" in link else "1970-01-01"
        )
        assertContains(client.get(link.replace("&amp;", "&")), f'data-count="{facts.get().n}"')


def test_a_viewer_sees_neither_titles_nor_names(client: Client) -> None:
    _, page = launch_page(client, Role.VIEWER)
    response = client.get(page + ROWS)
    assertContains(response, "Frankfurt, Sales trader")
    for secret in ("Orders appear", "Ada Trader", "reporter0@desk.example", "/incidents/"):
        assertNotContains(response, secret)


def test_who_may_read_incidents_opens_them(client: Client) -> None:
    member, page = launch_page(client, Role.BUSINESS_OWNER)
    response = client.get(page + ROWS)
    assertContains(response, f"/incidents/{member.launch.key}-1/")
    assertContains(response, "Orders appear but never execute")
    assertNotContains(response, "Ada Trader")


def test_rows_that_changed_since_are_announced(client: Client) -> None:
    _, page = launch_page(client, Role.VIEWER)
    KpiFact.objects.filter(slug="time_to_resolve").update(n=7)
    assertContains(client.get(page + ROWS), "was computed over 7")


@pytest.mark.parametrize(
    "query",
    [
        "kpi=nps&week=2026-W45",
        "",
        "kpi=mttr&week=2016-W60",
        "kpi=mttr&week=2026-W45&after=yesterday",
        "kpi=mttr&week=",
    ],
)
def test_bad_questions_get_a_clear_answer(client: Client, query: str) -> None:
    _, page = launch_page(client, Role.VIEWER)
    assertContains(client.get(f"{page}rows/?{query}"), "That is not possible", status_code=422)


def test_a_number_of_nothing_has_no_rows(client: Client) -> None:
    _, page = launch_page(client, Role.VIEWER)
    assertContains(client.get(page + "rows/?kpi=mttr&week=2026-W40"), "No rows")


def test_more_rows_cost_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member, page = launch_page(client, Role.RESPONDER)
    for n in range(4):
        make_incident(member.launch, at=REPORTED_AT + timedelta(hours=n))
    count(member.launch)
    client.get(page)  # who is at work is written once in some minutes
    with django_assert_num_queries(7):
        client.get(page + "rows/?kpi=inflow&week=2026-W45")
