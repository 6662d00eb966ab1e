"""The page behind a reporter's link; the signed token is the whole authority, hence no CSRF check."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from feedback.access import status_link
from feedback.domain.submissions import SENTIMENT_LABELS
from feedback.domain.wording import place_of
from feedback.forms import VERSION_LENGTH, ReplyForm, new_key
from feedback.queries import (
    Report,
    conversation_of,
    open_survey,
    picture_of,
    public_sentence_of,
    standing_for,
    survey_path,
)
from hypercare.intake.actions import accept_item
from hypercare.intake.models import Channel
from hypercare.lib.errors import ConflictError
from hypercare.lib.limits import REPLY
from hypercare.lib.pictures import picture_response
from hypercare.lib.throttling import seconds_to_wait, try_again_in, words_for


@login_not_required
@require_safe
@status_link
def status(request: HttpRequest, report: Report, *, token: str) -> HttpResponse:
    """Opened from the receipt or a mail: how does it stand? Next they answer, rate, or wait."""
    version = request.GET.get("version", "").replace("\0", "")[:VERSION_LENGTH]
    said = {"idempotency_key": new_key(), "is_not_fixed": "not_fixed" in request.GET, "version": version}
    return _show(request, report, token, ReplyForm(initial=said))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@status_link
def reply(request: HttpRequest, report: Report, *, token: str) -> HttpResponse:
    """Keep what the reporter wrote; a worker adds it to the conversation.

    Whoever only opens the address, say by reloading, comes to the report.
    """
    if request.method != "POST":
        return redirect("feedback:status", token)
    sent = ReplyForm(request.POST)
    wait = seconds_to_wait(REPLY, request, report.number)
    if wait:
        sent.add_error(None, words_for(wait))
        return try_again_in(wait, _show(request, report, token, sent.with_key(), status=429))
    if not sent.is_valid():
        return _show(request, report, token, sent.with_key(), status=422)
    if report.incident is None:
        raise ConflictError("Your report is still being read. Wait a moment, then reply again.")
    try:
        accept_item(
            report.launch,
            channel=Channel.STATUS_PAGE,
            idempotency_key=sent.cleaned_data["idempotency_key"],
            payload=sent.payload(incident_id=report.incident.pk, reporter_id=report.reporter_id),
            at=timezone.now(),
        )
    except ConflictError as conflict:
        sent.add_error(None, f"{conflict.message} Send again to send what stands here now as a new message.")
        return _show(request, report, token, sent.with_new_key(), status=409)
    return redirect("feedback:status", token)


@login_not_required
@require_safe
@status_link
def picture(request: HttpRequest, report: Report, *, token: str, picture_id: int) -> HttpResponse:
    """One public picture of the conversation."""
    found = picture_of(report, picture_id)
    if found is None:
        raise Http404("No such picture.")
    return picture_response(bytes(found.content), content_type=found.content_type, name=found.name)


def _show(
    request: HttpRequest, report: Report, token: str, form: ReplyForm, *, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    survey = open_survey(report)
    context: dict[str, Any] = {
        "launch_name": report.launch.name,
        "report": report,
        "token": token,
        "standing": standing_for(report, at=at),
        "public_sentence": public_sentence_of(report),
        "conversation": conversation_of(report, token=token, at=at),
        "survey": survey,
        "place": place_of(report.launch.zone),
        "survey_path": survey_path(survey) if survey else "",
        "scores": list(SENTIMENT_LABELS.items()),
        "form": form,
    }
    return render(request, "feedback/status.html", context, status=status)
