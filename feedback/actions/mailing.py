"""Letters to reporters: only public words, and nothing a sender typed, since the address is unproved."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from feedback.models import SatisfactionSurvey
from feedback.queries import number_for
from feedback.tokens import token_for_incident, token_for_item, token_for_survey
from hypercare.intake.models import RawItem
from hypercare.launches.models import Reporter
from hypercare.notifications.actions import queue_message
from hypercare.notifications.models import Audience
from incidents.models import IncidentEvent


class Letter(StrEnum):
    """Which letter: the name of its template."""

    RECEIVED = "received"
    ANSWER = "answer"
    QUESTION = "question"
    SOLVED = "solved"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


SUBJECTS = {
    Letter.RECEIVED: "We have your report {number}",
    Letter.ANSWER: "An answer to your report {number}",
    Letter.QUESTION: "We need something from you for your report {number}",
    Letter.SOLVED: "Your report {number} is solved",
    Letter.TAKEN_BACK: "Your report {number} is open again",
    Letter.DECLINED: "About your report {number}",
}


def write_to_reporter(
    event: IncidentEvent,
    letter: Letter,
    *,
    at: datetime,
    words: str = "",
    verdict: str = "",
    promise: str = "",
    survey: SatisfactionSurvey | None = None,
) -> None:
    """Queue one letter about an event, once; nothing when the reporter left no address."""
    incident = event.incident
    if incident.reporter is None or not incident.reporter.email:
        return
    number = number_for(incident)
    context = {
        "launch": incident.launch,
        "number": number,
        "words": words,
        "verdict": verdict,
        "promise": promise,
        "status_url": _absolute("feedback:status", token_for_incident(incident)),
        "survey_url": _absolute("feedback:survey", token_for_survey(survey)) if survey else "",
    }
    queue_message(
        f"event:{event.pk}",
        audience=Audience.REPORTER,
        about=incident.key,
        to=incident.reporter.email,
        subject=SUBJECTS[letter].format(number=number),
        body=render_to_string(f"feedback/email/{letter}.txt", context),
        at=at,
    )


def thank_for_praise(item: RawItem, reporter: Reporter | None, *, at: datetime) -> None:
    """Queue the one letter that praise is answered with."""
    if reporter is None or not reporter.email:
        return
    status_url = _absolute("feedback:status", token_for_item(item))
    context = {"launch": item.launch, "number": item.receipt, "status_url": status_url}
    queue_message(
        f"praise:{item.pk}",
        audience=Audience.REPORTER,
        about=f"{item.launch.key} {item.receipt}",
        to=reporter.email,
        subject=f"Thank you for your words ({item.receipt})",
        body=render_to_string("feedback/email/praise.txt", context),
        at=at,
    )


def _absolute(name: str, token: str) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[token])}"
