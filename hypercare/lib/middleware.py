"""Errors that belong to the whole request, turned into answers in one place."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from hypercare.lib.errors import ConflictError, DomainError

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class DomainErrorMiddleware:
    """Turns a business error of a page into 422 (409 for a conflict) with its sentence.

    A panel of a page stays as it is, with all that was typed; the sentence comes as a toast.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Only `DomainError` is answered here; everything else is a defect."""
        if not isinstance(exception, DomainError):
            return None
        status = 409 if isinstance(exception, ConflictError) else 422
        if getattr(request, "htmx", False):
            toast = json.dumps({"toast": {"words": exception.message, "stays": True}})
            return HttpResponse(status=status, headers={"HX-Reswap": "none", "HX-Trigger": toast})
        return render(request, "422.html", {"error": exception}, status=status)
