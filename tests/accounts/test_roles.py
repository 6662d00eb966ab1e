"""The role table, tested as that table."""

import pytest

from hypercare.accounts.roles import FOR_PEOPLE_ONLY, SCOPE_PERMISSIONS, Permission, Role, role_may

#                numbers reads note work priority decide ledger free submit health views replies deploy keys
TABLE = """
launch_manager   x       x     x    x    x        x      x      x    x      x      x     x       x      x
incident_manager x       x     x    x    x        .      x      x    x      x      x     x       x      .
responder        x       x     x    x    .        .      x      .    x      .      .     .       .      .
business_owner   x       x     x    .    .        x      x      .    x      .      .     .       .      .
viewer           x       .     .    .    .        .      .      .    x      .      .     .       .      .
"""
CELLS = [
    (Role(row.split()[0]), permission, cell == "x")
    for row in TABLE.strip().splitlines()
    for permission, cell in zip(Permission, row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("role", "permission", "granted"), CELLS)
def test_the_table(role: Role, permission: Permission, *, granted: bool) -> None:
    assert role_may(role, permission) is granted


def test_the_table_names_every_role() -> None:
    assert {role for role, _, _ in CELLS} == set(Role)


def test_each_permission_of_a_key_is_covered_by_one_scope() -> None:
    covered = [permission for permissions in SCOPE_PERMISSIONS.values() for permission in permissions]
    assert sorted(covered) == sorted(set(Permission) - FOR_PEOPLE_ONLY)
