"""Errors that belong to the whole request, turned into answers in one place."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from hypercare.lib.errors import ConflictError, DomainError

GetResponse = Callable[[HttpRequest], HttpResponseBase]


SIGNED_OUT = "You were signed out. What you typed is kept on this device. Reload the page to sign in again."


class SignedInMiddleware(LoginRequiredMiddleware):
    """Leads strangers to the login page. A panel of a page stays as it is, with all that was typed."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know redirects alone
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """The login page in place of a panel would look like an answer, and cost the words."""
        if "HX-Request" in request.headers:
            return _in_panel(SIGNED_OUT, status=401)
        return super().handle_no_permission(request, view_func)


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
            return _in_panel(exception.message, status=status)
        return render(request, "422.html", {"error": exception}, status=status)


def _in_panel(words: str, *, status: int) -> HttpResponse:
    toast = json.dumps({"toast": {"words": words, "stays": True}})
    return HttpResponse(status=status, headers={"HX-Reswap": "none", "HX-Trigger": toast})
