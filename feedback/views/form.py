"""The hosted form and its receipt.

No CSRF check here: the form acts for nobody, so a forged post is only a report that anybody could send,
while a cookie would lock out browsers that block cookies in embedded pages.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from feedback.access import status_link
from feedback.domain.submissions import NATURES, Kind
from feedback.forms import PAGE_LENGTH, TOO_LARGE, VERSION_LENGTH, SubmissionForm, new_key
from feedback.queries import Report, promise_from
from feedback.tokens import token_for_item
from feedback.uploads import cap_uploads
from hypercare.intake.actions import accept_item
from hypercare.intake.models import Channel
from hypercare.launches.addresses import launch_of_form
from hypercare.launches.models import Launch
from hypercare.lib.errors import ConflictError
from hypercare.lib.limits import FORM
from hypercare.lib.throttling import seconds_to_wait, try_again_in, words_for


@csrf_exempt
@login_not_required
@cap_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, form_key: str, refused_files: Sequence[str] = ()) -> HttpResponse:
    """Opened by somebody who has something to say; afterwards they hold a receipt."""
    try:
        launch = launch_of_form(form_key.replace("\0", ""))
    except Launch.DoesNotExist:
        return render(request, "feedback/unknown_form.html", status=404)
    if request.method == "POST":
        return _receive(request, launch, refused_files)
    said = {
        "page": request.GET.get("page", "").replace("\0", "")[:PAGE_LENGTH],
        "version": request.GET.get("version", "").replace("\0", "")[:VERSION_LENGTH],
    }
    return _show(request, launch, SubmissionForm(initial={**said, "idempotency_key": new_key()}))


def _receive(request: HttpRequest, launch: Launch, refused_files: Sequence[str]) -> HttpResponse:
    sent = SubmissionForm(request.POST, request.FILES)
    if "screenshot" in refused_files:
        sent.add_error("screenshot", TOO_LARGE)
    wait = seconds_to_wait(FORM, request, launch.form_key)
    if wait:
        sent.add_error(None, words_for(wait))
        return try_again_in(wait, _show(request, launch, sent.with_key(), status=429))
    if not sent.is_valid():
        return _show(request, launch, sent.with_key(), status=422)
    try:
        item = accept_item(
            launch,
            channel=Channel.FORM,
            idempotency_key=sent.cleaned_data["idempotency_key"],
            payload=sent.payload(is_signed_in=request.user.is_authenticated),
            files=sent.inbound_files(),
            at=timezone.now(),
        )
    except ConflictError as conflict:
        sent.add_error(None, f"{conflict.message} Send again to send what stands here now as a new report.")
        return _show(request, launch, sent.with_new_key(), status=409)
    return HttpResponseRedirect(f"{_address(launch.form_key)}sent/{token_for_item(item)}/")


@lru_cache(maxsize=512)
def _address(form_key: str) -> str:
    """The form's own, below which its receipts stand; remembered, as it takes as long as reading the form."""
    return reverse("feedback:form", args=[form_key])


def _show(request: HttpRequest, launch: Launch, shown: SubmissionForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"launch_name": launch.name, "form": shown}
    return render(request, "feedback/form.html", context, status=status)


@login_not_required
@require_safe
@status_link
def receipt(request: HttpRequest, report: Report, *, form_key: str, token: str) -> HttpResponse:
    """The number, what happens next and when; next they keep the link or close the page."""
    if report.item is None or report.launch.form_key != form_key:
        return render(request, "feedback/link_not_valid.html", status=404)
    said = report.item.payload
    at = report.item.received_at
    context = {
        "launch_name": report.launch.name,
        "form_key": form_key,
        "number": report.number,
        "token": token,
        "email": said["email"],
        "promise": promise_from(report.launch, at, at=timezone.now()),
        "is_praise": NATURES[Kind(said["kind"])] is None,
    }
    return render(request, "feedback/receipt.html", context)
