"""Releases in their order: the moves as a table, and an order that nobody but a deployment changes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.accounts.models import User
from hypercare.audit.models import AuditEntry
from hypercare.launches.domain.releases import (
    ReleaseKind,
    ReleaseState,
    check_move,
    check_version,
    is_from_before,
)
from hypercare.launches.models import Launch, Release
from hypercare.launches.releasing import (
    ReleaseWords,
    deploy_release,
    make_release,
    roll_back_release,
    start_test,
    stop_test,
)
from hypercare.lib.errors import DomainError
from tests.factories.launches import GO_LIVE, LaunchFactory, UserFactory

ALLOWED = """
in_preparation: in_test deployed
in_test:        in_preparation deployed
deployed:       rolled_back
rolled_back:
"""
TABLE = {
    ReleaseState(line.split(":")[0]): {ReleaseState(word) for word in line.split(":")[1].split()}
    for line in ALLOWED.strip().splitlines()
}
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("current", ReleaseState)
@pytest.mark.parametrize("wanted", ReleaseState)
def test_exactly_the_moves_of_the_table_are_allowed(current: ReleaseState, wanted: ReleaseState) -> None:
    if wanted in TABLE[current]:
        check_move(current, wanted)
    else:
        with pytest.raises(DomainError, match="cannot become") as refusal:
            check_move(current, wanted)
        assert refusal.value.field == "state"


@pytest.mark.parametrize("said", ["1.4.3", " 2026.47-hotfix+1 ", "v1", "x" * 40])
def test_a_version_is_taken_as_it_is(said: str) -> None:
    assert check_version(said) == said.strip()


@pytest.mark.parametrize("said", ["", " ", ".1", "1 4", "1/4", "1\n4", "x" * 41, "\N{FULLWIDTH DIGIT ONE}"])
def test_what_is_no_version_is_refused_by_its_field(said: str) -> None:
    with pytest.raises(DomainError, match="such as 1") as refusal:
        check_version(said)
    assert refusal.value.field == "version"


@pytest.mark.parametrize(
    ("said", "fixed_in", "is_older"),
    [(1, 2, True), (2, 2, False), (3, 2, False), (None, 2, False), (1, None, False)],
)
def test_older_is_what_stands_before_in_the_order(
    said: int | None, fixed_in: int | None, *, is_older: bool
) -> None:
    assert is_from_before(said, fixed_in) is is_older


@pytest.fixture
def launch(db: None) -> Launch:
    """Without a release."""
    made: Launch = LaunchFactory(key="TRD", name="Trading")
    return made


@pytest.fixture
def ines(db: None) -> User:
    """Whoever announces releases."""
    made: User = UserFactory()
    return made


def made(launch: Launch, ines: User, *versions: str) -> list[Release]:
    """Releases in preparation, one after the other."""
    return [make_release(launch, ReleaseWords(each), actor=ines, at=GO_LIVE) for each in versions]


def order(launch: Launch) -> list[str]:
    """The versions in their order."""
    return list(launch.releases.order_by("position").values_list("version", flat=True))


def test_a_new_release_is_last(launch: Launch, ines: User) -> None:
    made(launch, ines, "1.4.3", "1.4.2")
    assert order(launch) == ["1.4.3", "1.4.2"]


def test_a_version_is_there_once_in_a_launch(launch: Launch, ines: User) -> None:
    made(launch, ines, "1.4.3-rc")
    with pytest.raises(DomainError, match="Trading has a release") as refusal:
        made(launch, ines, "1.4.3-RC")
    assert refusal.value.field == "version"
    made(LaunchFactory(), ines, "1.4.3-rc")


def test_a_name_too_long_is_refused_by_its_field(launch: Launch, ines: User) -> None:
    with pytest.raises(DomainError) as refusal:
        make_release(launch, ReleaseWords("1", "x" * 121), actor=ines, at=GO_LIVE)
    assert refusal.value.field == "name"


def test_a_hotfix_overtakes_what_is_ahead(launch: Launch, ines: User) -> None:
    _, _, hotfix = made(launch, ines, "1.5", "1.6", "1.4.9")
    deploy_release(hotfix, actor=ines, at=GO_LIVE)
    assert order(launch) == ["1.4.9", "1.5", "1.6"]


def test_a_deployed_release_stays_where_it_is(launch: Launch, ines: User) -> None:
    first, second = made(launch, ines, "1.4", "1.5")
    for release in (first, second):
        deploy_release(release, actor=ines, at=GO_LIVE)
    assert order(launch) == ["1.4", "1.5"]


@pytest.mark.django_db(transaction=True)
def test_the_order_holds_at_each_commit(launch: Launch, ines: User) -> None:
    *_, last = made(launch, ines, "3", "2", "1")
    deploy_release(last, actor=ines, at=GO_LIVE)
    assert order(launch) == ["1", "3", "2"]


@pytest.mark.django_db
@given(numbers=st.permutations(range(5)))
def test_the_order_is_that_of_deployment(numbers: list[int]) -> None:
    launch, ines = LaunchFactory(), UserFactory()
    releases = made(launch, ines, *(f"v{number}" for number in range(5)))
    for hours, number in enumerate(numbers):
        deploy_release(releases[number], actor=ines, at=GO_LIVE + hours * HOUR)
    assert order(launch) == [f"v{number}" for number in numbers]


def test_a_test_begins_and_ends(launch: Launch, ines: User) -> None:
    [release] = made(launch, ines, "1.4")
    tried = start_test(release, actor=ines, at=GO_LIVE)
    assert (tried.state, tried.tested_at) == (ReleaseState.IN_TEST, GO_LIVE)
    ended = stop_test(release, actor=ines, at=GO_LIVE + HOUR)
    assert (ended.state, ended.tested_at) == (ReleaseState.IN_PREPARATION, None)


def test_only_the_newest_in_production_is_rolled_back(launch: Launch, ines: User) -> None:
    first, second = made(launch, ines, "1.4", "1.5")
    for release in (first, second):
        deploy_release(release, actor=ines, at=GO_LIVE)
    with pytest.raises(DomainError, match="was deployed after it"):
        roll_back_release(first, actor=ines, at=GO_LIVE + HOUR)
    roll_back_release(second, actor=ines, at=GO_LIVE + HOUR)
    assert roll_back_release(first, actor=ines, at=GO_LIVE + HOUR).rolled_back_at == GO_LIVE + HOUR


def test_each_move_leaves_an_audit_entry(launch: Launch, ines: User) -> None:
    release = make_release(launch, ReleaseWords("1.4", kind=ReleaseKind.HOTFIX), actor=ines, at=GO_LIVE)
    deploy_release(release, actor=ines, at=GO_LIVE)
    roll_back_release(release, actor=ines, at=GO_LIVE)
    entries = AuditEntry.objects.filter(target=f"launches.release:{release.pk}").order_by("pk")
    assert [each.verb for each in entries] == ["made", "deployed", "rolled back"]
    assert {each.actor for each in entries} == {ines}


def test_a_refused_move_changes_nothing(launch: Launch, ines: User) -> None:
    [release] = made(launch, ines, "1.4")
    with pytest.raises(DomainError):
        roll_back_release(release, actor=ines, at=GO_LIVE)
    assert Release.objects.get(pk=release.pk).state == ReleaseState.IN_PREPARATION
    assert AuditEntry.objects.filter(verb="rolled back").count() == 0
