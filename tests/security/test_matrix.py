"""Who gets what at every address. A new address fails here until the table has its rows."""

import pytest

from incidents.models import Incident
from tests.security.callers import CALLERS, NOBODY, STRANGER, ask, caller_of
from tests.security.conftest import PathFor
from tests.security.matrix import TABLE
from tests.security.routes import routes

Row = tuple[str, str]
ROWS: dict[Row, dict[str, str]] = {}
for _line in TABLE.strip().splitlines():
    _method, _route, *_cells = _line.split()
    _cells += _cells[-1:] * (len(CALLERS) - 1 == len(_cells))  # announcing is as narrow as watching
    ROWS[_method, _route] = dict(zip(CALLERS, _cells, strict=True))
# The administration belongs to whoever runs the server; it tells everybody else apart from nothing.
ADMIN, OUR_OWN = "admin/", {"admin/logout/", "admin/password_change/"}
NEVER = ("PUT", "PATCH", "DELETE")
REFUSALS = {"log", "302", "401", "403", "404", "405"}


def in_table(route: str) -> bool:
    """Whether the route has rows of its own."""
    return not route.startswith(ADMIN) or route in OUR_OWN


def test_every_address_has_its_rows() -> None:
    known = {(method, route or "/") for route in routes() if in_table(route) for method in ("GET", "POST")}
    assert set(ROWS) == known


@pytest.mark.parametrize("caller", CALLERS)
def test_each_gets_what_the_table_says(caller: str, incident: Incident, path_for: PathFor) -> None:
    launch = incident.launch
    fresh = caller_of(caller, launch)
    found = {}
    for method, route in ROWS:
        path = path_for(route.removeprefix("/")).partition("?")[0]
        found[method, route] = ask(fresh(), method, route, path, launch)
    assert found == {row: cells[caller] for row, cells in ROWS.items()}


@pytest.mark.parametrize("caller", [NOBODY, STRANGER, "launch_manager"])
def test_the_administration_lets_none_of_them_in(caller: str, incident: Incident, path_for: PathFor) -> None:
    fresh = caller_of(caller, incident.launch)
    for route in (each for each in routes() if not in_table(each)):
        path = path_for(route).partition("?")[0]
        assert (route, ask(fresh(), "GET", route, path, incident.launch)) in {(route, r) for r in REFUSALS}


@pytest.mark.parametrize("method", NEVER)
def test_nothing_is_put_patched_or_deleted(method: str, incident: Incident, path_for: PathFor) -> None:
    fresh = caller_of("launch_manager", incident.launch)
    api = [route for route in routes() if route.startswith(("api/", "^api/"))]
    found = {
        route: ask(fresh(), method, route, path_for(route).partition("?")[0], incident.launch)
        for route in api
    }
    assert set(found.values()) <= {"405", "404"}
