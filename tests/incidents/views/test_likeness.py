"""Look-alikes beside an incident and while typing."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from incidents.models import Incident
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory
from tests.incidents.views.conftest import HTMX, SignIn, text_of

pytestmark = pytest.mark.django_db
TYPED = "/incidents/new/look-alikes/?launch=TRD"


@pytest.fixture
def twin(launch: Launch, incident: Incident) -> Incident:
    """TRD-2, which says what TRD-1 says."""
    return make_incident(launch)


def typed(desk: Client, **said: Any) -> Any:
    """What the form sends while somebody types."""
    return desk.post(TYPED, said, headers=HTMX)


def test_the_page_asks_for_them_later(desk: Client, twin: Incident) -> None:
    text = text_of(desk.get("/incidents/TRD-2/"))
    assert 'hx-get="/incidents/TRD-2/look-alikes/"' in text
    assert 'href="/incidents/TRD-2/look-alikes/"' in text
    assert 'href="/incidents/TRD-1/"' not in text


def test_each_comes_with_key_state_link_and_why(desk: Client, twin: Incident) -> None:
    text = text_of(desk.get("/incidents/TRD-2/look-alikes/", headers=HTMX))
    assert "<html" not in text
    for part in ('href="/incidents/TRD-1/"', "TRD-1", "New", "Both say", "reported in the same minute"):
        assert part in text
    assert 'href="/incidents/TRD-2/"' not in text


def test_without_a_script_it_is_a_page(desk: Client, twin: Incident) -> None:
    text = text_of(desk.get("/incidents/TRD-2/look-alikes/"))
    assert "<html" in text
    assert 'href="/incidents/TRD-1/"' in text


def test_at_most_five_are_shown(desk: Client, launch: Launch, twin: Incident) -> None:
    for _ in range(6):
        make_incident(launch)
    assert text_of(desk.get("/incidents/TRD-2/look-alikes/", headers=HTMX)).count("<li>") == 5


def test_nothing_alike_is_said(desk: Client, incident: Incident) -> None:
    text = text_of(desk.get("/incidents/TRD-1/look-alikes/", headers=HTMX))
    assert "Nothing in this launch looks like it." in text


def test_the_panel_costs_a_fixed_number_of_queries(
    desk: Client, launch: Launch, twin: Incident, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        make_incident(launch)
    with django_assert_num_queries(10):  # session, user, membership, incident; the six of likeness
        desk.get("/incidents/TRD-2/look-alikes/", headers=HTMX)


def test_words_being_typed_find_what_is_known(desk: Client, incident: Incident) -> None:
    text = text_of(typed(desk, title="Orders never execute"))
    assert 'href="/incidents/TRD-1/"' in text
    assert 'target="_blank"' in text


def test_before_the_first_word_nothing_is_said(desk: Client, incident: Incident) -> None:
    response = typed(desk, title=" ", body="", service="")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"title": "x" * 201}, "What happened, in a few words: Ensure this value has at most 200 characters"),
        ({"body": "x" * 20_001}, "In their words: Ensure this value has at most 20000 characters"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
        ({"title": "a", "service": "weather"}, "Service: Enter a whole number"),
    ],
)
def test_bad_input_gets_a_sentence(desk: Client, incident: Incident, said: Any, problem: str) -> None:
    response = typed(desk, **said)
    assert response.status_code == 422
    assert problem in text_of(response)


def test_what_is_typed_stands_in_no_address(desk: Client, incident: Incident) -> None:
    assert desk.get(f"{TYPED}&title=Orders").status_code == 405


def test_nothing_of_another_launch_is_found(desk: Client, incident: Incident) -> None:
    make_incident(LaunchFactory(), title="Secret giraffe")
    assert "giraffe" not in text_of(typed(desk, title="Secret giraffe"))


def test_who_only_reads_sees_them_and_takes_no_reports(
    launch: Launch, twin: Incident, sign_in: SignIn
) -> None:
    reader = sign_in(MembershipFactory(launch=launch, role=Role.BUSINESS_OWNER))
    assert reader.get("/incidents/TRD-2/look-alikes/").status_code == 200
    assert typed(reader, title="Orders").status_code == 403


def test_hostile_words_stay_words(desk: Client, launch: Launch) -> None:
    make_incident(launch, title="<img src=x onerror=alert(1)> zebra")
    text = text_of(typed(desk, title="zebra <img src=x onerror=alert(1)>"))
    assert "&lt;img" in text
    assert "<img" not in text
