"""What a composer offers while somebody types: canned replies after `/`, people after `@`."""

from typing import Any

from hypercare.launches.models import Membership
from hypercare.launches.queries import readers_of
from incidents.domain.placeholders import filled
from incidents.models import CannedReply, Incident


def offered_to(incident: Incident, *, member: Membership) -> dict[str, list[Any]]:
    """Canned replies by name, filled in for this incident, and who may read a note about it."""
    known = {
        "reporter.name": incident.reporter.name if incident.reporter else "",
        "incident.key": incident.key,
        "incident.title": incident.title,
        "incident.service": incident.service.name if incident.service else "",
        "launch.name": incident.launch.name,
        "me.name": member.user.name,
    }
    replies = CannedReply.objects.filter(launch=incident.launch_id)
    people = readers_of(incident.launch_id, besides=member.user_id).values()
    return {
        "replies": [{"name": each.name, "words": filled(each.body, known)} for each in replies],
        "people": [{"name": each.name, "words": f"@{each.name} "} for each in people],
    }
