"""Asking for a rating, once per resolution, and taking it."""

from datetime import datetime

from django.db import transaction

from feedback.models import SatisfactionSurvey, Submission
from hypercare.launches.live import announce_change
from hypercare.lib.errors import DomainError
from incidents.models import Incident

SCORES = range(1, 6)


def ask_for_rating(incident: Incident, *, resolution_seq: int, at: datetime) -> SatisfactionSurvey | None:
    """The survey of one resolution, made on the first call; `None` when nobody outside could answer it."""
    reporter = incident.reporter
    has_mail = reporter is not None and reporter.email
    if not has_mail and not Submission.objects.filter(incident=incident).exists():
        return None
    asked = {"launch_id": incident.launch_id, "reporter": reporter, "asked_at": at}
    surveys = SatisfactionSurvey.objects
    return surveys.get_or_create(incident=incident, resolution_seq=resolution_seq, defaults=asked)[0]


@transaction.atomic
def rate_survey(survey: SatisfactionSurvey, *, score: int, at: datetime) -> bool:
    """Keep the first score from 1 to 5; False when it has one already, which then stays."""
    if score not in SCORES:
        raise DomainError("A rating is a number from 1 to 5.", field="score")
    unrated = SatisfactionSurvey.objects.filter(pk=survey.pk, score=None)
    is_first = bool(unrated.update(score=score, rated_at=at))
    announce_change(survey.launch_id)
    return is_first
