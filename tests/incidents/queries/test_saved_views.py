"""A person's views and their counters: all of them in one query, exact, seldom old."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hypercare.launches.live import announce_change
from hypercare.launches.models import Membership
from incidents.domain.priority import Level
from incidents.models import Incident, SavedView
from incidents.queries import head
from incidents.queries.saved_views import ViewLine, saved_views
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    ServiceFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db
AT = REPORTED_AT + timedelta(minutes=5)


@pytest.fixture
def mara() -> Membership:
    """Who looks, in a launch where nothing is kept from another test."""
    cache.clear()
    made: Membership = MembershipFactory(launch=LaunchFactory(key="TRD"))
    return made


def keep(member: Membership, query: str, name: str = "", *, is_shared: bool = False) -> SavedView:
    """A view as it is stored."""
    return SavedView.objects.create(
        launch=member.launch, owner=member.user, name=name or query[:60], query=query, is_shared=is_shared
    )


def lines(member: Membership) -> list[ViewLine]:
    """What the member sees."""
    return saved_views(member.launch, user_id=member.user_id, at=AT)


def count(member: Membership, query: str) -> str:
    """What stands beside a view."""
    keep(member, query)
    return next(line.count_words for line in lines(member) if line.query == query)


def queries_for(member: Membership) -> int:
    """How many queries the list costs."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        lines(member)
    return len(captured)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("is:open", "3"),
        ("priority:P1", "1"),
        ("-priority:P1", "2"),
        ("is:open is:closed", "0"),
        ("is:all assignee:none", "3"),
        ("service:routing", "1"),
        ("settlement", "1"),
        ("reported:today breached:no", "3"),
        ("service:gone", ""),
        ("is:nonsense", ""),
    ],
)
def test_a_count_is_that_of_the_queue(mara: Membership, query: str, said: str) -> None:
    make_incident(mara.launch, impact=Level.HIGH, urgency=Level.HIGH)
    make_incident(mara.launch, service=ServiceFactory(launch=mara.launch, name="Order routing"))
    make_incident(mara.launch, title="Settlement is late")
    assert count(mara, query) == said


def test_own_views_come_first_then_what_others_share(mara: Membership) -> None:
    other = MembershipFactory(launch=mara.launch)
    keep(other, "is:new", "A shared", is_shared=True)
    keep(other, "is:closed", "A private")
    keep(mara, "is:open", "B mine")
    keep(MembershipFactory(user=mara.user), "is:open", "Elsewhere")
    assert [(line.name, line.is_mine) for line in lines(mara)] == [("B mine", True), ("A shared", False)]


def test_me_is_whoever_looks(mara: Membership) -> None:
    other = MembershipFactory(launch=mara.launch)
    keep(other, "assignee:me", is_shared=True)
    theirs = make_incident(mara.launch)
    Incident.objects.filter(pk=theirs.pk).update(assignee=other.user)
    assert [lines(each)[0].count for each in (mara, other)] == [0, 1]


def test_fifty_views_cost_as_many_queries_as_one(mara: Membership) -> None:
    site = SiteFactory(launch=mara.launch, name="Frankfurt")
    ReporterFactory(launch=mara.launch, name="Amina Okafor", site=site)
    make_incident(mara.launch)
    keep(mara, "is:open reporter:okafor site:frank assignee:bank.example word0")
    one = queries_for(mara)
    for number in range(49):
        site_part = "frankfurt"[: number % 9 + 1]
        keep(mara, f"is:open reporter:amina site:{site_part} assignee:person{number}@bank x{number}")
    assert queries_for(mara) == one
    assert one == 6  # views, choices, reporters, sites, mail addresses, and every counter


def test_views_without_names_need_three_queries(mara: Membership) -> None:
    keep(mara, "is:open priority:P1")
    assert queries_for(mara) == 3


def test_counts_are_kept_until_something_changes(
    mara: Membership, django_capture_on_commit_callbacks: object
) -> None:
    keep(mara, "is:open", "Open")
    assert lines(mara)[0].count == 0
    make_incident(mara.launch)
    assert lines(mara)[0].count == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        announce_change(mara.launch_id)
    assert lines(mara)[0].count == 1


def test_more_than_the_limit_is_said_so(mara: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "COUNT_UPTO", 2)
    for _ in range(4):
        make_incident(mara.launch)
    assert count(mara, "is:open") == "2+"


def test_a_view_leads_to_its_words(mara: Membership) -> None:
    keep(mara, 'is:open service:"Order routing"', "Routing")
    assert lines(mara)[0].url == "/queue/?launch=TRD&q=is%3Aopen+service%3A%22Order+routing%22"
