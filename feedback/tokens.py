"""Signed links: whoever holds one is the reporter of that one report, for `MAX_AGE`, and of nothing else."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from feedback.models import SatisfactionSurvey, Submission
from hypercare.intake.models import RawItem
from incidents.models import Incident

MAX_AGE = timedelta(days=180)
_status = TimestampSigner(salt="feedback.status", sep=".")
_survey = TimestampSigner(salt="feedback.survey", sep=".")


@dataclass(frozen=True, slots=True)
class AboutItem:
    """A status link for whoever sent this item."""

    item_id: UUID


@dataclass(frozen=True, slots=True)
class AboutIncident:
    """A status link for the reporter for whom staff declared this incident."""

    incident_id: int
    reporter_id: int


def token_for_item(item: RawItem) -> str:
    """A link's token for whoever sent this item."""
    return _status.sign(f"r-{item.pk.hex}")


def token_for_incident(incident: Incident) -> str:
    """A link's token for the incident's reporter: by the item it came from, if it came from one."""
    submission = Submission.objects.filter(incident=incident).select_related("raw_item").first()
    if submission:
        return token_for_item(submission.raw_item)
    return _status.sign(f"i-{incident.pk}-{incident.reporter_id or 0}")


def subject_of(token: str) -> AboutItem | AboutIncident:
    """What a status token was made for; `SignatureExpired` when too old, `BadSignature` when forged."""
    kind, *parts = _status.unsign(token, max_age=MAX_AGE).split("-")
    if kind == "r":
        return AboutItem(UUID(hex=parts[0]))
    return AboutIncident(int(parts[0]), int(parts[1]))


def token_for_survey(survey: SatisfactionSurvey) -> str:
    """A link's token for answering one survey."""
    return _survey.sign(str(survey.pk))


def survey_of(token: str) -> SatisfactionSurvey:
    """The survey of a token. Raises `SignatureExpired` when too old, `BadSignature` when forged or gone."""
    survey_id = int(_survey.unsign(token, max_age=MAX_AGE))
    surveys = SatisfactionSurvey.objects.select_related("launch", "incident__launch")
    survey = surveys.filter(pk=survey_id).first()
    if survey is None:
        raise BadSignature("That survey no longer exists.")
    return survey
