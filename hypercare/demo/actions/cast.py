"""The rows behind the handles and names that a plan speaks of."""

from dataclasses import dataclass

from hypercare.accounts.models import User
from hypercare.demo.domain.people import STAFF, TEAMS, colleagues
from hypercare.launches.models import Launch, Reporter, Service, Team


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what takes part in the launch of the demo."""

    launch: Launch
    users: dict[str, User]
    teams: dict[str, Team]
    services: dict[str, Service]
    reporters: dict[int, Reporter]

    @classmethod
    def of(cls, launch: Launch) -> "Cast":
        """Read them all at once."""
        by_email = User.objects.in_bulk([each.email for each in STAFF], field_name="email")
        by_name = {team.name: team for team in launch.teams.all()}
        reporters = {reporter.external_id: reporter for reporter in launch.reporters.all()}
        return cls(
            launch=launch,
            users={each.handle: by_email[each.email] for each in STAFF},
            teams={short: by_name[name] for short, (name, _) in TEAMS.items()},
            services={service.name: service for service in launch.services.all()},
            reporters={each.number: reporters[each.external_id] for each in colleagues()},
        )
