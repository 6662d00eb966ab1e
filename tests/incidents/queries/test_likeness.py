"""Look-alikes from the index, in a launch."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.models import Launch
from incidents.domain.likeness import Report, Trait
from incidents.models import Incident
from incidents.queries import likeness
from incidents.queries.likeness import look_alikes, look_alikes_of
from incidents.queries.likeness_words import items_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, ServiceFactory

pytestmark = pytest.mark.django_db
ZEBRA: dict[str, Any] = {"title": "Zebra swaps are priced twice", "body": "Both legs, since Monday."}


@pytest.fixture
def launch() -> Launch:
    """One incident about zebras, one about monitors."""
    made: Launch = LaunchFactory(key="TRD")
    make_incident(made, **ZEBRA, page="/swaps/17?leg=2", version="1.4.2")
    make_incident(made, title="Second monitor is empty", body="Layout lost since Monday.")
    return made


def asked(title: str, body: str = "", **more: Any) -> Report:
    """A report being typed."""
    return Report(title, body, REPORTED_AT, **more)


def found(launch: Launch, report: Report, limit: int = 5) -> list[str]:
    """Keys, most alike first."""
    fresh = Launch.objects.get(pk=launch.pk)
    return [each.key for each in look_alikes(fresh, report, limit=limit)]


def test_another_form_of_a_word_is_found(launch: Launch) -> None:
    assert found(launch, asked("Wrong price of a swap")) == ["TRD-1"]


@pytest.mark.parametrize("title", ["", "the", "giraffe", "'; drop table & | ! <-> (", "\\", "launch:1"])
def test_words_that_nothing_holds_find_nothing(launch: Launch, title: str) -> None:
    assert found(launch, asked(title)) == []


def test_quotes_and_backslashes_are_words_like_others(launch: Launch) -> None:
    make_incident(launch, title=r"Share \\desk\o'neill\reports is gone")
    assert found(launch, asked(r"No \\desk\o'neill\reports")) == ["TRD-3"]


def test_an_incident_is_not_its_own_look_alike(launch: Launch) -> None:
    twin = make_incident(launch, **ZEBRA)
    twin.launch.refresh_from_db()
    assert [each.key for each in look_alikes_of(twin, limit=5)] == ["TRD-1"]


def test_other_launches_are_never_shown(launch: Launch) -> None:
    assert found(LaunchFactory(), asked(**ZEBRA)) == []


def test_page_service_and_release_are_named(launch: Launch) -> None:
    service = ServiceFactory(launch=launch, name="Pricing")
    Incident.objects.filter(number=1).update(service=service)
    report = asked("Zebra swaps", page="/swaps/99", version="1.4.2", service_id=service.pk)
    fresh = Launch.objects.get(pk=launch.pk)
    (item,) = items_of(look_alikes(fresh, report, limit=1), zone=launch.zone, at=REPORTED_AT)
    assert item.why == (
        "Both say “swaps” and “Zebra”; same page /swaps/#; same service Pricing; same release 1.4.2; "
        "reported in the same minute"
    )


def test_what_was_reported_long_before_says_nothing_of_time(launch: Launch) -> None:
    report = Report("Zebra", "", REPORTED_AT + timedelta(days=3))
    (each,) = look_alikes(Launch.objects.get(pk=launch.pk), report, limit=1)
    assert Trait.TIME in {term.trait for term in each.likeness.terms}
    (item,) = items_of([each], zone=launch.zone, at=report.reported_at)
    assert item.why == "Both say “Zebra”"


def test_hours_apart_are_told(launch: Launch) -> None:
    report = Report("Zebra", "", REPORTED_AT + timedelta(hours=3))
    (item,) = items_of(
        look_alikes(Launch.objects.get(pk=launch.pk), report, limit=1),
        zone=launch.zone,
        at=report.reported_at,
    )
    assert item.why == "Both say “Zebra”; reported 3 h apart"


def test_a_word_beyond_counting_finds_nobody(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "HITS_OF_A_WORD", 1)
    assert found(launch, asked("Monday")) == []
    assert found(launch, asked("Monday monitor")) == ["TRD-2"]


def test_it_costs_a_fixed_number_of_queries_however_many_look_alike(
    launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(7):
        make_incident(launch, **ZEBRA)
    incident = Incident.objects.select_related("launch").get(number=1)
    with django_assert_num_queries(6):  # its own words; savepoint, setting, postings, release; candidates
        assert len(look_alikes_of(incident, limit=5)) == 5


def test_the_index_finds_the_words(launch: Launch) -> None:
    with CaptureQueriesContext(connection) as captured:
        found(launch, asked(**ZEBRA))
    (postings,) = [each["sql"] for each in captured if "WITH asked" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + postings.replace("%", "%%"), ())
        plan = "\n".join(row for (row,) in cursor.fetchall())
    assert "incident_search_words" in plan
    assert "Seq Scan" not in plan
