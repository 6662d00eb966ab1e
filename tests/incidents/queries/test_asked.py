"""Typed words as filters: each word alone, lists, negations, names, and the same as the menu."""

from datetime import timedelta
from itertools import combinations

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, assign_incident, tie_incident
from incidents.domain.history import Nature
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level, Priority
from incidents.domain.search_query import QueryError, parse_query
from incidents.models import Incident
from incidents.queries.asked import asked_of, default_state
from incidents.queries.choices import launch_choices
from incidents.queries.filters import QueueFilter, StateFilter, filtered_incidents
from incidents.queries.naming import Namer
from incidents.queries.narrowing import ClockFilter
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    ServiceFactory,
    SiteFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
AT = REPORTED_AT + timedelta(minutes=5)
BOT = Actor.bot()


@pytest.fixture
def launch() -> Launch:
    """TRD, round the clock."""
    made: Launch = LaunchFactory(key="TRD", name="Trading")
    return made


@pytest.fixture
def mara(launch: Launch) -> Membership:
    """Who asks."""
    made: Membership = MembershipFactory(
        launch=launch, user__name="Mara Kessler", user__email="mk@bank.example"
    )
    return made


def filter_of(mara: Membership, typed: str, state: StateFilter | None = None) -> QueueFilter:
    """What Mara's words ask for."""
    namer = Namer(mara.launch, launch_choices(mara.launch_id), mara.user_id)
    query = parse_query(typed)
    return asked_of(query, namer).added_to(QueueFilter(state or default_state(query)))


def found(mara: Membership, typed: str) -> set[str]:
    """The titles that pass."""
    rows = filtered_incidents(mara.launch_id, filter_of(mara, typed), at=AT)
    return set(rows.values_list("title", flat=True))


def refused(mara: Membership, typed: str) -> str:
    """What is said about it."""
    with pytest.raises(QueryError) as problem:
        filter_of(mara, typed)
    return problem.value.message


def one_in_each_state(launch: Launch) -> None:
    """Titled by it, without the history that leads there."""
    for state in State:
        waits = {"waiting_on": "vendor"} if state is State.WAITING else {}
        made = make_incident(launch, title=state.value)
        Incident.objects.filter(pk=made.pk).update(state=state, **waits)


@pytest.mark.parametrize("state", State)
def test_is_a_state(mara: Membership, state: State) -> None:
    one_in_each_state(mara.launch)
    assert found(mara, f"is:{state}") == {state.value}


@pytest.mark.parametrize(
    ("typed", "states"),
    [
        ("is:open", {"new", "in_progress", "waiting", "fix_ready"}),
        ("", {"new", "in_progress", "waiting", "fix_ready"}),
        ("is:inbox,waiting", {"new", "waiting"}),
        ("is:resolved,declined", {"resolved", "declined"}),
        ("is:new,closed", {"new", "closed"}),
        ("-is:waiting", {"new", "in_progress", "fix_ready"}),
        ("is:open -is:waiting,new", {"in_progress", "fix_ready"}),
        ("is:all", {state.value for state in State}),
        ("is:all -is:open", {"resolved", "closed", "declined"}),
        ("is:open is:closed", set()),
    ],
)
def test_states_are_listed_and_taken_away(mara: Membership, typed: str, states: set[str]) -> None:
    one_in_each_state(mara.launch)
    assert found(mara, typed) == states


def bundle(launch: Launch) -> None:
    """TRD-1 with one report, TRD-2; and one by itself."""
    parent, child = (make_incident(launch, title=title) for title in ("parent", "child"))
    tie_incident(child, parent=parent, actor=BOT, at=AT)
    make_incident(launch, title="alone")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("is:bundled", {"parent", "child"}),
        ("-is:bundled", {"alone"}),
        ("is:bundled is:new", {"parent", "child"}),
        ("is:bundled is:closed", set()),
        ("parent:TRD-1", {"child"}),
        ("parent:1", {"child"}),
        ("parent:TRD-2", set()),
        ("parent:OTH-1", set()),
        ("-parent:TRD-1", {"parent", "alone"}),
    ],
)
def test_bundles_are_found(mara: Membership, typed: str, titles: set[str]) -> None:
    bundle(mara.launch)
    assert found(mara, typed) == titles


