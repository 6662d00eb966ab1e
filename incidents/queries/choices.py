"""What a launch offers to choose from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, Q, Value

from hypercare.accounts.roles import Permission, Role, role_may
from hypercare.launches.models import Membership, Service, Team

Named = tuple[tuple[int, str], ...]
WORKING_ROLES = [role.value for role in Role if role_may(role, Permission.WORK_INCIDENTS)]


@dataclass(frozen=True, slots=True)
class LaunchChoices:
    """Services, teams and people by name; `people` may work on incidents, `others` only read."""

    services: Named = ()
    teams: Named = ()
    people: Named = ()
    others: Named = ()

    def names(self) -> "LaunchNames":
        """The same, to look names up in."""
        return LaunchNames(dict(self.services), dict(self.teams), dict((*self.people, *self.others)))


@dataclass(frozen=True, slots=True)
class LaunchNames:
    """The names behind the ids in a launch's rows and events."""

    services: Mapping[int, str]
    teams: Mapping[int, str]
    people: Mapping[int, str]


def launch_choices(launch_id: int) -> LaunchChoices:
    """All of them in one query."""
    services = Service.objects.filter(launch_id=launch_id).order_by()
    teams = Team.objects.filter(launch_id=launch_id).order_by()
    members = Membership.objects.filter(launch_id=launch_id)
    can_work = Q(role__in=WORKING_ROLES, user__is_active=True)
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    union = services.values_list(Value("services"), F("id"), F("name")).union(
        teams.values_list(Value("teams"), F("id"), F("name")),
        members.filter(can_work).values_list(Value("people"), F("user_id"), F("user__name")),
        members.exclude(can_work).values_list(Value("others"), F("user_id"), F("user__name")),
        all=True,
    )
    for kind, each, name in union:
        found[kind].append((each, name))
    return LaunchChoices(**{kind: tuple(sorted(rows, key=_name)) for kind, rows in found.items()})


def _name(row: tuple[int, str]) -> str:
    return row[1].casefold()
