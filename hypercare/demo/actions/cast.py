"""The rows behind the handles and names that a plan speaks of."""

from dataclasses import dataclass

from hypercare.accounts.models import User
from hypercare.demo.domain.plot import Plot
from hypercare.launches.models import Launch, Reporter, Service, Team


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what takes part in one launch of the demo."""

    plot: Plot
    launch: Launch
    users: dict[str, User]
    teams: dict[str, Team]
    services: dict[str, Service]
    reporters: dict[int, Reporter]

    @classmethod
    def of(cls, plot: Plot, launch: Launch) -> "Cast":
        """Read them all at once."""
        people = plot.people
        by_email = User.objects.in_bulk([each.email for each in people.staff], field_name="email")
        by_name = {team.name: team for team in launch.teams.all()}
        reporters = {reporter.external_id: reporter for reporter in launch.reporters.all()}
        return cls(
            plot=plot,
            launch=launch,
            users={each.handle: by_email[each.email] for each in people.staff},
            teams={short: by_name[name] for short, (name, _) in people.teams.items()},
            services={service.name: service for service in launch.services.all()},
            reporters={each.number: reporters[each.external_id] for each in people.colleagues},
        )