def test_what_is_snoozed_is_open_and_not_in_the_inbox(mara: Membership) -> None:
    later = make_incident(mara.launch, title="later")
    Incident.objects.filter(pk=later.pk).update(snoozed_until=AT + timedelta(hours=1))
    make_incident(mara.launch, title="now")
    assert found(mara, "is:snoozed") == {"later"}
    assert found(mara, "-is:snoozed") == found(mara, "is:inbox") == {"now"}
    assert found(mara, "is:open") == {"later", "now"}


def test_priority_in_lists_and_taken_away(mara: Membership) -> None:
    for level, number in ((Level.HIGH, "one"), (Level.MEDIUM, "three"), (Level.LOW, "four")):
        make_incident(mara.launch, title=number, impact=level, urgency=level)
    make_incident(mara.launch, title="none yet", is_prioritised=False)
    assert found(mara, "priority:P1") == {"one"}
    assert found(mara, "priority:P1,P4") == {"one", "four"}
    assert found(mara, "-priority:P4") == {"one", "three", "none yet"}


def test_service_by_its_whole_name_or_a_part(mara: Membership) -> None:
    for name in ("Order", "Order routing", "Desktop"):
        make_incident(mara.launch, title=name, service=ServiceFactory(launch=mara.launch, name=name))
    make_incident(mara.launch, title="unknown")
    assert found(mara, "service:order") == {"Order"}
    assert found(mara, 'service:"order r"') == {"Order routing"}
    assert found(mara, "service:orde") == {"Order", "Order routing"}
    assert found(mara, "service:orde,desktop") == {"Order", "Order routing", "Desktop"}
    assert found(mara, "-service:orde") == {"Desktop", "unknown"}


def test_assignee_and_team(mara: Membership) -> None:
    team = TeamFactory(launch=mara.launch, name="Service desk")
    ours = make_incident(mara.launch, title="mine")
    make_incident(mara.launch, title="nobody's")
    assign_incident(ours, assignee=mara.user, team=team, actor=BOT, at=AT)
    for typed in (
        "assignee:me",
        "assignee:kessler",
        "assignee:mk@bank",
        'team:"service desk"',
        "-is:unassigned",
    ):
        assert found(mara, typed) == {"mine"}, typed
    for typed in ("assignee:none", "is:unassigned", "-assignee:me", "-team:desk"):
        assert found(mara, typed) == {"nobody's"}, typed
    assert found(mara, "assignee:me,none") == {"mine", "nobody's"}


def test_nature(mara: Membership) -> None:
    make_incident(mara.launch, title="slow", nature=Nature.PERFORMANCE)
    make_incident(mara.launch, title="wrong")
    assert found(mara, "nature:performance") == {"slow"}
    assert found(mara, "-nature:performance") == {"wrong"}


def test_reporter_and_site(mara: Membership) -> None:
    site = SiteFactory(launch=mara.launch, name="Frankfurt")
    reporter = ReporterFactory(
        launch=mara.launch, name="Amina Okafor", email="ao@bank.example", external_id="u77", site=site
    )
    make_incident(mara.launch, title="hers", reporter=reporter)
    make_incident(mara.launch, title="anonymous")
    for typed in ("reporter:okafor", "reporter:ao@bank", "reporter:u77", "site:frank"):
        assert found(mara, typed) == {"hers"}, typed
        assert found(mara, f"-{typed}") == {"anonymous"}, typed


