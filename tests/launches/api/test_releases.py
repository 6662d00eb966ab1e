"""A pipeline announces releases, once each, and reads how they stand."""

from typing import Any

import pytest

from hypercare.accounts.roles import Role, Scope
from hypercare.launches.models import Launch, Release
from tests.factories.api import Program, errors_of
from tests.factories.launches import LaunchFactory, MembershipFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
WRITES = (Scope.WRITE_RELEASES,)


@pytest.fixture
def launch() -> Launch:
    """TRD."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def pipeline(launch: Launch) -> Program:
    """A launch manager's program that may do nothing else."""
    return Program(MembershipFactory(launch=launch, role=Role.LAUNCH_MANAGER), scopes=WRITES)


def make(program: Program, **said: Any) -> Any:
    """Announce a release."""
    return program.post("releases/", {"launch": "TRD", "version": "1.4.3", **said})


def test_a_release_is_made_in_preparation(pipeline: Program) -> None:
    made = make(pipeline, name="Orders", kind="hotfix")
    assert made.status_code == 201
    body = made.json()
    assert (body["version"], body["kind"], body["state"], body["position"]) == (
        "1.4.3",
        "hotfix",
        "in_preparation",
        1,
    )
    assert made["Location"].endswith(f"/api/v1/releases/{body['id']}/")


def test_the_same_key_makes_it_once(pipeline: Program) -> None:
    said = {"launch": "TRD", "version": "1.4.3"}
    first, second = (pipeline.post("releases/", said, once="build-7") for _ in range(2))
    assert first.json() == second.json()
    assert Release.objects.count() == 1


def test_a_version_that_is_there_is_refused_by_its_field(pipeline: Program) -> None:
    make(pipeline)
    again = make(pipeline)
    assert (again.status_code, errors_of(again)) == (422, {"version"})


@pytest.mark.parametrize("said", [{"version": "1 4"}, {"version": 1}, {"kind": "big"}, {"order": 1}])
def test_what_is_malformed_is_refused_by_its_field(pipeline: Program, said: dict[str, Any]) -> None:
    refused = make(pipeline, **said)
    assert (refused.status_code, errors_of(refused)) == (400, set(said))


def test_it_goes_from_test_to_production_and_out_of_it(pipeline: Program) -> None:
    made = make(pipeline).json()["id"]
    steps = ("test", "stop-test", "test", "deploy", "roll-back")
    states = [pipeline.post(f"releases/{made}/{step}/").json()["state"] for step in steps]
    assert states == ["in_test", "in_preparation", "in_test", "deployed", "rolled_back"]


def test_an_unlawful_step_says_where_it_goes_from_here(pipeline: Program) -> None:
    release = ReleaseFactory(launch=pipeline.member.launch)
    refused = pipeline.post(f"releases/{release.pk}/roll-back/")
    assert (refused.status_code, errors_of(refused)) == (422, {"state"})


def test_a_viewer_reads_them_the_last_first(launch: Launch) -> None:
    for version in ("1.4.2", "1.4.3"):
        ReleaseFactory(launch=launch, version=version)
    ReleaseFactory()
    viewer = Program(MembershipFactory(launch=launch, role=Role.VIEWER))
    rows = viewer.get("releases/", launch="TRD").json()["results"]
    assert [each["version"] for each in rows] == ["1.4.3", "1.4.2"]
    assert viewer.get(f"releases/{rows[0]['id']}/").json() == rows[0]


def test_another_launch_cannot_tell_that_it_exists(pipeline: Program) -> None:
    release = ReleaseFactory()
    reader = Program(pipeline.member)
    assert reader.get(f"releases/{release.pk}/").status_code == 404
    assert pipeline.post(f"releases/{release.pk}/deploy/").status_code == 404


@pytest.mark.parametrize("scope", sorted(set(Scope) - set(WRITES)))
def test_no_other_scope_announces(launch: Launch, scope: Scope) -> None:
    program = Program(MembershipFactory(launch=launch, role=Role.LAUNCH_MANAGER), scopes=(scope,))
    assert make(program).status_code == 403


def test_a_responder_does_not_announce(launch: Launch) -> None:
    program = Program(MembershipFactory(launch=launch, role=Role.RESPONDER), scopes=WRITES)
    assert make(program).status_code == 403
