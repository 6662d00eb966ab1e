"""The numbers for programs equal those of the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dashboards.domain.kpis import KPIS
from hypercare.accounts.actions import create_api_key
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from tests.factories.dashboards import count, make_resolved
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/kpis/"


@pytest.fixture
def viewer(client: Client) -> Membership:
    """Somebody signed in whose launch has eight weeks of numbers."""
    member = MembershipFactory(role=Role.VIEWER, launch__key="TRD")
    make_resolved(member.launch, hours=3)
    count(member.launch, at=REPORTED_AT + timedelta(days=40))
    client.force_login(member.user)
    return member


def numbers(client: Client, query: str) -> dict[str, Any]:
    """The first page of results by slug."""
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return {each["slug"]: each for each in response.json()["results"]}


def test_a_week_has_every_number(client: Client, viewer: Membership) -> None:
    assert numbers(client, "launch=TRD&week=2026-W45").keys() == KPIS.keys()


def test_a_number_says_all_about_itself(client: Client, viewer: Membership) -> None:
    found = numbers(client, "launch=TRD&week=2026-W45")["promises_kept"]
    assert (found["value"], found["n"], found["unit"], found["week"]) == (100, 2, "percent", "2026-W45")
    assert found["interval"] == {"low": pytest.approx(34.24, abs=0.01), "high": 100, "level": 0.95}
    assert (found["formula_version"], found["counts"]) == (2, "reports and fires")
    assert found["cohort"] == KPIS["promises_kept"].cohort
    assert found["rows"] == "http://testserver/launches/TRD/rows/?kpi=promises_kept&week=2026-W45"


def test_the_link_leads_to_as_many_rows(client: Client, viewer: Membership) -> None:
    for found in numbers(client, "launch=TRD&week=2026-W45").values():
        assert f'data-count="{found["n"]}"' in client.get(found["rows"]).text


def test_without_a_week_it_is_launch_to_date(client: Client, viewer: Membership) -> None:
    found = numbers(client, "launch=TRD")["mttr"]
    assert (found["week"], found["value"], found["n"]) == (None, 3, 1)


def test_a_range_comes_page_by_page(client: Client, viewer: Membership) -> None:
    url, weeks = f"{URL}?launch=TRD&from=2026-W45&to=2026-W53", []
    while url:
        body = client.get(url).json()
        weeks += [(each["week"], each["slug"]) for each in body["results"]]
        url = body["next"]
    assert weeks == sorted(weeks)
    assert len(weeks) == len(set(weeks)) == 6 * len(KPIS)


def test_a_week_without_numbers_is_empty(client: Client, viewer: Membership) -> None:
    assert numbers(client, "launch=TRD&week=2016-W14") == {}


def test_a_key_opens_it_too(viewer: Membership) -> None:
    key = create_api_key(viewer.user, label="report")
    response = Client().get(f"{URL}?launch=TRD&week=2026-W45", headers={"Authorization": f"Bearer {key}"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("week=2026-W45", "launch"),
        ("launch=&week=2026-W45", "launch"),
        ("launch=TRD&week=2016-W60", "week"),
        ("launch=TRD&week=", "week"),
        ("launch=TRD&week=2026-W45&from=2026-W44", "week"),
        ("launch=TRD&from=2026-W45", "to"),
        ("launch=TRD&to=2026-W45", "from"),
        ("launch=TRD&from=2026-11-02&to=2026-W45", "from"),
        ("launch=TRD&from=2026-W47&to=2026-W45", "to"),
    ],
)
def test_a_bad_question_names_its_field(client: Client, viewer: Membership, query: str, field: str) -> None:
    response = client.get(f"{URL}?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert list(response.json()["errors"]) == [field]


@pytest.mark.parametrize("cursor", ["x", "cD1mb28=", "cD0A", "bz0tMQ=="])
def test_a_forged_cursor_is_refused(client: Client, viewer: Membership, cursor: str) -> None:
    response = client.get(f"{URL}?launch=TRD&week=2026-W45&cursor={cursor}")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["cursor"])


def test_another_launch_is_not_found(client: Client, viewer: Membership) -> None:
    other: Launch = LaunchFactory()
    for key in (other.key, "NOPE"):
        response = client.get(f"{URL}?launch={key}")
        assert (response.status_code, response.json()["status"]) == (404, 404)


def test_a_member_without_the_right_is_told_who_can_help(
    client: Client, viewer: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Membership, "may", lambda *_: False)
    response = client.get(f"{URL}?launch=TRD")
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert "Ask the launch manager" in response.json()["detail"]


def test_nobody_signed_in_gets_401() -> None:
    response = Client().get(f"{URL}?launch=TRD")
    assert (response.status_code, response.json()["status"]) == (401, 401)


def test_it_reads_facts_only(
    client: Client, viewer: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        client.get(f"{URL}?launch=TRD&week=2026-W45")
