"""Errors that belong to the whole request, turned into answers in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from hypercare.lib.errors import ConflictError, DomainError

GetResponse = Callable[[HttpRequest], HttpResponseBase]


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