def test_clock_and_breached(mara: Membership) -> None:
    late = make_incident(mara.launch, title="late")
    Incident.objects.filter(pk=late.pk).update(next_due_at=AT - timedelta(minutes=1))
    make_incident(mara.launch, title="on time")
    assert found(mara, "breached:yes") == {"late"}
    assert found(mara, "breached:no") == found(mara, "-breached:yes") == {"on time"}
    assert found(mara, "clock:running") == found(mara, "clock:running,paused") == {"on time"}
    assert found(mara, "-clock:running") == {"late"}


def test_reported(mara: Membership) -> None:
    make_incident(mara.launch, title="old", reported_at=REPORTED_AT - timedelta(days=3))
    make_incident(mara.launch, title="fresh")
    assert found(mara, "reported:>2d") == {"old"}
    assert found(mara, "reported:<4h") == found(mara, "reported:today") == {"fresh"}
    assert found(mara, "-reported:today") == {"old"}


def test_text_is_looked_for_in_every_state(mara: Membership) -> None:
    wanted = filter_of(mara, "priority:P1 frozen screen")
    assert (wanted.state, wanted.words, wanted.priority) == (StateFilter.ALL, "frozen screen", Priority.P1)


def test_a_single_value_is_the_same_filter_as_in_the_menu(mara: Membership) -> None:
    service = ServiceFactory(launch=mara.launch, name="Routing")
    typed = "is:waiting priority:P1 service:routing assignee:me breached:yes"
    assert filter_of(mara, typed) == QueueFilter(
        StateFilter.WAITING, Priority.P1, service.pk, mara.user_id, clock=ClockFilter.BREACHED
    )


def test_words_and_menu_narrow_together(mara: Membership) -> None:
    one_in_each_state(mara.launch)
    wanted = filter_of(mara, "is:new,waiting", StateFilter.WAITING)
    assert wanted == QueueFilter(StateFilter.WAITING)


@pytest.mark.parametrize("typed", ["service:xyz", "team:xyz", "assignee:xyz", "reporter:xyz", "site:xyz"])
def test_a_name_nobody_has_is_told(mara: Membership, typed: str) -> None:
    assert "of Trading is called “xyz”" in refused(mara, typed)


def test_the_names_there_are_are_told(mara: Membership) -> None:
    ServiceFactory(launch=mara.launch, name="Order routing")
    assert "there are Order routing" in refused(mara, "service:xyz")


def test_another_launch_s_names_mean_nothing_here(mara: Membership) -> None:
    other = LaunchFactory()
    ServiceFactory(launch=other, name="Elsewhere")
    ReporterFactory(launch=other, name="Elsewhere", email="else@bank.example")
    SiteFactory(launch=other, name="Elsewhere")
    MembershipFactory(launch=other, user__name="Elsewhere", user__email="where@bank.example")
    for word in ("service", "reporter", "site", "assignee"):
        assert "is called “Elsewhere”" in refused(mara, f"{word}:Elsewhere")


def test_services_teams_and_people_cost_no_query(
    mara: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ServiceFactory(launch=mara.launch, name="Routing")
    namer = Namer(mara.launch, launch_choices(mara.launch_id), mara.user_id)
    with django_assert_num_queries(0):
        asked_of(parse_query("service:routing assignee:mara priority:P1,P2 reported:today"), namer)


WORDS = (
    "is:new",
    "-is:new",
    "priority:P1,P2",
    "-assignee:me",
    "breached:no",
    "clock:at_risk",
    "reported:>2d",
)


@pytest.mark.parametrize(("one", "other"), list(combinations(WORDS, 2)))
def test_two_words_together_leave_what_each_leaves(mara: Membership, one: str, other: str) -> None:
    one_in_each_state(mara.launch)
    make_incident(mara.launch, title="P1", impact=Level.HIGH, urgency=Level.HIGH)
    everywhere = f"is:all {one}", f"is:all {other}"
    both = found(mara, everywhere[0]) & found(mara, everywhere[1])
    assert found(mara, f"is:all {one} {other}") == both
