"""Errors that belong to the whole request, turned into answers in one place."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from hypercare.lib.errors import ConflictError, DomainError

GetResponse = Callable[[HttpRequest], HttpResponseBase]
RETRY_AFTER_SECONDS = "5"


class DatabaseAwayMiddleware:
    """Answers 503 with Retry-After while the database is restarting; nothing was written then."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return unavailable()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Views and middleware below both end here."""
        return unavailable() if isinstance(exception, OperationalError | InterfaceError) else None


class DomainErrorMiddleware:
    """Turns a business error of a page into 422 (409 for a conflict) with its sentence."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Only `DomainError` is answered here; everything else is a defect."""
        if not isinstance(exception, DomainError):
            return None
        status = 409 if isinstance(exception, ConflictError) else 422
        return render(request, "422.html", {"error": exception}, status=status)


def unavailable() -> HttpResponse:
    """The page shown while the database is away; needs no database, session or user."""
    headers = {"Retry-After": RETRY_AFTER_SECONDS}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
