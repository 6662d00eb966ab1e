"""Who holds a signed link may see what it was made for; everybody else gets a page that says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from feedback.queries import report_of
from feedback.tokens import subject_of, survey_of
from hypercare.lib.limits import WRONG_LINK
from hypercare.lib.pages import too_many
from hypercare.lib.throttling import seconds_to_wait

View = Callable[..., HttpResponse]


def status_link(view: View) -> View:
    """Decorator: turns the URL's `token` into `report`; 410 when it is too old, 404 when it is no link."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            report = report_of(subject_of(token))
        except SignatureExpired:
            return _not_valid(request, status=410)
        except BadSignature:
            return _not_valid(request, status=404)
        if report is None:
            return _not_valid(request, status=404)
        return view(request, report, token=token, **kwargs)

    return guarded


def survey_link(view: View) -> View:
    """Decorator: the same for a survey's `token`, which becomes `survey`."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            survey = survey_of(token)
        except SignatureExpired:
            return _not_valid(request, status=410)
        except BadSignature:
            return _not_valid(request, status=404)
        return view(request, survey, token=token, **kwargs)

    return guarded


def _not_valid(request: HttpRequest, *, status: int) -> HttpResponse:
    wait = seconds_to_wait(WRONG_LINK, request)
    if wait:
        return too_many(request, wait)
    return render(request, "feedback/link_not_valid.html", {"is_expired": status == 410}, status=status)
