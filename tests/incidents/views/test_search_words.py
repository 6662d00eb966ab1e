"""Words in the search box, as a person meets them on the page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.models import Launch
from incidents.domain.search_words import WORDS
from incidents.models import Incident
from tests.factories.incidents import make_incident
from tests.factories.launches import ServiceFactory
from tests.incidents.views.conftest import HTMX, text_of
from tests.incidents.views.test_queue import QUERIES, get, keys

pytestmark = pytest.mark.django_db


def refused(desk: Client, words: str) -> str:
    """The page for words that are not understood."""
    response = desk.get("/queue/", {"launch": "TRD", "q": words})
    assert response.status_code == 422
    return text_of(response)


def link_of(text: str, label: str) -> dict[str, list[str]]:
    """What the chip of this label leads to."""
    before, _, _ = text.partition(f'aria-label="Remove {label}"')
    url, _, _ = before.rpartition('href="')[2].partition('"')
    return parse_qs(urlsplit(url.replace("&amp;", "&")).query)


def test_words_ask_no_more_queries_than_the_menu(
    desk: Client, launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_incident(launch, service=ServiceFactory(launch=launch, name="Routing"))
    with django_assert_num_queries(QUERIES):
        get(desk, "q=is:open,resolved+-priority:P4+service:routing+assignee:me,none+reported:%3C2d")


def test_each_word_is_a_chip_that_takes_itself_away(desk: Client, incident: Incident) -> None:
    text = get(desk, "q=orders+is:open+priority:P3,P4")
    assert link_of(text, "is:open")["q"] == ["priority:P3,P4 orders"]
    assert link_of(text, "“orders”")["q"] == ["is:open priority:P3,P4"]
    assert keys(text) == ["TRD-1"]


def test_words_without_text_show_what_is_open_and_due_first(desk: Client, incident: Incident) -> None:
    text = get(desk, "q=priority:P3")
    assert "Due first" in text
    assert keys(text) == ["TRD-1"]


def test_the_sort_may_be_said(desk: Client, incident: Incident) -> None:
    assert 'aria-label="Sort: Oldest first"' in get(desk, "q=sort:oldest")
    assert 'aria-label="Sort: Newest first"' in get(desk, "q=sort:oldest&sort=newest")


def test_a_mistake_is_told_beside_the_list_of_what_was_understood(desk: Client, incident: Incident) -> None:
    text = refused(desk, "prioritty:P1 priority:P3")
    assert "“prioritty:” is no word of the search." in text
    assert "Did you mean priority:?" in text
    assert 'aria-label="Remove priority:P3"' in text
    assert keys(text) == ["TRD-1"]
    assert 'value="prioritty:P1 priority:P3"' in text


def test_a_mistake_in_a_part_keeps_its_place(desk: Client, incident: Incident) -> None:
    headers = {**HTMX, "HX-Target": "queue"}
    response = desk.get("/queue/?launch=TRD&q=is:opne", headers=headers)
    assert response.status_code == 422
    assert "<html" not in text_of(response)


def test_hostile_words_are_shown_as_they_are(desk: Client, incident: Incident) -> None:
    text = refused(desk, 'is:<script>alert("x")</script>')
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("words", ["error: timeout", "https://desk.example/x?a=b", "09:30", "ORA:942"])
def test_text_with_a_colon_is_found(desk: Client, launch: Launch, words: str) -> None:
    make_incident(launch, title=f"It says {words} again")
    make_incident(launch)
    response = desk.get("/queue/", {"launch": "TRD", "q": words})
    assert keys(text_of(response)) == ["TRD-1"]


def test_the_help_lists_every_word(desk: Client, incident: Incident) -> None:
    text = get(desk).replace("&quot;", '"').replace("&gt;", ">").replace("&lt;", "<")
    assert [meaning.example for meaning in WORDS.values() if meaning.example not in text] == []


def test_a_permalink_of_the_menu_still_means_what_it_meant(desk: Client, incident: Incident) -> None:
    assert keys(get(desk, "state=new&priority=3&assignee=none&sort=newest")) == ["TRD-1"]
    assert keys(get(desk, "state=new&priority=3&q=assignee:none+sort:newest")) == ["TRD-1"]
