"""The page for what went wrong, wherever in the request it did."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from hypercare.lib.throttling import try_again_in, words_for

DATABASE_AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = "5"
TOO_MANY_SECONDS = 60  # where whoever counts does not say how long


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After while the database restarts, for it is worth asking again then; else 500.

    Neither page needs a database, a session or a user.
    """
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        headers = {"Retry-After": RETRY_AFTER_SECONDS}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)


def too_many(request: HttpRequest, seconds: int = TOO_MANY_SECONDS) -> HttpResponse:
    """429 that says when to try again."""
    page = render(request, "429.html", {"words": words_for(seconds)}, status=429)
    return try_again_in(seconds, page)
