"""What a member may not see."""

from hypercare.launches.models import Membership
from incidents.models import Incident
from incidents.models.incident import readable_by


def restricted_keys(membership: Membership) -> list[str]:
    """The keys of the incidents whose content is for others. Uses index: incident_restricted."""
    others = Incident.objects.filter(launch=membership.launch_id, reader_ids__isnull=False)
    numbers = others.exclude(readable_by(membership.user_id)).values_list("number", flat=True)
    return [f"{membership.launch.key}-{number}" for number in numbers]
