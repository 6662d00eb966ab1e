"""What an incident is called elsewhere: kept by its rules, and found by its key."""

import pytest
from django.core.cache import cache
from django.test import Client

from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions import Actor, ReferenceWords, add_reference, remove_reference
from incidents.domain.references import check_key, check_system, check_url
from incidents.models import Incident, Reference
from tests.factories.api import Program
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

JIRA = ReferenceWords("Jira", "JIRA-12", "https://jira.bank.example/browse/JIRA-12")


@pytest.mark.parametrize(
    "said",
    [
        "http://jira.example/1",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "https://mara:secret@jira.example/",
        "https://jira.example\\@evil.example/",
        f"https://{'x' * 500}",
        "//jira.example",
    ],
)
def test_an_address_that_is_not_https_is_refused_by_its_field(said: str) -> None:
    with pytest.raises(DomainError, match="begins with https://") as refusal:
        check_url(said)
    assert refusal.value.field == "url"


@pytest.mark.parametrize("said", ["", "https://jira.example", "https://jira.example:8443/browse/A-1?x=y#z"])
def test_an_https_address_is_kept_or_none(said: str) -> None:
    assert check_url(f" {said} ") == said


@pytest.mark.parametrize("said", ["", "A 1", "<b>", "x" * 81])
def test_a_key_with_a_blank_is_none(said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_key(said)
    assert refusal.value.field == "key"


@pytest.mark.parametrize("said", ["", "Ji,ra", "x" * 31])
def test_a_system_is_named_by_letters(said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_system(said)
    assert refusal.value.field == "system"


@pytest.fixture
def launch(db: None) -> Launch:
    """TRD."""
    cache.clear()
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def incident(launch: Launch) -> Incident:
    """TRD-1, beside TRD-2."""
    first = make_incident(launch)
    make_incident(launch)
    return first


def refer(incident: Incident, said: ReferenceWords = JIRA) -> Incident:
    actor = Actor.human(MembershipFactory(launch=incident.launch).user)
    return add_reference(incident, said=said, actor=actor, at=REPORTED_AT)


def found(launch: Launch, asked: str) -> list[str]:
    program = Program(MembershipFactory(launch=launch))
    rows = program.get("incidents/", launch="TRD", q=asked).json()["results"]
    return [row["key"] for row in rows]


@pytest.mark.parametrize("asked", ["ref:JIRA-12", "ref:jira-12", "ref:JIRA", "JIRA-12", '"JIRA-12"'])
def test_it_is_found_by_its_key(incident: Incident, asked: str) -> None:
    refer(incident)
    assert found(incident.launch, asked) == ["TRD-1"]


def test_what_is_taken_away_is_found_by_its_word_no_more(incident: Incident) -> None:
    refer(incident)
    actor, reference = Actor.bot(), Reference.objects.get()
    remove_reference(incident, reference_id=reference.pk, actor=actor, at=REPORTED_AT)
    program = Program(MembershipFactory(launch=incident.launch))
    assert program.get("incidents/", launch="TRD", q="ref:JIRA-12").status_code == 400


def test_the_same_again_changes_the_address_only(incident: Incident) -> None:
    refer(incident)
    refer(incident, ReferenceWords("JIRA", "jira-12", "https://new.example/12"))
    assert Reference.objects.get().url == "https://new.example/12"
    assert incident.events.filter(kind="reference_added").count() == 1


def test_a_reference_of_another_incident_is_not_removed(incident: Incident) -> None:
    refer(incident)
    other = incident.launch.incidents.get(number=2)
    with pytest.raises(DomainError, match="no such reference"):
        remove_reference(other, reference_id=Reference.objects.get().pk, actor=Actor.bot(), at=REPORTED_AT)


def test_no_more_than_twenty(incident: Incident) -> None:
    for number in range(20):
        refer(incident, ReferenceWords("Jira", f"J-{number}"))
    with pytest.raises(DomainError, match="At most 20"):
        refer(incident)


def test_its_history_holds_no_word_of_it(incident: Incident) -> None:
    refer(incident)
    payload = incident.events.get(kind="reference_added").payload
    assert payload == {"reference_id": Reference.objects.get().pk}


def test_a_program_adds_reads_and_removes_it(incident: Incident) -> None:
    program = Program(MembershipFactory(launch=incident.launch))
    said = {"system": "ServiceNow", "key": "INC0010001"}
    [reference] = program.post("incidents/TRD-1/refer/", said).json()["references"]
    assert (reference["system"], reference["key"], reference["url"]) == ("ServiceNow", "INC0010001", "")
    left = program.post("incidents/TRD-1/remove-reference/", {"reference": reference["id"]}).json()
    assert left["references"] == []


def test_its_page_leads_there_without_telling_where_from(incident: Incident) -> None:
    refer(incident)
    browser = Client()
    browser.force_login(MembershipFactory(launch=incident.launch).user)
    page = browser.get("/incidents/TRD-1/").content.decode()
    assert f'href="{JIRA.url}" rel="noopener noreferrer"' in page
