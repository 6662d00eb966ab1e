"""Full-text search inside one launch."""

from datetime import timedelta

import pytest

from hypercare.launches.models import Launch
from incidents.actions import Actor, add_note, receive_reporter_message
from incidents.queries import search
from incidents.queries.choices import LaunchNames
from incidents.queries.filters import QueueFilter, StateFilter
from incidents.queries.paging import Sort
from incidents.queries.queue import queue_page
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOBODY = LaunchNames({}, {}, {})


@pytest.fixture
def launch() -> Launch:
    """One incident about zebras, one about monitors."""
    made: Launch = LaunchFactory()
    make_incident(made, title="Zebra swaps are priced twice", body="Both legs.")
    make_incident(made, title="Second monitor is empty", body="Layout lost since Monday.")
    return made


def found(launch: Launch, words: str, sort: Sort = Sort.NEWEST) -> list[str]:
    """The titles found, in order."""
    wanted = QueueFilter(state=StateFilter.ALL, words=words)
    page = queue_page(launch, wanted, sort=sort, names=NOBODY, at=REPORTED_AT + timedelta(hours=1))
    return [row.title for row in page.rows]


@pytest.fixture(params=["walked", "indexed"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to find a word must agree: walking the rows, and asking the index."""
    if request.param == "indexed":
        monkeypatch.setattr(search, "ROWS_TO_WALK", 0)
    return str(request.param)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("zebra", ["Zebra swaps are priced twice"]),
        ("layouts", ["Second monitor is empty"]),
        ('"second monitor"', ["Second monitor is empty"]),
        ("zebra or monitor -empty", ["Zebra swaps are priced twice"]),
        ("giraffe", []),
        ("the", []),
        ("'; drop table & | ! <-> (", []),
    ],
)
def test_words_are_found_in_titles_and_messages(
    launch: Launch, way: str, words: str, titles: list[str], sort: Sort
) -> None:
    assert found(launch, words, sort) == titles


def test_a_word_of_another_launch_is_not_found(launch: Launch, way: str) -> None:
    make_incident(LaunchFactory(), title="Giraffe")
    assert found(launch, "giraffe") == []


def test_later_words_are_found_too(launch: Launch, way: str) -> None:
    incident = make_incident(launch, title="Late")
    staff = Actor.human(MembershipFactory(launch=launch).user)
    add_note(incident, body="It is the flamingo cache.", actor=staff, at=REPORTED_AT)
    receive_reporter_message(incident, body="Also on the pelican screen.", reporter=None, at=REPORTED_AT)
    assert found(launch, "flamingo pelican") == ["Late"]


def test_the_name_of_a_launch_word_is_no_way_in(launch: Launch, way: str) -> None:
    assert found(launch, f"launch:{launch.pk}") == []


def test_hits_come_in_the_order_of_the_sort(launch: Launch, way: str) -> None:
    make_incident(launch, at=REPORTED_AT + timedelta(minutes=9), title="Zebra again")
    assert found(launch, "zebra") == ["Zebra again", "Zebra swaps are priced twice"]
    assert found(launch, "zebra", Sort.OLDEST) == ["Zebra swaps are priced twice", "Zebra again"]
