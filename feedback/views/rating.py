"""One question after a resolution. Opening the page rates nothing: mail scanners open links too."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback.access import survey_link
from feedback.actions import rate_survey
from feedback.domain.submissions import SENTIMENT_LABELS
from feedback.forms import RatingForm
from feedback.models import SatisfactionSurvey
from feedback.queries import number_for
from feedback.tokens import token_for_incident
from hypercare.lib.limits import RATING
from hypercare.lib.throttling import seconds_to_wait, try_again_in, words_for

UNHAPPY = 2


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@survey_link
def rating(request: HttpRequest, survey: SatisfactionSurvey, *, token: str) -> HttpResponse:
    """Opened from a mail or the status page; the first answer counts, and a low one offers to go on."""
    form = RatingForm(request.POST if request.method == "POST" else None)
    wait = seconds_to_wait(RATING, request, str(survey.pk)) if request.method == "POST" else 0
    if wait:
        form.add_error("score", words_for(wait))
        return try_again_in(wait, _show(request, survey, token, form, status=429))
    if request.method == "POST" and form.is_valid():
        is_first = rate_survey(survey, score=form.cleaned_data["score"], at=timezone.now())
        path = redirect("feedback:survey", token)
        path["Location"] += "" if is_first else "?again=1"
        return path
    return _show(request, survey, token, form, status=422 if form.errors else 200)


def _show(
    request: HttpRequest, survey: SatisfactionSurvey, token: str, form: RatingForm, *, status: int
) -> HttpResponse:
    context = {
        "launch_name": survey.launch.name,
        "survey": survey,
        "token": token,
        "number": number_for(survey.incident),
        "scores": list(SENTIMENT_LABELS.items()),
        "answer": SENTIMENT_LABELS.get(survey.score or 0, ""),
        "is_unhappy": survey.score is not None and survey.score <= UNHAPPY,
        "is_again": "again" in request.GET,
        "status_token": token_for_incident(survey.incident),
        "form": form,
    }
    return render(request, "feedback/rating.html", context, status=status)
