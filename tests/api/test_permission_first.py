"""Whether somebody may is answered before how well they ask."""

from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role, Scope
from hypercare.launches.models import Launch
from tests.factories.api import Program, errors_of
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
READS = ["launches/TRD/", "incidents/TRD-1/", "incidents/TRD-1/events/", "incidents/TRD-1/messages/"]
LISTS = ["incidents/", "kpis/"]
COMMANDS = ["incidents/TRD-1/note/", "incidents/TRD-1/override/", "incidents/TRD-1/acknowledge/"]
NONSENSE = {"colour": "red"}


@pytest.fixture
def launch() -> Launch:
    """TRD with one incident."""
    made: Launch = LaunchFactory(key="TRD")
    make_incident(made)
    return made


def viewer(launch: Launch) -> Program:
    """May read numbers only."""
    return Program(MembershipFactory(launch=launch, role=Role.VIEWER))


def stranger() -> Program:
    """A launch manager of another launch."""
    return Program(MembershipFactory(role=Role.LAUNCH_MANAGER))


def sloppy(program: Program, path: str) -> Any:
    """A command without its key, with a parameter and a body that mean nothing."""
    headers = {"Authorization": program.bearer}
    url = f"/api/v1/{path}?colour=red"
    return program.client.post(url, NONSENSE, content_type="application/json", headers=headers)


@pytest.mark.parametrize("path", READS)
def test_a_stranger_who_asks_badly_is_still_a_stranger(launch: Launch, path: str) -> None:
    assert stranger().get(path, **NONSENSE).status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_so_is_one_who_lists_badly(launch: Launch, path: str) -> None:
    assert stranger().get(path, launch="TRD", **NONSENSE).status_code == 404


@pytest.mark.parametrize("path", COMMANDS)
def test_so_is_one_who_commands_badly(launch: Launch, path: str) -> None:
    assert sloppy(stranger(), path).status_code == 404


@pytest.mark.parametrize("path", [*READS[1:], "incidents/"])
def test_a_member_without_the_right_reads_badly_in_vain(launch: Launch, path: str) -> None:
    asked = NONSENSE | ({"launch": "TRD"} if path in LISTS else {})
    assert viewer(launch).get(path, **asked).status_code == 403


@pytest.mark.parametrize("path", COMMANDS)
def test_a_member_without_the_right_commands_badly_in_vain(launch: Launch, path: str) -> None:
    assert sloppy(viewer(launch), path).status_code == 403


@pytest.mark.parametrize("path", ["launches/", *READS, *LISTS, *COMMANDS])
def test_a_key_too_narrow_is_told_so_first(launch: Launch, path: str) -> None:
    scopes = (Scope.READ,) if path in COMMANDS else (Scope.WRITE_SUBMISSIONS,)
    program = Program(MembershipFactory(launch=launch, role=Role.LAUNCH_MANAGER), scopes=scopes)
    answer = sloppy(program, path) if path in COMMANDS else program.get(path, **NONSENSE)
    assert answer.status_code == 403
    assert "lacks the scope" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["", "launches/", *READS, *LISTS])
def test_nobody_is_told_anything(launch: Launch, path: str) -> None:
    assert Client().get(f"/api/v1/{path}", NONSENSE).status_code == 401


@pytest.mark.parametrize("body", [{"launch": "TRD"}, {"launch": "TRD", "title": 7, "colour": "red"}])
def test_a_bad_declaration_of_a_stranger_is_not_read(launch: Launch, body: Any) -> None:
    answer = stranger().post("incidents/", body)
    assert (answer.status_code, errors_of(answer)) == (404, {"launch"})


@pytest.mark.parametrize("body", [{}, [], '"TRD"', {"launch": 7}, {"launch": ""}])
def test_a_declaration_names_its_launch(launch: Launch, body: Any) -> None:
    answer = stranger().post("incidents/", body)
    assert (answer.status_code, errors_of(answer)) == (400, {"launch"})


def test_who_may_is_told_what_is_wrong(launch: Launch) -> None:
    member = Program(MembershipFactory(launch=launch, role=Role.INCIDENT_MANAGER))
    answers = [member.get("incidents/TRD-1/", **NONSENSE), sloppy(member, COMMANDS[0])]
    assert [(each.status_code, errors_of(each)) for each in answers] == [(400, {"colour"})] * 2


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_what_cannot_be_done_here_is_said_to_everybody_signed_in(launch: Launch, method: str) -> None:
    program = stranger()
    url, headers = "/api/v1/incidents/TRD-1/", {"Authorization": program.bearer}
    answer = getattr(program.client, method)(url, headers=headers)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
