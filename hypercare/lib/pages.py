"""The page for what went wrong, wherever in the request it did."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

DATABASE_AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = "5"


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After while the database restarts, for nothing was written then; else 500.

    Neither page needs a database, a session or a user.
    """
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        headers = {"Retry-After": RETRY_AFTER_SECONDS}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)
