"""The queue page: its addresses, its parts, and whatever somebody may type into them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, assign_incident
from incidents.models import Incident
from incidents.queries import queue as queue_module
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory
from tests.incidents.views.conftest import HTMX, NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
# Session, user and membership; launches of the rail; choices; rows; three for the head.
QUERIES = 9
BAD = {
    "state": "nonsense",
    "priority": "P9",
    "service": "999999",
    "assignee": "somebody",
    "team": "'; drop table",
    "clock": "tick",
    "sort": "sideways",
    "after": "damaged",
    "upto": "many",
    "open": "../../etc",
    "q": "\x00",
}


def get(desk: Client, query: str = "", target: str = "") -> str:
    """The queue of TRD, whole or the part a panel asks for."""
    headers = {**HTMX, "HX-Target": target} if target else {}
    response = desk.get(f"/queue/?launch=TRD&{query}", headers=headers)
    assert response.status_code == 200
    return text_of(response)


def keys(text: str) -> list[str]:
    """The keys of the rows, in order."""
    return [part.split('"')[0] for part in text.split('id="row-')[1:]]


def test_the_queue_shows_what_is_open(desk: Client, incident: Incident) -> None:
    text = get(desk)
    assert keys(text) == ["TRD-1"]
    assert "Orders appear but never execute" in text
    assert "/incidents/TRD-1/" in text


def test_every_question_is_asked_once_whatever_the_number_of_rows(
    desk: Client, launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        make_incident(launch, service=ServiceFactory(launch=launch))
    with django_assert_num_queries(QUERIES):
        get(desk, "assignee=none&sort=priority")


@pytest.mark.parametrize("name", BAD)
def test_a_value_nobody_knows_gets_a_sentence(desk: Client, incident: Incident, name: str) -> None:
    response = desk.get("/queue/", {"launch": "TRD", name: BAD[name]})
    assert response.status_code == 422
    assert 'role="alert"' in text_of(response)
    assert "Open the queue from its beginning" in text_of(response)


@pytest.mark.parametrize("words", ["x" * 201, "9" * 300])
def test_words_without_end_get_a_sentence(desk: Client, words: str) -> None:
    response = desk.get("/queue/", {"launch": "TRD", "q": words})
    assert response.status_code == 422
    assert "at most 200 characters" in text_of(response)


def test_hostile_words_stay_words(desk: Client, launch: Launch) -> None:
    make_incident(launch, title='<script>alert("x")</script> & "quotes"')
    shown, searched = get(desk), get(desk, "q=%3Cscript%3Ealert")
    assert "<script>alert" not in shown + searched
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;quotes&quot;" in shown
    assert "&lt;script&gt;alert" in searched


@pytest.mark.parametrize("words", ["1", "TRD-1", "trd-1", " trd-1 "])
def test_a_number_is_a_way_to_its_incident(desk: Client, incident: Incident, words: str) -> None:
    response = desk.get("/queue/", {"launch": "TRD", "q": words})
    assert (response.status_code, response["Location"]) == (302, "/incidents/TRD-1/")


@pytest.mark.parametrize("words", ["2", "TRD-999999999", "OTH-1", "0"])
def test_a_number_nobody_has_is_searched_for(desk: Client, incident: Incident, words: str) -> None:
    response = desk.get("/queue/", {"launch": "TRD", "q": words})
    assert response.status_code == 200
    assert f"No incident says “{words}”" in text_of(response)


def test_search_looks_in_every_state_unless_told(desk: Client, launch: Launch, mara: Membership) -> None:
    done = make_incident(launch, title="Zebra swaps")
    desk.post(f"/incidents/{done.key}/decline/", {"reason": "duplicate", "body": "Known."})
    assert keys(get(desk, "q=zebra")) == ["TRD-1"]
    assert keys(get(desk, "q=zebra&state=open")) == []


def test_mine_and_nobodys(desk: Client, incident: Incident, mara: Membership) -> None:
    make_incident(incident.launch)
    assign_incident(incident, assignee=mara.user, team=None, actor=Actor.bot(), at=NOW)
    assert keys(get(desk, "assignee=me")) == ["TRD-1"]
    assert keys(get(desk, "assignee=none")) == ["TRD-2"]


def test_each_filter_is_a_chip_that_takes_itself_away(desk: Client, incident: Incident) -> None:
    text = get(desk, "priority=3&assignee=none&sort=newest")
    assert "Priority: P3" in text
    chip = text.split('aria-label="Remove Priority: P3"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert parse_qs(urlsplit(chip.replace("&amp;", "&")).query) == {
        "launch": ["TRD"],
        "assignee": ["none"],
        "sort": ["newest"],
    }


def test_a_part_pushes_the_plain_address(desk: Client, incident: Incident) -> None:
    headers = {**HTMX, "HX-Target": "queue"}
    response = desk.get("/queue/?launch=TRD&state=open&priority=3&service=&q=&sort=due", headers=headers)
    assert response["HX-Push-Url"] == "/queue/?launch=TRD&priority=3"
    assert "<html" not in text_of(response)


def test_a_refetch_brings_rows_head_and_views(desk: Client, incident: Incident) -> None:
    text = get(desk, "upto=1", target="rows")
    assert "<html" not in text
    assert text.count('hx-swap-oob="true"') == 2
    assert keys(text) == ["TRD-1"]


def test_a_refetch_says_how_many_are_new_and_moves_nothing(desk: Client, incident: Incident) -> None:
    make_incident(incident.launch, at=REPORTED_AT + timedelta(minutes=1))
    text = get(desk, "upto=1", target="rows")
    assert keys(text) == ["TRD-1"]
    assert ">1 new<" in text


def test_pages_follow_each_other(desk: Client, launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "PAGE_SIZE", 2)
    for minute in range(5):
        make_incident(launch, at=REPORTED_AT + timedelta(minutes=minute))
    seen, query = [], "sort=oldest"
    while query:
        text = get(desk, query)
        seen += keys(text)
        following = (
            text.split(">Next 2<")[0].rsplit('href="', 1)[1].split('"')[0] if ">Next 2<" in text else ""
        )
        query = urlsplit(following.replace("&amp;", "&")).query
    assert seen == [f"TRD-{number}" for number in range(1, 6)]


def test_an_opened_incident_is_loaded_beside_the_list(desk: Client, incident: Incident) -> None:
    text = get(desk, "open=TRD-1")
    assert 'data-opened="/incidents/TRD-1/"' in text


def test_an_empty_launch_says_what_to_do(desk: Client) -> None:
    text = get(desk)
    assert "Nothing is open" in text
    assert "/incidents/new/?launch=TRD" in text


def test_filters_that_leave_nothing_say_how_to_get_back(desk: Client, incident: Incident) -> None:
    assert "Nothing passes these filters" in get(desk, "priority=1")


def test_the_head_names_the_next_breach(desk: Client, incident: Incident) -> None:
    text = get(desk)
    assert "not shrinking" in text
    assert "in 1 / out 0 today" in " ".join(text.split())
    assert "next breach <a" in " ".join(text.split())


def test_the_queue_of_another_launch_is_another(desk: Client, incident: Incident, mara: Membership) -> None:
    other = LaunchFactory(key="CRM")
    MembershipFactory(launch=other, user=mara.user)
    assert "TRD-1" not in text_of(desk.get("/queue/?launch=CRM"))


def test_a_null_byte_in_the_launch_is_not_found(desk: Client) -> None:
    assert desk.get("/queue/?launch=%00").status_code == 404


def test_a_business_owner_is_offered_nothing_to_do(
    launch: Launch, incident: Incident, sign_in: SignIn
) -> None:
    owner = MembershipFactory(launch=launch, role="business_owner")
    text = get(sign_in(owner))
    assert "Phone report" not in text
    assert 'data-row-form="assign"' not in text
