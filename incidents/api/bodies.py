"""What the API takes. Types are checked here; the rules are those of the desk's forms."""

from rest_framework import serializers

from hypercare.api.fields import Asks, Choice, Instant, Mail, RowId, Text, Truth, Whole
from hypercare.launches.models.launch import KEY_PATTERN
from incidents.access import INCIDENT_KEY
from incidents.actions.declare import TITLE_LENGTH
from incidents.domain.history import Nature
from incidents.domain.priority import Level
from incidents.domain.references import KEY_LENGTH, SYSTEM_LENGTH, URL_LENGTH
from incidents.forms.work import BODY_LENGTH, FOUND_CAUSES, LARGEST_COUNT
from incidents.models import choices


class Declare(Asks):
    """A report somebody makes on the phone or in person. Without `reported_at` it is now."""

    launch = serializers.RegexField(f"^{KEY_PATTERN}$", max_length=10)
    title = Text(max_length=TITLE_LENGTH)
    body = Text(max_length=BODY_LENGTH)
    reporter_name = Text(max_length=120, required=False, allow_blank=True)
    reporter_email = Mail(required=False, allow_blank=True)
    reporter_site = Text(max_length=80, required=False, allow_blank=True)
    service = RowId(required=False, allow_null=True)
    nature = Choice(choices=choices.NATURES, default=Nature.DEFECT.value)
    impact = Choice(choices=choices.LEVELS, default=Level.MEDIUM.value)
    urgency = Choice(choices=choices.LEVELS, default=Level.MEDIUM.value)
    reported_at = Instant(required=False)


class Assign(Asks):
    """A person, a team or both; null means nobody, and what is not said stays."""

    least_fields = 1
    assignee = RowId(required=False, allow_null=True)
    team = RowId(required=False, allow_null=True)


class Triage(Asks):
    """What it is and how much it hurts; what is not said stays."""

    least_fields = 1
    nature = Choice(choices=choices.NATURES, required=False)
    impact = Choice(choices=choices.LEVELS, required=False)
    urgency = Choice(choices=choices.LEVELS, required=False)
    service = RowId(required=False, allow_null=True)
    affected_users = Whole(min_value=0, max_value=LARGEST_COUNT, required=False, allow_null=True)
    is_service_down = Truth(required=False)


class Override(Asks):
    """A priority by hand, 1 to 4, and why."""

    priority = Choice(choices=choices.PRIORITIES)
    reason = Text(max_length=BODY_LENGTH)


class Words(Asks):
    """Something to say."""

    body = Text(max_length=BODY_LENGTH)


class Wait(Asks):
    """On whom or what."""

    waiting_on = Choice(choices=choices.WAITING)


class Snooze(Asks):
    """Until when the inbox hides it."""

    until = Instant()


class Tie(Asks):
    """The incident it is one more report of."""

    parent = serializers.RegexField(  # type: ignore[assignment]  # DRF keeps no attribute of a declared field
        f"^{INCIDENT_KEY.pattern}$", max_length=24
    )


class FindCause(Asks):
    """Why it happens."""

    cause = Choice(choices=FOUND_CAUSES)


class Plan(Asks):
    """The release it is to be repaired with; null takes it out."""

    release = RowId(allow_null=True)


class FixReady(Asks):
    """The release with the fix, why it happened, and words that wait until it is deployed."""

    release = RowId()
    cause = Choice(choices=FOUND_CAUSES)
    body = Text(max_length=BODY_LENGTH)


class Resolve(Asks):
    """Why it happened, how people can work again, and words for the reporter."""

    resolution = Choice(choices=choices.RESOLUTIONS)
    cause = Choice(choices=choices.CAUSES)
    body = Text(max_length=BODY_LENGTH)


class Refer(Asks):
    """Its key in another system, and the https address where it is read there."""

    system = Text(max_length=SYSTEM_LENGTH)
    key = Text(max_length=KEY_LENGTH)
    url = Text(max_length=URL_LENGTH, required=False, allow_blank=True)


class RemoveReference(Asks):
    """One of its references by its id."""

    reference = RowId()


class Restrict(Asks):
    """The people who may see its content, by their ids."""

    readers = serializers.ListField(child=RowId(), max_length=50)


class Decline(Asks):
    """Why nothing will be done, and words for the reporter."""

    reason = Choice(choices=choices.DECLINE_REASONS)
    body = Text(max_length=BODY_LENGTH)
