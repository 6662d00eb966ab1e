"""What a person has begun to write."""

from collections.abc import Mapping

from django.db.models import QuerySet

from hypercare.launches.models import Membership
from incidents.domain.drafts import LISTED
from incidents.models import Draft, Incident


def drafts_about(incident: Incident, *, author_id: int) -> Mapping[str, Draft]:
    """A person's own unsent words about it, by kind."""
    return {draft.kind: draft for draft in Draft.objects.of(author_id).filter(incident=incident)}


def drafts_of(membership: Membership) -> QuerySet[Draft]:
    """A member's own drafts in the launch, the latest first. Uses index: draft_once."""
    mine = Draft.objects.of(membership.user_id).filter(incident__launch_id=membership.launch_id)
    return mine.select_related("incident__launch").order_by("-saved_at", "-id")[:LISTED]
