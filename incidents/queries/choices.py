"""What a launch offers to choose from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection

from hypercare.accounts.roles import Permission, Role, role_may
from hypercare.launches.models.releases import AHEAD_VALUES

Named = tuple[tuple[int, str], ...]
WORKING_ROLES = [role.value for role in Role if role_may(role, Permission.WORK_INCIDENTS)]
# Asked by every queue: put together as querysets it costs more than running it.
OFFERED = """
    SELECT 'services', id, name FROM launches_service WHERE launch_id = %(launch)s
    UNION ALL
    SELECT 'teams', id, name FROM launches_team WHERE launch_id = %(launch)s
    UNION ALL
    SELECT CASE WHEN role = ANY(%(roles)s) AND is_active THEN 'people' ELSE 'others' END, person.id, name
    FROM launches_membership JOIN accounts_user AS person ON person.id = user_id
    WHERE launch_id = %(launch)s
    UNION ALL
    SELECT CASE WHEN state = ANY(%(ahead)s) THEN 'releases' ELSE 'deployed' END, id, version
    FROM launches_release WHERE launch_id = %(launch)s
"""


@dataclass(frozen=True, slots=True)
class LaunchChoices:
    """Services, teams, people and releases by name.

    `people` may work on incidents, `others` only read; `releases` are ahead, `deployed` are not any more.
    """

    services: Named = ()
    teams: Named = ()
    people: Named = ()
    others: Named = ()
    releases: Named = ()
    deployed: Named = ()

    def names(self) -> "LaunchNames":
        """The same, to look names up in."""
        people, releases = (*self.people, *self.others), (*self.releases, *self.deployed)
        return LaunchNames(dict(self.services), dict(self.teams), dict(people), dict(releases))


@dataclass(frozen=True, slots=True)
class LaunchNames:
    """The names behind the ids in a launch's rows and events."""

    services: Mapping[int, str]
    teams: Mapping[int, str]
    people: Mapping[int, str]
    releases: Mapping[int, str] = field(default_factory=dict)


def launch_choices(launch_id: int) -> LaunchChoices:
    """All of them in one query."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(OFFERED, {"launch": launch_id, "roles": WORKING_ROLES, "ahead": AHEAD_VALUES})
        for kind, each, name in cursor.fetchall():
            found[kind].append((each, name))
    return LaunchChoices(**{kind: tuple(sorted(rows, key=_name)) for kind, rows in found.items()})


def _name(row: tuple[int, str]) -> str:
    return row[1].casefold()
